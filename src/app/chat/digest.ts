// The digest of a day: which proposals it puts before people, where each of them stands now, what speaks against it.
// What a message says is always read from here, so that it never claims more than the rows know.

import { z } from 'zod';
import { CALENDARS_CHECKED_UNTIL } from '../../core/calendar.ts';
import { addDays, type Day, daysBetween, yearOf } from '../../core/day.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { RATES_KNOWN_UNTIL } from '../../core/rate.ts';
import type { GateReason } from '../../core/reason.ts';
import { proposalIdsIn } from '../../db/decisions.ts';
import {
  addUndecided,
  customersWithBounce,
  type DigestItemRow,
  type DigestRow,
  keepDigest,
  markDigest,
  newestDigests,
  openDigest,
  readDigest,
  readDigestItems,
  readTroubles,
  type TroubleRow,
} from '../../db/digests.ts';
import { lastPostedOn, readRunsOn } from '../../db/runs.ts';
import type { Context } from '../context.ts';
import { readEngine } from '../engine.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { wayOut } from '../notices/deliveries-for.ts';
import { actsOn } from '../proposals/automate.ts';
import { isByDecision } from '../proposals/lift.ts';
import { readGate } from '../run/gate.ts';
import { query, startWork, type Work } from '../use-case.ts';

export type { DigestRow, TroubleRow };

/** What a person should look at before approving. */
export type ItemWarning = 'no_address' | 'bounced' | 'unmatched' | 'came_back' | 'last_level';

export interface DigestItem extends DigestItemRow {
  daysOverdue: number;
  channel: ReturnType<typeof wayOut>['channel'];
  warnings: ItemWarning[];
  /** The day on which its level acts by itself unless somebody stops it; null = it waits for a person. */
  actsOn: Day | null;
  /** Waits for a decision, the first or the second. */
  undecided: boolean;
  /**
   * What can be taken back: its approval, that it was put off or held, or a payment entered by hand; null = nothing, or
   * it is asked again.
   */
  takesBack: 'approval' | 'not_now' | 'payment' | null;
}

export interface DigestPlan {
  name: string;
  /** What stops a run now; for the warning, and for "run anyway". */
  gate: GateReason | null;
  /** Its latest run of the day was stopped. */
  stopped: boolean;
  runId: number | null;
  held: Record<string, number>;
}

export interface DigestView {
  digest: DigestRow;
  today: Day;
  items: DigestItem[];
  plans: DigestPlan[];
  troubles: TroubleRow[];
  /** Through which day money was posted; null = never. */
  bankDataThrough: Day | null;
  /** Statutory rates or checked holidays end within a month. */
  ratesUntil: Day | null;
  holidaysUntil: number | null;
}

/** Data that grows old is said a month before. */
const WARN_DAYS_BEFORE = 30;

export const viewDigest = query({
  name: 'digest.view',
  summary: 'A digest: its proposals as they stand, the runs behind it, what stops or falsifies them.',
  role: 'viewer',
  input: z.strictObject({ digest: idInput }),
  async run(work, { digest: id }): Promise<DigestView> {
    const digest = await readDigest(work.db, id);
    if (digest === null) throw refusal('digest_unknown', { digest: id });
    const { today, organisation } = work;
    const bounced = await customersWithBounce(work.db);
    const rows = await readDigestItems(work.db, id, organisation.timeZone);
    const ratesEnd = today >= addDays(RATES_KNOWN_UNTIL, -WARN_DAYS_BEFORE);
    const holidaysEnd = organisation.calendar !== 'none' && yearOf(today) >= CALENDARS_CHECKED_UNTIL;
    return {
      digest,
      today,
      items: itemsOf(rows, today, bounced),
      plans: await plansOf(work, digest.onDay),
      troubles: await readTroubles(work.db),
      bankDataThrough: await lastPostedOn(work.db, today),
      ratesUntil: ratesEnd ? RATES_KNOWN_UNTIL : null,
      holidaysUntil: holidaysEnd ? CALENDARS_CHECKED_UNTIL : null,
    };
  },
});

/** The latest digest, whatever its state; null when none was opened yet. */
export async function latestDigest(ctx: Context): Promise<DigestRow | null> {
  const [row] = await newestDigests(ctx.store.db, 1);
  return row ?? null;
}

/**
 * Opens the digest of today when a run took place or somebody proposed by hand, and puts onto it what waits for a
 * decision. Returns the digests whose messages are to be kept: the latest, and the one it replaced.
 */
