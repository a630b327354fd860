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

const NEXT: Record<DeliveryState, readonly DeliveryState[]> = {
  approved: ['claimed', 'cancelled', 'failed'],
  claimed: ['approved', 'attempted', 'cancelled', 'failed'],
  attempted: ['approved', 'sent', 'unknown', 'failed'],
  unknown: ['attempted', 'sent', 'failed', 'needs_review', 'delivered', 'bounced', 'complained'],
  needs_review: ['sent', 'failed', 'cancelled', 'delivered', 'bounced', 'complained'],
  sent: ['delivered', 'bounced', 'complained'],
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
