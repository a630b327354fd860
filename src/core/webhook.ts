// What other programs are told about, and how long they are tried.

export const EVENTS = ['proposal.decided', 'notice.issued', 'notice.sent', 'notice.bounced', 'invoice.closed'] as const;
export type WebhookEvent = (typeof EVENTS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits before the second to the last attempt: a machine may be down for a night and a day. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS];

/** How long to wait after so many failed attempts, in ms; null = given up. */
export function waitAfterAttempts(attempts: number): number | null {
  return WAITS_MS[attempts - 1] ?? null;
}

/** The event that an audit row stands for; null for all others. */
export function eventOf(action: string, state: unknown): WebhookEvent | null {
  if (action === 'proposal.decide') return 'proposal.decided';
  if (action === 'notice.issue') return 'notice.issued';
  if (!action.startsWith('delivery.')) return null;
  if (state === 'sent') return 'notice.sent';
  return state === 'bounced' ? 'notice.bounced' : null;
}
