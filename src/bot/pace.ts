// How often messages may change.

import type { ChatMessageKind } from '../app/chat/messages.ts';

/** At least so much time lies between two changes of a message; Slack asks for 1.2 s between edits in a channel. */
export const INTERVAL_MS: Readonly<Record<ChatMessageKind, number>> = {
  digest: 1_600,
  decisions: 8_000,
  results: 15_000,
  level: 60_000,
  trouble: 60_000,
  nudge: 60_000,
  closing: 15_000,
  direct: 60_000,
  bookings: 1_600,
};
