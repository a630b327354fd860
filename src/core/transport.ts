// What carries a delivery to the other side: the port between the use cases and the adapters of `deliver`.

import type { DeliveryNews, Envelope, Receipt } from './envelope.ts';
import type { Channel } from './plan.ts';

/** A provider, a mail server, a print queue or a folder. What is optional and absent is not offered. */
export interface TransportPort {
  /** Short name for the record, e.g. `outbox`; also the name of its shared rate limit. */
  name: string;
  /** False: nothing leaves the machine, and every surface says so. */
  leavesMachine: boolean;
  channels: readonly Channel[];
  /** True: a person carries its deliveries, as letters from the print queue; no worker takes them. */
  byHand?: boolean;
  /**
   * True: for 24 hours the other side takes a delivery's id with the same bytes only once, so that a hand-over whose
   * answer was lost may be repeated. Otherwise such a doubt goes to a person.
   */
  idempotentByKey?: boolean;
  /** Hand-overs per second by all workers of all machines together; absent = as fast as it goes. */
  ratePerSecond?: number;
  /** Hash of exactly what would be handed over, stored with the intent: a repetition must have the same. */
  fingerprint(envelope: Envelope): string;
  /**
   * Hands over, with the delivery's id as the key. Gives up when the signal says so; then the outcome is `unknown`.
   * Throwing means `unknown`, too.
   */
  handOver(envelope: Envelope, signal: AbortSignal): Promise<Receipt>;
  /**
   * Asks what became of a hand-over whose answer was lost, without sending: `accepted` = it is there, `refused` = it
   * is certainly not there and may be sent, `unknown` = nobody can say (yet).
   */
  lookUp?(envelope: Envelope, signal: AbortSignal): Promise<Receipt>;
  /**
   * The same question, asked only when the key may be forgotten: for a side where repeating is safer than asking as
   * long as it knows the key.
   */
  lookUpLate?(envelope: Envelope, signal: AbortSignal): Promise<Receipt>;
  /** Asks what happened since to what it accepted, by the receipt's reference; null = nothing new. */
  news?(reference: string, signal: AbortSignal): Promise<DeliveryNews | null>;
  /** Asks, without sending anything, whether the other side is there and lets us in; null = it does, else why not. */
  check?(signal: AbortSignal): Promise<string | null>;
  /**
   * Whether the other side is at work: true also when it refuses us. Asked after a hand-over whose answer was lost;
   * while it is not, nothing else is handed over.
   */
  isAwake?(signal: AbortSignal): Promise<boolean>;
  /** Asks to stop what it accepted; false when it is too late. Throws when there is no answer. */
  cancel?(reference: string, signal: AbortSignal): Promise<boolean>;
  /** What a letter of so many pages to a country (ISO 3166) costs; null when no price is named. */
  price?(letter: { pages: number; country: string }, signal: AbortSignal): Promise<LetterPrice | null>;
}

/** In minor units of its currency. */
export interface LetterPrice {
  cents: number;
  currency: string;
}
