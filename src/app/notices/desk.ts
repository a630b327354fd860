// What sending one delivery needs to read and write, as functions: the database behind them in the product, a model in
// the simulation that crashes it at every step. What is decided stands in core and in send-one.ts.

import type { DeliveryState } from '../../core/delivery.ts';
import type { Envelope } from '../../core/envelope.ts';
import type { Channel } from '../../core/plan.ts';
import type { Verdict } from '../../core/sending.ts';
import type { TransportPort } from '../../core/transport.ts';
import type { IntentAnswer } from '../../db/delivery-intent.ts';
import type { Instant } from '../context.ts';

/** A delivery that is ours until its lease runs out, as it was when it was claimed. */
export interface Claim {
  id: string;
  epoch: number;
  noticeId: number;
  channel: Channel;
  state: 'claimed' | 'unknown';
  /** Before the one that may follow. */
  attempts: number;
  createdAt: Instant;
  doubtSince: Instant | null;
  /** By which it was handed over last. */
  transport: string | null;
}

/** What a settlement rests on. */
export interface Evidence {
  /** The attempt that ended; null where none was made. */
  attempt: { outcome: 'accepted' | 'refused' | 'unknown'; intendedAt: Instant } | null;
  /** The other side's own id, where it took the message. */
  reference: string | null;
}

export interface SendDesk {
  /** Takes a delivery whose time has come; null when there is nothing to do or somebody else has it. */
  claim(id: string, now: Instant, leaseUntil: Instant): Promise<Claim | null>;
  /** Exactly what is handed over, from stored parts only: the same at every attempt. */
  envelopeOf(claim: Claim): Promise<Envelope>;
  /** Milliseconds until this hand-over's turn at the transport's pace; null = too long to wait for. */
  turn(transport: TransportPort, now: Instant): Promise<number | null>;
  /** The last check and the intent, in one step. */
  intend(claim: Claim, what: { payloadSha256: string; transport: TransportPort; now: Instant }): Promise<IntentAnswer>;
  /** Writes what became of it, if it is still ours. */
  settle(claim: Claim, from: DeliveryState, verdict: Verdict, evidence: Evidence, now: Instant): Promise<boolean>;
  /** Attempts without a result whose claim ran out by this instant: their worker ended in the middle. */
  interrupted(leaseEndedBy: Instant): Promise<{ claim: Claim; intendedAt: Instant }[]>;
  /** The transport takes nothing for so long. */
  rest(transport: TransportPort, forMs: number, reason: string, now: Instant): Promise<void>;
}

/** Keeps what was intended outside the database; see the journal of `deliver`. */
export interface SendJournal {
  intended(entry: {
    deliveryId: string;
    epoch: number;
    at: Instant;
    transport: string;
    payloadSha256: string;
  }): Promise<void>;
}
