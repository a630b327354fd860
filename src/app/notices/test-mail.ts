// A plain mail to oneself: whether mails leave, arrive and can be answered. It names no customer and no invoice.

import { z } from 'zod';
import { HAND_OVER_MS } from '../../core/sending.ts';
import { refusal } from '../errors.ts';
import { noteChanges, operation, startWork } from '../use-case.ts';
import { newDeliveryId } from './deliveries-for.ts';
import { senderOf } from './envelope.ts';

const WORDS = {
  en: { subject: 'Test mail of Duly', text: 'This is a test. Mails of Duly arrive here.' },
  de: { subject: 'Testmail von Duly', text: 'Dies ist ein Test. Mails von Duly kommen hier an.' },
};

export const sendPlainTestMail = operation({
  name: 'mail.send_test',
  summary: 'Sends a plain test mail through the way that notices take.',
  role: 'admin',
  input: z.strictObject({ to: z.email('expected an e-mail address') }),
  async run(ctx, { to }) {
    const { transport } = ctx.ports;
    const work = await startWork(ctx, ctx.store.db);
    const { subject, text } = WORDS[work.organisation.language === 'de' ? 'de' : 'en'];
    const { name, address, replyTo } = senderOf(work.organisation);
    const receipt = await transport.handOver(
      {
        deliveryId: newDeliveryId(),
        noticeNumber: 'TEST',
        channel: 'email',
        from: { name, address },
        replyTo,
        to: [to],
        cc: [],
        subject,
        text,
        html: `<p>${text}</p>`,
        inlineImages: [],
        attachments: [],
        date: work.now,
      },
      ctx.clock.deadline(HAND_OVER_MS),
    );
    if (receipt.outcome !== 'accepted') throw refusal('test_mail_not_taken', { detail: receipt.detail });
    await noteChanges(work, 'mail.send_test', [
      { entity: 'mail', entityId: 'test', after: { transport: transport.name } },
    ]);
    return { by: transport.name, reference: receipt.reference, leftMachine: transport.leavesMachine };
  },
});
