// A plain mail to oneself: whether mails leave, arrive and can be answered. It names no customer and no invoice.

import { z } from 'zod';
import type { Envelope, Receipt } from '../../core/envelope.ts';
import { HAND_OVER_MS } from '../../core/sending.ts';
import { refusal } from '../errors.ts';
import { complain } from '../refusals/complaints.ts';
import { noteChanges, operation, startWork, type Work } from '../use-case.ts';
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
  input: z.strictObject({ to: z.email(complain('email')) }),
  async run(ctx, { to }) {
    const { transport } = ctx.ports;
    const work = await startWork(ctx, ctx.store.db);
    const { subject, text } = WORDS[work.organisation.language === 'de' ? 'de' : 'en'];
    const content = { subject, text, html: `<p>${text}</p>`, inlineImages: [], attachments: [] };
    const { reference } = await handOverTest(work, to, content);
    await noteChanges(work, 'mail.send_test', [
      { entity: 'mail', entityId: 'test', after: { transport: transport.name } },
    ]);
    return { by: transport.name, reference, leftMachine: transport.leavesMachine };
  },
});

/** Hands a mail that is marked as a test to the transport of mails, from the organisation to one address. */
export async function handOverTest(
  { ctx, organisation, now }: Work,
  to: string,
  content: Pick<Envelope, 'subject' | 'text' | 'html' | 'inlineImages' | 'attachments'>,
): Promise<Extract<Receipt, { outcome: 'accepted' }>> {
  const { name, address, replyTo } = senderOf(organisation);
  const envelope: Envelope = {
    deliveryId: newDeliveryId(),
    noticeNumber: 'TEST',
    channel: 'email',
    from: { name, address },
    replyTo,
    to: [to],
    cc: [],
    ...content,
    date: now,
  };
  const receipt = await ctx.ports.transport.handOver(envelope, ctx.clock.deadline(HAND_OVER_MS));
  if (receipt.outcome !== 'accepted') throw refusal('test_mail_not_taken', { detail: receipt.detail });
  return receipt;
}
