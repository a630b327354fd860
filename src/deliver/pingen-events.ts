// Pingen's reports: the status of a letter when asked, and the webhooks, in words of our own. A word nobody knows is
// no news. Source: api.pingen.com/documentation and its published SDKs.

import { z } from 'zod';
import type { DeliveryNews } from '../core/envelope.ts';
import type { ProviderReport } from './report.ts';

const BODY = z.object({
  data: z.object({
    id: z.string(),
    type: z.string(),
    attributes: z.object({ reason: z.string().nullish(), created_at: z.string().nullish() }).nullish(),
    relationships: z.record(z.string(), z.object({ data: z.object({ id: z.string() }).nullish() })).nullish(),
  }),
});

/** Reads the body of a webhook; null when it is about no letter. Throws when it is not JSON. */
export function readPingenWebhook(body: string): ProviderReport | null {
  const parsed = BODY.safeParse(JSON.parse(body));
  if (!parsed.success) return null;
  const { id, type, attributes, relationships } = parsed.data.data;
  const letter = relationships?.letter?.data?.id ?? relationships?.deliverable?.data?.id ?? null;
  const news = newsOfPingenStatus(type.replace(/^webhook_/, ''), attributes?.reason ?? null, letter);
  if (news === null || letter === null) return null;
  return { eventId: id, happenedAt: attributes?.created_at ?? null, deliveryId: null, news };
}

export function newsOfPingenStatus(
  status: string,
  detail: string | null,
  reference: string | null,
): DeliveryNews | null {
  const words = detail?.slice(0, 300) ?? null;
  switch (status) {
    case 'sent':
      return { kind: 'accepted', detail: null, reference };
    case 'delivered':
      return { kind: 'delivered', detail: null, reference };
    case 'undeliverable':
      return { kind: 'bounced', detail: words ?? 'The letter came back.', reference };
    case 'issues':
    case 'action_required':
    case 'invalid':
      return { kind: 'failed', detail: words ?? 'Pingen could not produce the letter.', reference };
    case 'cancelled':
      return { kind: 'failed', detail: 'The letter was cancelled at Pingen.', reference };
    default:
      return null;
  }
}
