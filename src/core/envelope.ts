// What a delivery hands over, and what comes back: the words between the use cases and the transports.

import type { Channel } from './plan.ts';

/** Everything one delivery needs; addresses only here, never in logs. */
export interface Envelope {
  /** Also the idempotency key. */
  deliveryId: string;
  noticeNumber: string;
  channel: Channel;
  from: { name: string; address: string };
  replyTo: string | null;
  to: readonly string[];
  cc: readonly string[];
  subject: string;
  text: string;
  html: string;
  inlineImages: readonly { contentId: string; mimeType: string; content: Uint8Array }[];
  attachments: readonly { fileName: string; mimeType: string; content: Uint8Array }[];
  /** For the Date header: the moment of the first attempt, so that a retry sends the same bytes. */
  date: string;
}

/** What came of a hand-over. `unknown` is never treated as failed: the other side may have taken it. */
export type Receipt =
  | { outcome: 'accepted'; reference: string }
  | { outcome: 'refused'; permanent: boolean; detail: string }
  | { outcome: 'unknown'; detail: string };
