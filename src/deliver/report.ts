// What a provider's webhook reported, read and checked, before anybody acts on it.

import type { DeliveryNews } from '../core/envelope.ts';

export interface ProviderReport {
  /** The provider's id of the report: a repetition has the same. */
  eventId: string;
  /** ISO 8601, as the provider says; null when it does not. */
  happenedAt: string | null;
  /** Our own id, where the provider gives it back. */
  deliveryId: string | null;
  news: DeliveryNews;
}

/** The signature does not fit, is too old, or is missing: nobody looks at the body. */
export class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
}

export interface WebhookRequest {
  header(name: string): string | undefined;
  /** The body as it came; the signature is over these bytes. */
  body: string;
  nowMs: number;
}

/**
 * Checks and reads one webhook of a provider. Null: genuine, but nothing that concerns a delivery. Throws
 * `ReportRefused`.
 */
export type WebhookReader = (request: WebhookRequest) => ProviderReport | null;
