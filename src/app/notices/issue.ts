// Issuing approved proposals, in blocks: the documents of a block are made ahead of its transaction, while the block
// before it is being written, so that nobody else waits for paper. See issue-block.ts for what a block promises.

import { z } from 'zod';
import type { Reason, ReopenReason } from '../../core/reason.ts';
import { approvedAmong, proposalIdsToIssue } from '../../db/decisions.ts';
import { describeDbError } from '../../db/errors.ts';
import { forgetAnnouncedNumbers } from '../../db/notice-numbers.ts';
import type { Context } from '../context.ts';
import { idInput } from '../inputs.ts';
import { operation } from '../use-case.ts';
import { type Ahead, issueBlock, makeAhead } from './issue-block.ts';

export type IssueOutcome =
  | { proposalId: number; outcome: 'issued'; noticeId: number; number: number; totalCents: number; currency: string }
  | { proposalId: number; outcome: 'withdrawn'; reason: Reason }
  | { proposalId: number; outcome: 'reopened'; reason: ReopenReason }
  /** Something broke; it is still approved and will be tried again. */
  | { proposalId: number; outcome: 'failed'; detail: string }
  /** Somebody else issued it, took the approval back meanwhile, or (with `onlyDue`) still may. */
  | { proposalId: number; outcome: 'not_approved' };

export interface IssueOptions {
  /** False: issued, but not sent (automation "issue"). */
  send: boolean;
  /** True: one whose approval can still be taken back waits, as it does without a list. */
  onlyDue: boolean;
}

/** Blocks whose documents are made or wait for it while one is written, so that whoever prints is never idle. */
const AHEAD = 2;
/** Notices in one transaction: enough to spare statements, few enough to be made again without harm. */
const BLOCK = 20;

export const issueApproved = operation({
  name: 'notice.issue',
  summary: 'Issues the notices of approved proposals: number, amounts, document, deliveries.',
  role: 'approver',
  input: z.strictObject({
    /** Default: all that are approved and can no longer be taken back. */
    proposals: z.array(idInput).optional(),
    send: z.boolean().default(true),
    onlyDue: z.boolean().default(false),
  }),
  async run(ctx, input): Promise<IssueOutcome[]> {
    const ids = input.proposals ?? (await proposalIdsToIssue(ctx.store.db, ctx.clock.now()));
    const outcomes = await issueEachBlock(ctx, ids, input);
    return ids.map((proposalId) => outcomes.get(proposalId) ?? { proposalId, outcome: 'not_approved' });
  },
});

/**
 * Issues those that are approved, block by block; returns what became of them, by proposal. Once `stopping` is aborted
 * no block is begun, and its proposals are missing in the answer, like those that were not approved.
 */
export async function issueEachBlock(
  ctx: Context,
  ids: readonly number[],
  options: IssueOptions,
  stopping?: AbortSignal,
): Promise<Map<number, IssueOutcome>> {
  const blocks = blocksOf(await approvedAmong(ctx.store.db, ids));
  const outcomes = new Map<number, IssueOutcome>();
  const made: Promise<Ahead | null>[] = [];
  for (const [index, block] of blocks.entries()) {
    if (stopping?.aborted === true) break;
    // One after the other, for numbers are announced in the order of the blocks.
    while (made.length < Math.min(index + 1 + AHEAD, blocks.length)) {
      const next = blocks[made.length] ?? [];
      made.push((made.at(-1) ?? Promise.resolve(null)).then(() => makeAhead(ctx, next, options)).catch(() => null));
    }
    const ahead = (await made[index]) ?? null;
    for (const one of await issueEach(ctx, block, { ...options, isAlone: ids.length === 1 }, ahead))
      outcomes.set(one.proposalId, one);
  }
  // Nobody need wait for the numbers of blocks that were not begun.
  if (stopping?.aborted === true) await Promise.all(made).then(() => forgetAnnouncedNumbers(ctx.store.db));
  return outcomes;
}

/** A failure concerns one notice: it stays approved and is tried again. Thrown when only that one was asked for. */
async function issueEach(
  ctx: Context,
  ids: readonly number[],
  options: IssueOptions & { isAlone: boolean },
  made: Ahead | null,
): Promise<IssueOutcome[]> {
  const outcomes: IssueOutcome[] = [];
  try {
    for await (const outcome of issueBlock(ctx, ids, options, made)) outcomes.push(outcome);
    return outcomes;
  } catch (error) {
    const [proposalId] = ids;
    if (proposalId === undefined || ids.length > 1) {
      const told = new Set(outcomes.map((outcome) => outcome.proposalId));
      for (const id of ids) if (!told.has(id)) outcomes.push(...(await issueEach(ctx, [id], options, null)));
      return outcomes;
    }
    if (options.isAlone) throw error;
    const { message } = describeDbError(error);
    ctx.ports.log('error', 'a notice could not be issued', { proposal: proposalId, cause: message });
    return [{ proposalId, outcome: 'failed', detail: message }];
  }
}

/**
 * Blocks of proposals of different customers, in the order given: what the first notice of a customer changes is seen
 * when his second one is judged.
 */
function blocksOf(proposals: readonly { id: number; customerId: number }[]): number[][] {
  const turnOf = new Map<number, number>();
  const byTurn: number[][] = [];
  for (const { id, customerId } of proposals) {
    const turn = turnOf.get(customerId) ?? 0;
    turnOf.set(customerId, turn + 1);
    const ids = byTurn[turn];
    if (ids === undefined) byTurn.push([id]);
    else ids.push(id);
  }
  return byTurn.flatMap((ids) =>
    Array.from({ length: Math.ceil(ids.length / BLOCK) }, (_, index) => ids.slice(index * BLOCK, (index + 1) * BLOCK)),
  );
}
