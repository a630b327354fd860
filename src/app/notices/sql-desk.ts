// The desk of sending on the database: every step a compare-and-set, what it came to together with its audit row. Steps
// that come at the same time are made together, one statement or transaction for all of them.

import { isBusinessDay } from '../../core/calendar.ts';
import { addDays, type Day } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { Envelope } from '../../core/envelope.ts';
import { promiseHoldsThrough } from '../../core/hold.ts';
import type { Verdict } from '../../core/sending.ts';
import type { TransportPort } from '../../core/transport.ts';
import {
  claimDeliveries,
  type DeliveryChange,
  type DeliveryRow,
  endAttempts,
  moveDeliveries,
  readInterrupted,
} from '../../db/deliveries.ts';
import { type Intent, type IntentAnswer, lockForIntents, writeIntents } from '../../db/delivery-intent.ts';
import { readCorrectedLetters } from '../../db/letter-versions.ts';
import { readMailings } from '../../db/mailings.ts';
import { calendarOf } from '../../db/organisation.ts';
import { restTransport, takeSlots } from '../../db/sending-control.ts';
import type { Context, Instant } from '../context.ts';
import { noteChanges, startWork, type Work } from '../use-case.ts';
import type { Claim, Evidence, SendDesk } from './desk.ts';
import { toEnvelope } from './envelope.ts';
import { gather } from './gather.ts';
import { TURN_WITHIN_MS } from './send-one.ts';

/** The audit action of everything that sending does by itself. */
export const SEND_ACTION = 'delivery.send_due';

/** `lingerMs`: how long a step waits for others to be made together with; 0 where deliveries go one after the other. */
export function sqlDesk(ctx: Context, lingerMs = 0): SendDesk {
  const { store, clock } = ctx;
  const rows = new Map<string, DeliveryRow>();
  const claims = gather((wanted: readonly Wanted[]) => claimTogether(ctx, wanted), lingerMs);
  const envelopes = gather((held: readonly DeliveryRow[]) => envelopesOf(ctx, held), lingerMs);
  const turns = gather((asked: readonly Turn[]) => takeTurns(ctx, asked), lingerMs);
  const intents = gather((meant: readonly Meant[]) => intendTogether(ctx, meant), lingerMs);
  const settlements = gather((ended: readonly Settlement[]) => settleTogether(ctx, ended), lingerMs);
  return {
    async claim(id, now, leaseUntil) {
      const row = await claims({ id, now, leaseUntil });
      if (row === null) return null;
      rows.set(id, row);
      return toClaim(row);
    },
    async envelopeOf(claim) {
      const row = rows.get(claim.id);
      if (row === undefined) throw new Error(`delivery ${claim.id} was not claimed here`);
      rows.delete(claim.id);
      return envelopes(row);
    },
    turn: async (transport, now) => (transport.ratePerSecond === undefined ? 0 : turns({ transport, now })),
    intend: (claim, { payloadSha256, transport, now }) =>
      intents({ transport, intent: { held: claim, from: claim.state, now, payloadSha256 } }),
    settle: (claim, from, verdict, evidence, now) => settlements({ claim, from, verdict, evidence, now }),
    async interrupted(leaseEndedBy) {
      const found = await readInterrupted(store.db, leaseEndedBy);
      return found.map(({ intendedAt, ...row }) => ({ claim: toClaim(row), intendedAt }));
    },
    rest: (transport, forMs, reason, now) =>
      restTransport(store.db, transport.name, { until: clock.after(now, forMs), reason }),
  };
}

interface Wanted {
  id: string;
  now: Instant;
  leaseUntil: Instant;
}

/** With the clock of the first that asked: the others asked a moment later, and their leases end that much sooner. */
async function claimTogether({ store }: Context, wanted: readonly Wanted[]): Promise<(DeliveryRow | null)[]> {
  const [first] = wanted;
  if (first === undefined) return [];
  const ids = wanted.map((one) => one.id);
  const claimed = await claimDeliveries(store.db, ids, first.now, first.leaseUntil);
  const byId = new Map(claimed.map((row) => [row.id, row]));
  return wanted.map(({ id }) => {
    const row = byId.get(id) ?? null;
    // Asked for twice at once: one of them has it.
    byId.delete(id);
    return row;
  });
}

async function envelopesOf(ctx: Context, held: readonly DeliveryRow[]): Promise<Envelope[]> {
  const { db, organisation } = await startWork(ctx, ctx.store.db);
  const noticeIds = held.map((row) => row.noticeId);
  const mailings = await readMailings(db, noticeIds);
  const corrected = await readCorrectedLetters(db, held);
  return held.map((row) => {
    const mailing = mailings.get(row.noticeId);
    if (mailing === undefined) throw new Error(`notice ${row.noticeId} has no document`);
    return toEnvelope(mailing, row, organisation, corrected(row)?.letter);
  });
}

