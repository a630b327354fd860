// What providers report about a delivery after they took it, in words of our own, and what each report makes of it.

import { type DeliveryState, deliveryMayBecome } from './delivery.ts';

export const PROVIDER_EVENT_KINDS = [
  'accepted',
  'delayed',
  'delivered',
  'bounced',
  'suppressed',
  'complained',
  'failed',
] as const;
/**
 * `accepted`: the provider has it and will send it. `suppressed`: the provider did not send it, because the address
 * bounced or complained before. `failed`: the provider gave up, or a letter cannot be produced.
 */
export type ProviderEventKind = (typeof PROVIDER_EVENT_KINDS)[number];

const MEANS: Record<ProviderEventKind, DeliveryState | null> = {
  accepted: 'sent',
  delayed: null,
  delivered: 'delivered',
  bounced: 'bounced',
  suppressed: 'bounced',
  complained: 'complained',
  failed: 'failed',
};

/**
 * The state a delivery takes by a report, or null when the report changes nothing. Reports come twice and in any order:
 * a `delivered` after a bounce or complaint is one of those that change nothing.
 */
export function stateAfter(from: DeliveryState, kind: ProviderEventKind): DeliveryState | null {
  const to = MEANS[kind];
  if (to === null || to === from) return null;
  // An address that was refused for good is as good as a bounce once the delivery counted as sent.
  const effective = to === 'failed' && !deliveryMayBecome(from, 'failed') ? 'bounced' : to;
  return deliveryMayBecome(from, effective) ? effective : null;
}
