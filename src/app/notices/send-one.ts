// One delivery through the send protocol: claim, last check and intent in one step, hand-over with the delivery's id
// as the key, receipt. A doubt is repeated with the same key and bytes while that is safe, asked about where it can
// be, and then shown to a person; it is never taken for a failure. Runs on the database and in the simulation alike.

import type { Envelope, Receipt } from '../../core/envelope.ts';
import type { Channel } from '../../core/plan.ts';
import {
  type AttemptFacts,
  afterDoubt,
  afterLookUp,
  afterReceipt,
  CALL_WITHIN_MS,
  doubtStep,
  HAND_OVER_MS,
  LEASE_MS,
  REVIEW_AFTER_MS,
  type Verdict,
} from '../../core/sending.ts';
import type { TransportPort } from '../../core/transport.ts';
import type { Clock, Instant } from '../context.ts';
import type { Claim, Evidence, SendDesk, SendJournal } from './desk.ts';

export interface SendTools {
  desk: SendDesk;
  clock: Pick<Clock, 'now' | 'after' | 'elapsedMs' | 'deadline' | 'sleep'>;
  transportFor(channel: Channel): TransportPort;
  journal?: SendJournal | undefined;
  /** Told of every hand-over that was tried: whether the other side gave an answer of which something is certain. */
  heard?(transport: TransportPort, isCertain: boolean): Promise<void>;
}

/** What a round made of one delivery; null = nothing, it was not ours. */
export type SendOutcome = 'sent' | 'cancelled' | 'failed' | 'unknown' | 'needs_review' | 'waiting';

/** How long a hand-over that is held, or outside its window, is left alone. */
const HELD_MS = 60_000;
/** A doubt that must not be repeated just now: the invoice is paid or paused. */
const STOPPED_MS = 30 * 60_000;
/** A queue at a transport's pace longer than this is left to others or to later. */
export const TURN_WITHIN_MS = 60_000;
const REST_MS = 5 * 60_000;
const SETTLE_AGAIN_AFTER_MS = [200, 1_000, 5_000, 15_000];

export async function sendOne(tools: SendTools, id: string): Promise<SendOutcome | null> {
  const { desk, clock } = tools;
  const now = clock.now();
  const claim = await desk.claim(id, now, clock.after(now, LEASE_MS));
  if (claim === null) return null;
  const transport = tools.transportFor(claim.channel);
  // Woken for a letter that a person will post: nothing is to be done here.
  if (transport.byHand === true) return putBack(tools, claim, 0);
  if (claim.state === 'unknown') {
    const answer = await considerDoubt(tools, claim, transport);
    if (answer !== 'repeat') return answer;
  }
  const envelope = await desk.envelopeOf(claim);
  const waitMs = await desk.turn(transport, clock.now());
  if (waitMs === null) return putBack(tools, claim, TURN_WITHIN_MS);
  if (waitMs > 0) await clock.sleep(waitMs);
  const intendedAt = clock.now();
  const payloadSha256 = transport.fingerprint(envelope);
  const intent = await desk.intend(claim, { payloadSha256, transport, now: intendedAt });
  switch (intent) {
    case 'intended':
      return handOverAndSettle(tools, claim, { transport, envelope, payloadSha256, intendedAt });
    case 'lost':
      return null;
    case 'held':
    case 'closed':
      return putBack(tools, claim, HELD_MS);
    case 'differs':
      return conclude(tools, claim, { state: 'needs_review', reason: DIFFERS, retryInMs: null });
    case 'stopped':
      // What may have arrived cannot be cancelled; it is not repeated while the stop stands.
      if (claim.state === 'unknown')
        return conclude(tools, claim, afterDoubt(STOPPED, factsOf(tools, claim, transport), STOPPED_MS));
      return conclude(tools, claim, { state: 'cancelled', reason: STOPPED, retryInMs: null });
  }
}

/** What a process left in the middle of a hand-over may have arrived: in doubt, never new. Returns how many. */
export async function sweepInterruptedAttempts(tools: SendTools, leaseEndedBy: Instant): Promise<number> {
  let inDoubt = 0;
  for (const { claim, intendedAt } of await tools.desk.interrupted(leaseEndedBy)) {
    const doubtful = { ...claim, doubtSince: claim.doubtSince ?? intendedAt };
    const verdict = afterDoubt(INTERRUPTED, factsOf(tools, doubtful, tools.transportFor(claim.channel)));
    const evidence: Evidence = { attempt: { outcome: 'unknown', intendedAt }, reference: null };
    if (await tools.desk.settle(claim, 'attempted', verdict, evidence, tools.clock.now())) inDoubt += 1;
  }
  return inDoubt;
}

const INTERRUPTED = 'the service stopped while it was being handed over';
const STOPPED = 'paid, blocked or disputed before it went out';
const DIFFERS = 'what would be sent now is not what was sent before; a repetition might arrive as a second message';
const NO_NEWS = 'no answer and no news within 28 hours';

