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

/**
 * What came of a hand-over. `refused` is said only where it is certain that this attempt was not taken; `unknown` is
 * never treated as failed: the other side may have taken it.
 */
export type Receipt =
  /** `note` names what people should know all the same, e.g. a copy's address that was refused. */
  | { outcome: 'accepted'; reference: string; note?: string }
  | {
      outcome: 'refused';
      /** False: the same message may be taken later. */
      permanent: boolean;
      detail: string;
      /** How long the other side asked to wait; absent = our own backoff. */
      retryAfterMs?: number;
      /** `transport`: not about this message (quota, key, rate): everything by this transport rests that long. */
      concerns?: 'delivery' | 'transport';
    }
  | { outcome: 'unknown'; detail: string };

/** What a provider tells about a delivery after the hand-over, by a webhook or when asked; in any order, or twice. */
export const NEWS_KINDS = ['accepted', 'delivered', 'bounced', 'complained', 'failed'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

export interface DeliveryNews {
  kind: NewsKind;
  /** In words for people, e.g. why it bounced; null when there is nothing to say. */
  detail: string | null;
  /** The provider's own id of the message, where it is known. */
  reference: string | null;
}
