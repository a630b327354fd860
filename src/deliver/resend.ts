// E-mail through Resend: one call per mail (batches take no attachments), the delivery's id as idempotency key. The
// SDK has no deadline and no retry of its own; both are the caller's.

import type { DeliveryNews, Envelope, Receipt } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';
import { addressRefusal, mailboxOf } from './addresses.ts';
import { fingerprintOf } from './fingerprint.ts';
import { messageIdOf } from './mime.ts';
import { resendReceipt } from './resend-answer.ts';
import { newsOfResendEvent } from './resend-events.ts';
import { lookUpAtResend } from './resend-look-up.ts';

export interface ResendOptions {
  /** A key that may only send is enough where webhooks bring the news; polling needs one that may read. */
  apiKey: string;
  /** Another address of the API; for tests and proxies. */
  baseUrl?: string;
  /** Requests per second that the account allows; Resend's oldest figure unless said otherwise. */
  ratePerSecond?: number;
}

/** Recipients of one mail at most (resend.com/docs/api-reference/emails/send-email). */
const RECIPIENTS_AT_MOST = 50;
/** 40 MB after Base64, with room for the rest of the mail. */
const BYTES_AT_MOST = 28 * 1024 * 1024;

export function createResend({ apiKey, baseUrl, ratePerSecond = 2 }: ResendOptions): TransportPort {
  let made: Promise<InstanceType<typeof import('resend').Resend>> | null = null;
  const client = () =>
    (made ??= import('resend').then(({ Resend }) => new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl })));
  return {
    name: 'resend',
    leavesMachine: true,
    channels: ['email'],
    idempotentByKey: true,
    ratePerSecond,
    fingerprint: fingerprintOf,
    async handOver(envelope, signal): Promise<Receipt> {
      const refusal = addressRefusal(envelope) ?? sizeRefusal(envelope);
      if (refusal !== null) return refusal;
      const { emails } = await client();
      const answer = await emails.send(payloadOf(envelope), { idempotencyKey: envelope.deliveryId, signal });
      return resendReceipt(answer as Parameters<typeof resendReceipt>[0]);
    },
    lookUpLate: async (envelope, signal) => lookUpAtResend((await client()).emails, envelope, signal),
    async check(signal): Promise<string | null> {
      const { domains } = await client();
      const { error } = await domains.list({}, { signal });
      // A key that may only send is refused here by name, which shows that it is a key.
      return error === null || error.name === 'restricted_api_key' ? null : `${error.name}: ${error.message}`;
    },
    async isAwake(signal): Promise<boolean> {
      const { domains } = await client();
      const { error } = await domains.list({}, { signal });
      // A gateway's page has no name of Resend's own; an error that says who may do what is an answer.
      if (error === null) return true;
      return typeof error.statusCode === 'number' && error.statusCode < 500 && typeof error.name === 'string';
    },
    async news(reference, signal): Promise<DeliveryNews | null> {
      const { emails } = await client();
      const { data } = await emails.get(reference, { signal });
      return data === null ? null : newsOfResendEvent(data.last_event, null, reference);
    },
  };
}

function payloadOf(envelope: Envelope) {
  return {
    from: mailboxOf(envelope.from),
    to: [...envelope.to],
    cc: [...envelope.cc],
    ...(envelope.replyTo === null ? {} : { replyTo: envelope.replyTo }),
    subject: envelope.subject,
    text: envelope.text,
    html: envelope.html,
    headers: {
      'Message-ID': messageIdOf(envelope),
      'Auto-Submitted': 'auto-generated',
      'X-Duly-Notice': envelope.noticeNumber,
    },
    tags: [
      { name: 'delivery', value: envelope.deliveryId },
      { name: 'notice', value: envelope.noticeNumber },
    ],
    attachments: [
      ...envelope.inlineImages.map(({ contentId, mimeType, content }) => ({
        filename: `${contentId}.${mimeType.split('/')[1] ?? 'bin'}`,
        contentType: mimeType,
        contentId,
        content: base64(content),
      })),
      ...envelope.attachments.map(({ fileName, mimeType, content }) => ({
        filename: fileName,
        contentType: mimeType,
        content: base64(content),
      })),
    ],
  };
}

function sizeRefusal({ to, cc, attachments, inlineImages }: Envelope): Receipt | null {
  const bytes = [...attachments, ...inlineImages].reduce((sum, { content }) => sum + content.byteLength, 0);
  if (bytes > BYTES_AT_MOST) {
    const detail = `The mail is too large for Resend (${Math.ceil(bytes / 1024 / 1024)} MB). Send it as a letter.`;
    return { outcome: 'refused', permanent: true, detail };
  }
  if (to.length + cc.length <= RECIPIENTS_AT_MOST) return null;
  const detail = `Resend takes at most ${RECIPIENTS_AT_MOST} recipients. Remove some from the customer.`;
  return { outcome: 'refused', permanent: true, detail };
}

function base64(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64');
}
