// The desk of sending on the database: every step a compare-and-set, what it came to together with its audit row.

import { isBusinessDay } from '../../core/calendar.ts';
import { addDays, type Day } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import { promiseHoldsThrough } from '../../core/hold.ts';
import type { Verdict } from '../../core/sending.ts';
import {
  claimDelivery,
  type DeliveryChange,
  type DeliveryRow,
  endAttempt,
  moveDelivery,
  readInterrupted,
} from '../../db/deliveries.ts';
import { type IntentCheck, lockForIntent, writeIntent } from '../../db/delivery-intent.ts';
import { calendarOf } from '../../db/organisation.ts';
import { restTransport, takeSlot } from '../../db/sending-control.ts';
import type { Context, Instant } from '../context.ts';
import { noteChanges, startWork, type Work } from '../use-case.ts';
import type { Claim, Evidence, SendDesk } from './desk.ts';
import { readMailing, toEnvelope } from './envelope.ts';
import { TURN_WITHIN_MS } from './send-one.ts';

/** The audit action of everything that sending does by itself. */
export const SEND_ACTION = 'delivery.send_due';

export function sqlDesk(ctx: Context): SendDesk {
  const { store, clock } = ctx;
  const rows = new Map<string, DeliveryRow>();
  return {
    async claim(id, now, leaseUntil) {
      const row = await claimDelivery(store.db, id, now, leaseUntil);
      if (row === null) return null;
      rows.set(id, row);
      return toClaim(row);
    },
    async envelopeOf(claim) {
      const row = rows.get(claim.id);
      if (row === undefined) throw new Error(`delivery ${claim.id} was not claimed here`);
      rows.delete(claim.id);
      const work = await startWork(ctx, store.db);
      return toEnvelope(await readMailing(work.db, claim.noticeId), row, work.organisation);
    },
    async turn({ name, ratePerSecond }, now) {
      if (ratePerSecond === undefined) return 0;
      const nowMs = clock.elapsedMs(EPOCH, now);
      const pace = { nowMs, everyMs: 1_000 / ratePerSecond, atMostMs: TURN_WITHIN_MS };
      const slotMs = await takeSlot(store.db, name, pace);
      return slotMs === null ? null : Math.max(0, slotMs - nowMs);
    },
    intend: (claim, { payloadSha256, transport, now }) =>
      store.tx(async (db) => {
        const work = await startWork(ctx, db);
        await lockForIntent(db, claim.id);
        const check: IntentCheck = {
          from: claim.state,
          now,
          today: work.today,
          promisesFrom: firstPromiseThatHolds(work),
          window: transport.leavesMachine ? windowNow(work) : null,
          payloadSha256,
          transport: transport.name,
        };
        return writeIntent(db, claim, check);
      }),
    settle: (claim, from, verdict, evidence, now) => settle(ctx, claim, { from, verdict, evidence, now }),
    async interrupted(leaseEndedBy) {
      const found = await readInterrupted(store.db, leaseEndedBy);
      return found.map(({ intendedAt, ...row }) => ({ claim: toClaim(row), intendedAt }));
    },
    rest: (transport, forMs, reason, now) =>
      restTransport(store.db, transport.name, { until: clock.after(now, forMs), reason }),
  };
}

const EPOCH = '1970-01-01T00:00:00.000Z';

function toClaim(row: DeliveryRow): Claim {
  const { id, epoch, noticeId, channel, attempts, createdAt, doubtSince, transport } = row;
  const state = row.state === 'unknown' ? 'unknown' : 'claimed';
  return { id, epoch, noticeId, channel, state, attempts, createdAt, doubtSince, transport };
}

interface Settlement {
  from: DeliveryState;
  verdict: Verdict;
  evidence: Evidence;
  now: Instant;
}

/** State, attempt and audit row together; the attempt's end is kept even when the delivery is no longer ours. */
function settle(ctx: Context, claim: Claim, settlement: Settlement): Promise<boolean> {
  const { from, verdict, evidence, now } = settlement;
  return ctx.store.tx(async (db) => {
    const moved = await moveDelivery(db, claim, from, changeOf(ctx, claim, settlement));
    if (evidence.attempt !== null) {
      await endAttempt(db, claim, { at: now, outcome: evidence.attempt.outcome, detail: verdict.reason });
    }
    const { state, reason } = verdict;
    if (moved && !isPutBack(settlement)) {
      const note = { entity: 'delivery', entityId: claim.id, after: { state, reason } };
      await noteChanges({ ctx, db, now }, SEND_ACTION, [note]);
    }
    return moved;
  });
}

/** Nothing happened: it was not its time. Leaves no audit row. */
function isPutBack({ verdict, evidence }: Settlement): boolean {
  return evidence.attempt === null && (verdict.state === 'approved' || verdict.state === 'unknown');
}

/** The columns that a verdict writes. */
export function changeOf(
  ctx: { clock: Pick<Context['clock'], 'after'> },
  claim: Pick<Claim, 'doubtSince'>,
  { verdict, evidence, now }: Omit<Settlement, 'from'>,
): DeliveryChange {
  const { state, reason, retryInMs } = verdict;
  const inDoubt = state === 'unknown' || state === 'needs_review';
  const isOpen = state === 'approved' || state === 'unknown';
  return {
    state,
    notBefore: retryInMs === null ? null : ctx.clock.after(now, retryInMs),
    doubtSince: inDoubt ? (claim.doubtSince ?? evidence.attempt?.intendedAt ?? null) : null,
    ...(reason === null && isOpen ? {} : { reason }),
    ...(evidence.reference === null ? {} : { transportReference: evidence.reference }),
    ...(state === 'sent' ? { sentAt: now } : {}),
    ...(isOpen ? {} : { settledAt: now }),
  };
}

/** Business days from the plan's time of day on. Files in the outbox reach nobody, so they wait for no window. */
export function windowNow(work: Work): { isSendingDay: boolean; time: string } {
  const { time } = work.ctx.clock.local(work.organisation.timeZone);
  return { isSendingDay: isBusinessDay(calendarOf(work.organisation), work.today, 'sending'), time };
}

/** The earliest promised day whose promise still holds today. */
export function firstPromiseThatHolds(work: Work): Day {
  const calendar = calendarOf(work.organisation);
  let day = work.today;
  while (promiseHoldsThrough({ on: addDays(day, -1), madeBy: '' }, calendar) >= work.today) day = addDays(day, -1);
  return day;
}
