// One block of notices: made ahead with the numbers they are likely to get, then issued in a short transaction. There
// the facts are read again and the numbers are given; a document made for other facts or for another number is not
// used but made again. What was announced is a hint: it can be wrong in every way and no number is lost or doubled.

import { isDeepStrictEqual } from 'node:util';
import type { Reason, ReopenReason } from '../../core/reason.ts';
import { moveProposals, NOBODY_APPROVED } from '../../db/decisions.ts';
import {
  announceNumbers,
  forgetAnnouncedNumbers,
  lockLastNumber,
  readNumbering,
  saveLastNumber,
} from '../../db/notice-numbers.ts';
import { withdrawProposals } from '../../db/proposals.ts';
import type { Context } from '../context.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { inTransaction, noteChanges, startWork, type Work } from '../use-case.ts';
import type { IssueOptions, IssueOutcome } from './issue.ts';
import { type Judged, judgeApproved, lockApproved } from './judge.ts';
import { numbered, renderSheet, type Sheet, type StoredDocument } from './sheet.ts';
import { type ReadyNotice, writeNotices } from './write-notices.ts';

type ToIssue = Extract<Judged, { outcome: 'issue' }>;
type Made = StoredDocument | { problem: ReopenReason };

type Documents = ReadonlyMap<number, { sheet: Sheet; number: number; document: Made }>;

/** Documents that are being made before it is certain that they are needed, and the numbers announced for them. */
export interface Ahead {
  first: number;
  last: number;
  /** By proposal; null when they could not be made. */
  documents: Promise<Documents | null>;
}

/** Documents made ahead. */
type AheadMade = Omit<Ahead, 'documents'> & { documents: Documents };

/** Blocks are issued in the order of their numbers. Whoever was announced before and does not come is passed over. */
const PATIENCE_MS = 3_000;
const FIRST_LOOK_MS = 5;
const LOOK_AT_MOST_MS = 100;
/** How often documents are made ahead; after that the transaction makes them, and everybody else waits. */
const TRIES_AHEAD = 2;
/** So few are made in the transaction at once: nobody waits long for them, and they are judged only once. */
const FEW = 3;

/**
 * Announces the numbers of a block and begins with its documents; null when that is not worth it. Changes nothing but
 * the announcement.
 */
export async function makeAhead(ctx: Context, ids: readonly number[], options: IssueOptions): Promise<Ahead | null> {
  if (ids.length <= FEW) return null;
  const work = await startWork(ctx, ctx.store.db);
  const toIssue = (await judgeApproved(work, ids, options)).filter(isToIssue);
  if (toIssue.length === 0) return null;
  const first = await announceNumbers(work.db, toIssue.length);
  // What cannot be made ahead is met again, and told, by the transaction that needs it.
  const documents = makeDocuments(work, toIssue, first).catch(() => null);
  return { first, last: first + toIssue.length - 1, documents };
}

/** All at once, so that whoever prints never waits for the next; those behind a faulty one then get its number. */
async function makeDocuments(work: Work, toIssue: readonly ToIssue[], first: number): Promise<Documents> {
  const tried = await Promise.all(toIssue.map(({ sheet }, index) => renderSheet(work, sheet, first + index)));
  const documents = new Map<number, { sheet: Sheet; number: number; document: Made }>();
  let number = first;
  for (const [index, { proposalId, sheet }] of toIssue.entries()) {
    let document = tried[index];
    if (document === undefined || (!('problem' in document) && number !== first + index))
      document = await renderSheet(work, sheet, number);
    documents.set(proposalId, { sheet, number, document });
    if (!('problem' in document)) number += 1;
  }
  return documents;
}

/**
 * Issues a block of proposals of different customers, with what was made ahead as far as it can be used. What it tells
 * is committed, whatever comes after it.
 */
export async function* issueBlock(
  ctx: Context,
  ids: readonly number[],
  options: IssueOptions,
  made: Ahead | null,
): AsyncGenerator<IssueOutcome> {
  let left = ids;
  for (let tried = 1; left.length > 0; tried += 1) {
    const next = tried === 1 ? made : tried <= TRIES_AHEAD ? await makeAhead(ctx, left, options) : null;
    const documents = await next?.documents;
    const ahead = next === null || !documents ? null : { ...next, documents };
    if (ahead !== null) await untilTurn(ctx, ahead);
    const done = await commit(ctx, left, { ...options, ahead }).catch(async (error: unknown) => {
      // Others need not wait for these numbers; a database that is gone now has nobody waiting.
      await forgetAnnouncedNumbers(ctx.store.db).catch(() => undefined);
      throw error;
    });
    yield* done.outcomes;
    left = done.left;
  }
}