interface Turn {
  transport: TransportPort;
  now: Instant;
}

/** Milliseconds until each one's turn at its transport's pace; null = too long to wait for. */
async function takeTurns({ store, clock }: Context, asked: readonly Turn[]): Promise<(number | null)[]> {
  const waits: (number | null)[] = asked.map(() => null);
  const byTransport = Map.groupBy(asked.keys(), (index) => asked[index]?.transport);
  for (const [transport, indexes] of byTransport) {
    const { name, ratePerSecond = 1 } = transport ?? {};
    const nowMs = clock.elapsedMs(EPOCH, asked[indexes[0] ?? 0]?.now ?? clock.now());
    const pace = { nowMs, everyMs: 1_000 / ratePerSecond, atMostMs: TURN_WITHIN_MS };
    const slots = await takeSlots(store.db, name ?? '', pace, indexes.length);
    for (const [nth, slotMs] of slots.entries()) waits[indexes[nth] ?? 0] = Math.max(0, slotMs - nowMs);
  }
  return waits;
}

interface Meant {
  transport: TransportPort;
  intent: Intent;
}

/** One transaction for each transport: the last check and the intents of all that are about to leave by it. */
async function intendTogether(ctx: Context, meant: readonly Meant[]): Promise<IntentAnswer[]> {
  const answers = new Map<Intent, IntentAnswer>();
  for (const [transport, group] of Map.groupBy(meant, (one) => one.transport)) {
    const intents = group.map((one) => one.intent);
    const given = await ctx.store.tx(async (db) => {
      const work = await startWork(ctx, db);
      const ids = intents.map((one) => one.held.id);
      await lockForIntents(db, ids);
      return writeIntents(db, intents, {
        today: work.today,
        promisesFrom: firstPromiseThatHolds(work),
        window: transport.leavesMachine ? windowNow(work) : null,
        transport: transport.name,
      });
    });
    for (const [index, intent] of intents.entries()) answers.set(intent, given[index] ?? 'lost');
  }
  return meant.map(({ intent }) => answers.get(intent) ?? 'lost');
}

const EPOCH = '1970-01-01T00:00:00.000Z';

function toClaim(row: DeliveryRow): Claim {
  const { id, epoch, noticeId, channel, attempts, createdAt, doubtSince, transport } = row;
  const state = row.state === 'unknown' ? 'unknown' : 'claimed';
  return { id, epoch, noticeId, channel, state, attempts, createdAt, doubtSince, transport };
}

interface Settlement {
  claim: Claim;
  from: DeliveryState;
  verdict: Verdict;
  evidence: Evidence;
  now: Instant;
}

/** States, attempts and audit rows together; the end of an attempt is kept even when the delivery is no longer ours. */
function settleTogether(ctx: Context, ended: readonly Settlement[]): Promise<boolean[]> {
  return ctx.store.tx(async (db) => {
    const moves = ended.map((one) => ({ held: one.claim, from: one.from, change: changeOf(ctx, one.claim, one) }));
    const moved = await moveDeliveries(db, moves);
    const ends = ended.flatMap(({ claim, now, verdict, evidence: { attempt } }) =>
      attempt === null ? [] : [{ held: claim, at: now, outcome: attempt.outcome, detail: verdict.reason }],
    );
    await endAttempts(db, ends);
    const told = ended.filter((one) => moved.has(one.claim.id) && !isPutBack(one));
    const notes = told.map(({ claim, verdict: { state, reason } }) => {
      return { entity: 'delivery', entityId: claim.id, after: { state, reason } };
    });
    const now = told.at(-1)?.now;
    if (now !== undefined) await noteChanges({ ctx, db, now }, SEND_ACTION, notes);
    return ended.map(({ claim }) => moved.has(claim.id));
  });
}

/** Nothing happened: it was not its time. Leaves no audit row. */
function isPutBack({ verdict, evidence }: Pick<Settlement, 'verdict' | 'evidence'>): boolean {
  return evidence.attempt === null && (verdict.state === 'approved' || verdict.state === 'unknown');
}

/** The columns that a verdict writes. */
export function changeOf(
  ctx: { clock: Pick<Context['clock'], 'after'> },
  claim: Pick<Claim, 'doubtSince'>,
  { verdict, evidence, now }: Pick<Settlement, 'verdict' | 'evidence' | 'now'>,
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
