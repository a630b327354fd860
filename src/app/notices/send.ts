// Sending: claim, last check and intent in one statement, hand-over with the delivery's id as idempotency key, receipt.
// What is uncertain becomes unknown and is shown; it is never sent again blindly (send protocol).

import { z } from 'zod';
import { isBusinessDay } from '../../core/calendar.ts';
import { addDays, type Day } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { Envelope, Receipt } from '../../core/envelope.ts';
import { promiseHoldsThrough } from '../../core/hold.ts';
import { HAND_OVER_MS, LEASE_MS } from '../../core/sending.ts';
import {
  cancelClaimed,
  claimDelivery,
  type DeliveryRow,
  dueDeliveryIds,
  lockForIntent,
  releaseClaim,
  settleAttempt,
  writeIntent,
} from '../../db/deliveries.ts';
import { calendarOf } from '../../db/organisation.ts';
import type { Db } from '../../db/store.ts';
import type { Context } from '../context.ts';
import { noteChanges, operation, startWork, type Work } from '../use-case.ts';
import { type Mailing, readMailing, toEnvelope } from './envelope.ts';

export interface SendSummary {
  sent: number;
  cancelled: number;
  failed: number;
  unknown: number;
  /** Not tried: outside the plan's sending window. */
  waiting: number;
  /** False: the outbox folder took them, nothing left the machine. */
  leftMachine: boolean;
}

const RETRY_AFTER_MS = 5 * 60_000;
const ATTEMPTS_AT_MOST = 8;

export const sendDue = operation({
  name: 'delivery.send_due',
  summary: 'Hands over the deliveries that wait, inside their sending window.',
  role: 'approver',
  input: z.strictObject({ limit: z.int().min(1).max(100_000).default(10_000) }),
  async run(ctx, { limit }): Promise<SendSummary> {
    const { transport } = ctx.ports;
    const summary: SendSummary = {
      sent: 0,
      cancelled: 0,
      failed: 0,
      unknown: 0,
      waiting: 0,
      leftMachine: transport.leavesMachine,
    };
    for (const id of await dueDeliveryIds(ctx.store.db, ctx.clock.now(), limit)) {
      const outcome = await sendOne(ctx, id);
      if (outcome !== null) summary[outcome] += 1;
    }
    return summary;
  },
});

type Outcome = 'sent' | 'cancelled' | 'failed' | 'unknown' | 'waiting';

async function sendOne(ctx: Context, id: string): Promise<Outcome | null> {
  const now = ctx.clock.now();
  const delivery = await claimDelivery(ctx.store.db, id, now, ctx.clock.after(now, LEASE_MS));
  if (delivery === null) return null;
  const work = await startWork(ctx, ctx.store.db);
  const mailing = await readMailing(work.db, delivery.noticeId);
  if (!insideWindow(work, mailing)) {
    await releaseClaim(work.db, delivery, ctx.clock.after(now, RETRY_AFTER_MS));
    return 'waiting';
  }
  const envelope = toEnvelope(mailing, delivery, work.organisation);
  if (!(await intend(work, delivery, envelope))) {
    const result = { state: 'cancelled', reason: 'paid, blocked or disputed before it went out' } as const;
    const cancel = (db: Db) => cancelClaimed(db, delivery, result.reason, work.now);
    const cancelled = await record(work, delivery, result, cancel);
    return cancelled ? 'cancelled' : null;
  }
  const receipt = await handOver(ctx, envelope);
  return settle(work, delivery, receipt);
}

/** What came of a delivery is written together with its audit row, if the claim is still ours. */
function record(
  work: Work,
  delivery: DeliveryRow,
  { state, reason }: { state: DeliveryState; reason: string | null },
  write: (db: Db) => Promise<boolean>,
): Promise<boolean> {
  return work.ctx.store.tx(async (db) => {
    const written = await write(db);
    const now = work.ctx.clock.now();
    const note = { entity: 'delivery', entityId: delivery.id, after: { state, reason } };
    if (written) await noteChanges({ ...work, db, now }, sendDue.name, [note]);
    return written;
  });
}

/** Locks what could stop the notice, then checks and writes in one statement: whoever stops it is before or after. */
function intend(work: Work, delivery: DeliveryRow, envelope: Envelope): Promise<boolean> {
  const { transport } = work.ctx.ports;
  const check = {
    today: work.today,
    promisesFrom: firstPromiseThatHolds(work),
    now: work.now,
    payloadSha256: transport.fingerprint(envelope),
    transport: transport.name,
  };
  return work.ctx.store.tx(async (db) => {
    await lockForIntent(db, delivery.id);
    return writeIntent(db, delivery, check);
  });
}

/** A transport that throws has not said whether it took the message: unknown. */
async function handOver(ctx: Context, envelope: Envelope): Promise<Receipt> {
  try {
    return await ctx.ports.transport.handOver(envelope, ctx.clock.deadline(HAND_OVER_MS));
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : 'no answer' };
  }
}

async function settle(work: Work, delivery: DeliveryRow, receipt: Receipt): Promise<Outcome> {
  const result = resultOf(work, delivery, receipt);
  await record(work, delivery, result, (db) => settleAttempt(db, delivery, result));
  return result.state === 'approved' ? 'waiting' : result.state;
}

/** What a receipt makes of the delivery; one that was refused for now may try again later. */
function resultOf({ ctx }: Work, delivery: DeliveryRow, receipt: Receipt) {
  const at = ctx.clock.now();
  const { outcome } = receipt;
  switch (outcome) {
    case 'accepted':
      return { at, outcome, state: 'sent' as const, reference: receipt.reference, reason: null, notBefore: null };
    case 'unknown':
      return { at, outcome, state: 'unknown' as const, reference: null, reason: receipt.detail, notBefore: null };
    case 'refused': {
      const again = !receipt.permanent && delivery.attempts + 1 < ATTEMPTS_AT_MOST;
      const state = again ? ('approved' as const) : ('failed' as const);
      const notBefore = again ? ctx.clock.after(at, RETRY_AFTER_MS * 2 ** delivery.attempts) : null;
      return { at, outcome, state, reference: null, reason: receipt.detail, notBefore };
    }
  }
}

/** Business days from the plan's time of day on. Files in the outbox reach nobody, so they wait for no window. */
function insideWindow(work: Work, mailing: Mailing): boolean {
  if (!work.ctx.ports.transport.leavesMachine) return true;
  const { time } = work.ctx.clock.local(work.organisation.timeZone);
  return isBusinessDay(calendarOf(work.organisation), work.today, 'sending') && time >= mailing.sendFrom;
}

/** The earliest promised day whose promise still holds today. */
function firstPromiseThatHolds(work: Work): Day {
  const calendar = calendarOf(work.organisation);
  let day = work.today;
  while (promiseHoldsThrough({ on: addDays(day, -1), madeBy: '' }, calendar) >= work.today) day = addDays(day, -1);
  return day;
}