/** Waits until the numbers before are given, or will not be. */
async function untilTurn({ store, clock }: Context, ahead: AheadMade): Promise<void> {
  let waitMs = FIRST_LOOK_MS;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += waitMs) {
    const { last, announced } = await readNumbering(store.db);
    if (last >= ahead.first - 1 || announced < ahead.last) return;
    await clock.sleep(waitMs);
    waitMs = Math.min(LOOK_AT_MOST_MS, waitMs * 2);
  }
}

interface How extends IssueOptions {
  ahead: AheadMade | null;
}

/** One transaction: what was judged differently leaves, the others get their numbers as far as documents fit. */
function commit(ctx: Context, ids: readonly number[], how: How): Promise<{ outcomes: IssueOutcome[]; left: number[] }> {
  return inTransaction(ctx, async ({ db }) => {
    await lockApproved(db, ids);
    // Begun anew behind the locks: settings and day of now, and all that others have committed meanwhile.
    const work = await startWork(ctx, db);
    const judged = await judgeApproved(work, ids, how);
    const outcomes: IssueOutcome[] = [];
    for (const one of judged) if (!isToIssue(one)) outcomes.push(await leave(work, one));
    const toIssue = judged.filter(isToIssue);
    const { ready, faulty, left } = await giveNumbers(work, toIssue, how);
    for (const { proposalId, problem } of faulty) outcomes.push(await reopen(work, proposalId, problem));
    const noticeIds = await writeNotices(work, ready);
    for (const [index, { proposal, number, notice }] of ready.entries()) {
      const { totalCents, currency } = notice;
      const noticeId = noticeIds[index] ?? 0;
      outcomes.push({ proposalId: proposal.id, outcome: 'issued', noticeId, number, totalCents, currency });
    }
    return { outcomes, left };
  });
}

interface Numbered {
  ready: ReadyNotice[];
  /** Their documents cannot be made. */
  faulty: { proposalId: number; problem: ReopenReason }[];
  /** Their documents are to be made anew. */
  left: number[];
}

/** Gives the next numbers, locked until the transaction ends; without documents made ahead it makes them here. */
async function giveNumbers(work: Work, toIssue: readonly ToIssue[], { ahead, ...how }: How): Promise<Numbered> {
  const given: Numbered = { ready: [], faulty: [], left: [] };
  const { ready, faulty, left } = given;
  if (toIssue.length === 0) {
    if (ahead !== null) await forgetAnnouncedNumbers(work.db);
    return given;
  }
  let last = await lockLastNumber(work.db);
  for (const one of toIssue) {
    const { proposalId, proposal, draft, sheet } = one;
    const number = last + 1;
    const document = ahead === null ? await renderSheet(work, sheet, number) : usable(ahead, one, number);
    if (document === null) left.push(proposalId);
    else if ('problem' in document) faulty.push({ proposalId, problem: document.problem });
    else {
      const send = how.send && proposal.sendAfterIssue;
      ready.push({ proposal, draft, notice: numbered(sheet, number), texts: sheet.texts, send, number, document });
      last = number;
    }
  }
  await saveLastNumber(work.db, last);
  if (last !== ahead?.last) await forgetAnnouncedNumbers(work.db);
  return given;
}

/** The document made ahead, if it was made of the same and for this number; null = none. */
function usable(ahead: AheadMade, { proposalId, sheet }: ToIssue, number: number): Made | null {
  const made = ahead.documents.get(proposalId);
  if (made === undefined || !isDeepStrictEqual(made.sheet, sheet)) return null;
  return 'problem' in made.document || made.number === number ? made.document : null;
}

function isToIssue(one: Judged): one is ToIssue {
  return one.outcome === 'issue';
}

function leave(work: Work, one: Exclude<Judged, ToIssue>): Promise<IssueOutcome> | IssueOutcome {
  switch (one.outcome) {
    case 'withdraw':
      return withdraw(work, one.proposalId, one.reason);
    case 'reopen':
      return reopen(work, one.proposalId, one.reason);
    case 'not_approved':
      return one as { proposalId: number; outcome: 'not_approved' };
  }
}

async function withdraw(work: Work, proposalId: number, reason: Reason): Promise<IssueOutcome> {
  await withdrawProposals(work.db, [{ id: proposalId, reason }], work.now);
  await noteChanges(work, 'proposal.withdraw', [
    { entity: 'proposal', entityId: String(proposalId), after: { reason } },
  ]);
  return { proposalId, outcome: 'withdrawn', reason };
}

/** Back to be decided, in step with the facts of now, so that an approval is never lost silently. */
async function reopen(work: Work, proposalId: number, reason: ReopenReason): Promise<IssueOutcome> {
  const [row] = await moveProposals(work.db, [proposalId], 'approved', 'proposed', {
    ...NOBODY_APPROVED,
    reopenedReason: reason,
  });
  if (row !== undefined) await reviewAfterChange(work, { customerIds: [row.customerId] });
  await noteChanges(work, 'proposal.reopen', [{ entity: 'proposal', entityId: String(proposalId), after: { reason } }]);
  return { proposalId, outcome: 'reopened', reason };
}
