// One delivery as an e-mail message (RFC 5322), composed by nodemailer. The same envelope gives the same bytes: date,
// message id and boundaries follow from the delivery, nothing from the moment of writing.

import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Envelope } from '../core/envelope.ts';

/** The message as bytes, with CRLF line ends. */
export function composeMessage(envelope: Envelope): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: messageIdOf(envelope),
    // A header date, not a reading of the clock: the moment the notice was issued.
    date: new Date(envelope.date),
    from: envelope.from,
    ...(envelope.replyTo === null ? {} : { replyTo: envelope.replyTo }),
    to: [...envelope.to],
    cc: [...envelope.cc],
    subject: envelope.subject,
    text: envelope.text,
    html: envelope.html,
    // Keeps absence notes from answering (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Duly-Notice': envelope.noticeNumber },
    attachments: [
      ...envelope.inlineImages.map(({ contentId, mimeType, content }) => ({
        cid: contentId,
        filename: `${contentId}.${mimeType.split('/')[1] ?? 'bin'}`,
        contentType: mimeType,
        content: Buffer.from(content),
        contentDisposition: 'inline' as const,
      })),
      ...envelope.attachments.map(({ fileName, mimeType, content }) => ({
        filename: fileName,
        contentType: mimeType,
        content: Buffer.from(content),
      })),
    ],
    baseBoundary: createHash('sha256').update(envelope.deliveryId).digest('hex').slice(0, 16),
  });
  return composer.compile().build();
}

/** The same in every attempt: servers do not look at it, but people find a double by it. */
export function messageIdOf({ deliveryId, from }: Envelope): string {
  return `<${deliveryId}@${from.address.split('@')[1] ?? 'localhost'}>`;
}