/** The next step of a delivery in doubt; 'repeat' = hand the same over again. */
async function considerDoubt(
  tools: SendTools,
  claim: Claim,
  transport: TransportPort,
): Promise<SendOutcome | null | 'repeat'> {
  const facts = factsOf(tools, claim, transport);
  const step = doubtStep(facts);
  switch (step) {
    case 'repeat':
      return 'repeat';
    case 'review':
      return conclude(tools, claim, { state: 'needs_review', reason: NO_NEWS, retryInMs: null });
    case 'wait':
      return putBack(tools, claim, Math.max(0, REVIEW_AFTER_MS - (facts.doubtMs ?? 0)));
    case 'look_up': {
      const lookUp = transport.lookUp ?? transport.lookUpLate;
      const envelope = await tools.desk.envelopeOf(claim);
      const answer = await answerOf(tools, (signal) => lookUp?.(envelope, signal) ?? NOBODY_KNOWS);
      const reference = answer.outcome === 'accepted' ? answer.reference : null;
      return conclude(tools, claim, afterLookUp(answer, facts), reference);
    }
  }
}

const NOBODY_KNOWS: Promise<Receipt> = Promise.resolve({ outcome: 'unknown', detail: 'it cannot be asked about' });

/** What the intent on record says. */
interface Intended {
  transport: TransportPort;
  envelope: Envelope;
  payloadSha256: string;
  intendedAt: Instant;
}

async function handOverAndSettle(tools: SendTools, claim: Claim, intended: Intended): Promise<SendOutcome | null> {
  const { clock, desk } = tools;
  const { transport, intendedAt } = intended;
  const notTried = await beforeHandOver(tools, claim, intended);
  const receipt = notTried ?? (await answerOf(tools, (signal) => transport.handOver(intended.envelope, signal)));
  const facts = { ...factsOf(tools, claim, transport), attempts: claim.attempts + 1 };
  const verdict = afterReceipt(receipt, facts);
  const reference = receipt.outcome === 'accepted' ? receipt.reference : null;
  const evidence: Evidence = { attempt: { outcome: receipt.outcome, intendedAt }, reference };
  const isOurs = await settleSurely(tools, () => desk.settle(claim, 'attempted', verdict, evidence, clock.now()));
  // Before a rest the other side asks for: what ends its silence must not end that.
  if (notTried === null) await tools.heard?.(transport, receipt.outcome !== 'unknown');
  if (receipt.outcome === 'refused' && receipt.concerns === 'transport') {
    await desk.rest(transport, receipt.retryAfterMs ?? REST_MS, receipt.detail, clock.now());
  }
  return isOurs ? outcomeOf(verdict) : null;
}

/** Why it is not handed over after all, with nothing said by the other side; null = it may be. */
async function beforeHandOver(
  { clock, journal }: SendTools,
  { id: deliveryId, epoch }: Claim,
  { transport, payloadSha256, intendedAt }: Intended,
): Promise<Receipt | null> {
  try {
    await journal?.intended({ deliveryId, epoch, at: intendedAt, transport: transport.name, payloadSha256 });
  } catch {
    return { outcome: 'refused', permanent: false, detail: 'the journal of sending could not be written' };
  }
  // A process that was put to sleep must not act on a check that is long past.
  if (clock.elapsedMs(intendedAt, clock.now()) > CALL_WITHIN_MS) {
    return { outcome: 'refused', permanent: false, detail: 'it was not handed over in time after the last check' };
  }
  return null;
}

/** The answer within the deadline; silence and a break are no answer, and then nobody knows. */
async function answerOf({ clock }: SendTools, ask: (signal: AbortSignal) => Promise<Receipt>): Promise<Receipt> {
  const signal = clock.deadline(HAND_OVER_MS);
  const silence = new Promise<Receipt>((resolve) => {
    const giveUp = () => resolve({ outcome: 'unknown', detail: `no answer within ${HAND_OVER_MS / 1_000} s` });
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([ask(signal), silence]);
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : 'no answer' };
  }
}

/** The receipt is worth some patience with a database that is just restarting: without it the outcome is in doubt. */
async function settleSurely({ clock }: SendTools, settle: () => Promise<boolean>): Promise<boolean> {
  for (const waitMs of SETTLE_AGAIN_AFTER_MS) {
    try {
      return await settle();
    } catch {
      await clock.sleep(waitMs);
    }
  }
  return settle();
}

/** Untouched, for later. */
function putBack(tools: SendTools, claim: Claim, forMs: number): Promise<SendOutcome | null> {
  const state = claim.state === 'unknown' ? 'unknown' : 'approved';
  return conclude(tools, claim, { state, reason: null, retryInMs: forMs });
}

/** Ends a claim without an attempt. */
async function conclude(
  { desk, clock }: SendTools,
  claim: Claim,
  verdict: Verdict,
  reference: string | null = null,
): Promise<SendOutcome | null> {
  const evidence: Evidence = { attempt: null, reference };
  return (await desk.settle(claim, claim.state, verdict, evidence, clock.now())) ? outcomeOf(verdict) : null;
}

function factsOf({ clock }: SendTools, claim: Claim, transport: TransportPort): AttemptFacts {
  const now = clock.now();
  // A doubt belongs to the transport that left it: another one knows neither key nor message.
  const isSame = claim.doubtSince === null || claim.transport === transport.name;
  return {
    attempts: claim.attempts,
    ageMs: clock.elapsedMs(claim.createdAt, now),
    doubtMs: claim.doubtSince === null ? null : clock.elapsedMs(claim.doubtSince, now),
    repeatable: isSame && transport.idempotentByKey === true,
    canLookUp: isSame && transport.lookUp !== undefined,
    canLookUpLate: isSame && transport.lookUpLate !== undefined,
  };
}

function outcomeOf({ state }: Verdict): SendOutcome {
  switch (state) {
    case 'sent':
    case 'cancelled':
    case 'failed':
    case 'unknown':
    case 'needs_review':
      return state;
    default:
      return 'waiting';
  }
}