export async function refreshDigests(ctx: Context): Promise<DigestRow[]> {
  return ctx.store.tx(async (db) => {
    const work = await startWork(ctx, db);
    const ran = (await readRunsOn(db, work.today)).length > 0;
    const [latest] = await newestDigests(db, 1);
    const waiting = latest?.onDay !== work.today && !ran && (await waitsSince(work, latest));
    if (ran || waiting) await openDigest(db, work.today, work.now);
    const kept = await newestDigests(db, 2);
    const today = kept.find((digest) => digest.onDay === work.today && digest.state === 'open');
    if (today !== undefined) await addUndecided(db, today.id);
    return kept;
  });
}

/** Something undecided is on no digest: proposed by hand since the last one. */
async function waitsSince(work: Work, latest: DigestRow | undefined): Promise<boolean> {
  const undecided = (await Promise.all(UNDECIDED_STATES.map((state) => proposalIdsIn(work.db, state)))).flat();
  if (undecided.length === 0) return false;
  if (latest === undefined) return true;
  const known = new Set((await readDigestItems(work.db, latest.id, work.organisation.timeZone)).map((item) => item.id));
  return undecided.some((id) => !known.has(id));
}

/** The right to write a digest's messages, for a while; false while another process has it. */
export function takeDigest(ctx: Context, id: number, keeper: string, forMs: number): Promise<boolean> {
  const now = ctx.clock.now();
  return keepDigest(ctx.store.db, id, keeper, now, ctx.clock.after(now, forMs));
}

/** Notes once that a digest was reviewed, that people were reminded, that it is closed; false when that was noted. */
export function noteOnDigest(ctx: Context, id: number, what: 'reviewedAt' | 'closedAt'): Promise<boolean> {
  return markDigest(ctx.store.db, id, what, ctx.clock.now());
}

function itemsOf(rows: readonly DigestItemRow[], today: Day, bounced: ReadonlySet<number>): DigestItem[] {
  const about = ({ customerId, invoice }: DigestItemRow) => `${customerId} ${invoice}`;
  const latest = new Map<string, number>();
  for (const row of rows) latest.set(about(row), Math.max(row.id, latest.get(about(row)) ?? 0));
  return rows.map((row) => ({
    ...itemOf(row, today, bounced),
    takesBack: latest.get(about(row)) === row.id ? takesBack(row) : null,
  }));
}

function takesBack({ state, withdrawn, paidByHand }: DigestItemRow): DigestItem['takesBack'] {
  switch (state) {
    case 'approved':
    case 'approved_once':
      return 'approval';
    case 'skipped':
    case 'snoozed':
    case 'level_skipped':
      return 'not_now';
    case 'withdrawn':
      if (paidByHand !== null) return paidByHand.takenBack ? null : 'payment';
      return isByDecision(withdrawn) ? 'not_now' : null;
    case 'proposed':
    case 'issued':
      return null;
  }
}

function itemOf(row: DigestItemRow, today: Day, bounced: ReadonlySet<number>): Omit<DigestItem, 'takesBack'> {
  const { channel } = wayOut(row, row.channels === null ? null : { channels: row.channels });
  const undecided = UNDECIDED_STATES.includes(row.state);
  const actsByItself = row.state === 'proposed' && !row.byHand && row.reopened === null;
  return {
    ...row,
    channel,
    undecided,
    daysOverdue: row.oldestDue === null ? 0 : Math.max(0, daysBetween(row.oldestDue, today)),
    warnings: warningsOf(row, channel !== null, bounced),
    actsOn:
      actsByItself && row.automation !== null && row.automation !== 'propose'
        ? actsOn(row.shownOn, row.graceDays ?? 0)
        : null,
  };
}

function warningsOf(row: DigestItemRow, reachable: boolean, bounced: ReadonlySet<number>): ItemWarning[] {
  const warnings: ItemWarning[] = [];
  if (!reachable) warnings.push('no_address');
  if (bounced.has(row.customerId)) warnings.push('bounced');
  if (row.unmatchedCents > 0) warnings.push('unmatched');
  if (row.reopened !== null) warnings.push('came_back');
  if (row.levelKind === 'final') warnings.push('last_level');
  return warnings;
}

async function plansOf(work: Work, day: Day): Promise<DigestPlan[]> {
  const engine = await readEngine(work.db, work.organisation, work.today);
  const runs = await readRunsOn(work.db, day);
  const plans: DigestPlan[] = [];
  for (const plan of engine.plans.values()) {
    const run = runs.find((candidate) => candidate.planId === plan.id);
    plans.push({
      name: plan.name,
      gate: await readGate(work, work.today, plan),
      stopped: run?.state === 'stopped',
      runId: run?.id ?? null,
      held: run?.counts.held ?? {},
    });
  }
  return plans;
}
