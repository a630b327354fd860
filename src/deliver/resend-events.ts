// Resend's events, from a webhook or as the last event of a mail, in words of our own. What changes nothing for a
// delivery (opened, clicked, delayed, ...) is no news. Source: resend.com/docs/dashboard/webhooks/event-types.

import { z } from 'zod';
import type { DeliveryNews } from '../core/envelope.ts';
import type { ProviderReport } from './report.ts';

const BODY = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.object({
    email_id: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
    bounce: z.object({ type: z.string(), subType: z.string(), message: z.string() }).partial().optional(),
    failed: z.object({ reason: z.string() }).partial().optional(),
  }),
});

/** Reads the body of a webhook; null when it is about nothing that concerns a delivery. Throws when it is not JSON. */
export function readResendWebhook(eventId: string, body: string): ProviderReport | null {
  const parsed = BODY.safeParse(JSON.parse(body));
  if (!parsed.success) return null;
  const { type, created_at: happenedAt, data } = parsed.data;
  if (!type.startsWith('email.')) return null;
  const detail = data.bounce?.message ?? data.failed?.reason ?? null;
  const news = newsOfResendEvent(type.slice('email.'.length), detail, data.email_id ?? null);
  return news === null ? null : { eventId, happenedAt, deliveryId: data.tags?.delivery ?? null, news };
}

export function newsOfResendEvent(event: string, detail: string | null, reference: string | null): DeliveryNews | null {
  const words = detail?.slice(0, 300) ?? null;
  switch (event) {
    case 'sent':
      return { kind: 'accepted', detail: null, reference };
    case 'delivered':
      return { kind: 'delivered', detail: null, reference };
    case 'bounced':
      return { kind: 'bounced', detail: words ?? 'The mail came back.', reference };
    case 'suppressed':
      return {
        kind: 'bounced',
        detail: words ?? 'Resend blocks the address: a mail to it came back before.',
        reference,
      };
    case 'complained':
      return { kind: 'complained', detail: 'The recipient marked the mail as spam.', reference };
    case 'failed':
      return { kind: 'failed', detail: words ?? 'Resend could not send the mail.', reference };
    default:
      return null;
  }
}
