// What one delivery carries: the stored letter, the stored mail, the original invoices, and the addresses.

import type { Envelope } from '../../core/envelope.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { DeliveryRow } from '../../db/deliveries.ts';
import { type MailingRows, readMailings } from '../../db/mailings.ts';
import type { Organisation } from '../../db/organisation.ts';
import type { Sender } from '../../db/schema/index.ts';
import type { Db } from '../../db/store.ts';

/** Stands where no sender is set up; cannot be reached (RFC 2606). */
const NO_SENDER = 'no-sender@invalid';

export async function readMailing(db: Db, noticeId: number): Promise<MailingRows> {
  const mailing = (await readMailings(db, [noticeId])).get(noticeId);
  if (mailing === undefined) throw new Error(`notice ${noticeId} has no document`);
  return mailing;
}

/** `letter`: the version that this delivery sends, where it is not the letter as issued. */
export function toEnvelope(
  mailing: MailingRows,
  delivery: DeliveryRow,
  organisation: Organisation,
  letter: Uint8Array = mailing.document.letter,
): Envelope {
  const { notice, document, originals } = mailing;
  const number = noticeNumberText(notice.number ?? 0);
  const sender = delivery.sender ?? senderOf(organisation);
  return {
    deliveryId: delivery.id,
    noticeNumber: number,
    channel: delivery.channel,
    from: { name: sender.name, address: sender.address },
    replyTo: sender.replyTo,
    to: delivery.recipients.to,
    cc: delivery.recipients.cc,
    subject: document.email.subject,
    text: document.email.text,
    html: document.email.html,
    inlineImages: document.email.inlineImages.map(({ contentId, mimeType, base64 }) => ({
      contentId,
      mimeType,
      content: Buffer.from(base64, 'base64'),
    })),
    attachments: [
      { fileName: `${number}.pdf`, mimeType: 'application/pdf', content: letter },
      ...originals.map(({ fileName, content }) => ({ fileName, mimeType: 'application/pdf', content })),
    ],
    date: notice.issuedAt,
  };
}

/** Who a delivery comes from, frozen when it comes into being. */
export function senderOf({ name, senderEmail, email, replyTo }: Organisation): Sender {
  return { name, address: senderEmail ?? email ?? NO_SENDER, replyTo };
}
