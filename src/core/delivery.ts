// The states of a delivery: one notice by one channel to its recipients. What was sent is derived from these rows
// alone.

export const DELIVERY_STATES = [
  'approved',
  'claimed',
  'attempted',
  'sent',
  'unknown',
  'failed',
  'cancelled',
  'needs_review',
  'delivered',
  'bounced',
  'complained',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const NOTICE_STATES = ['drafted', 'issued', 'cancelled'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** News about a delivery that is under way; they say more than any answer of ours. */
const NEWS: readonly DeliveryState[] = ['sent', 'failed', 'delivered', 'bounced', 'complained'];

const NEXT: Record<DeliveryState, readonly DeliveryState[]> = {
  approved: ['claimed', 'cancelled', ...NEWS],
  claimed: ['approved', 'attempted', 'cancelled', 'needs_review', ...NEWS],
  attempted: ['approved', 'unknown', 'needs_review', ...NEWS],
  // Back to approved only when the other side was asked and does not have it.
  unknown: ['approved', 'attempted', 'needs_review', ...NEWS],
  needs_review: ['cancelled', ...NEWS],
  sent: ['failed', 'delivered', 'bounced', 'complained'],
  // A bounce or complaint is never overridden by a late "delivered".
  delivered: ['bounced', 'complained'],
  bounced: ['complained'],
  complained: [],
  failed: [],
  cancelled: [],
};

/** Whether a delivery may go from one state to another. */
export function deliveryMayBecome(from: DeliveryState, to: DeliveryState): boolean {
  return NEXT[from].includes(to);
}

/** States in which nothing more will happen to a delivery by itself, without having reached the customer. */
export const UNDELIVERED_STATES: readonly DeliveryState[] = ['failed', 'bounced', 'cancelled', 'needs_review'];

/** States in which a delivery is still under way: something will happen to it by itself. */
export const OPEN_DELIVERY_STATES: readonly DeliveryState[] = ['approved', 'claimed', 'attempted', 'unknown'];

/** @throws when a delivery may not go from one state to the other: a fault of the program, nothing is written. */
export function assertDeliveryMayBecome(from: DeliveryState, to: DeliveryState): void {
  if (!deliveryMayBecome(from, to)) throw new Error(`a delivery that is ${from} may not become ${to}`);
}
