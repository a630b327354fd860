// Deciding proposals: the first decision wins, everyone else is told who decided what. The same rules for chat,
// console, API and command line.

import { z } from 'zod';
import type { ProposalState } from '../../core/proposal.ts';
import { lockProposals, moveProposals, proposalIdsIn, readProposals } from '../../db/decisions.ts';
import { closeLines, type ProposalRow, readLines } from '../../db/proposals.ts';
import { notFound, refused } from '../errors.ts';
import { placeBlock } from '../holds/place.ts';
import { dayInput, idInput, reasonInput } from '../inputs.ts';
import { type AuditNote, command, type Work } from '../use-case.ts';
import { raiseLevel } from './raise-level.ts';
import { skipLevels } from './skip-level.ts';

export const DECISION_INPUT = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approve'),
    /** A higher level than proposed; those between are passed over. */
    levelId: idInput.optional(),
    waiveFee: z.boolean().default(false),
    /** False: issued, but not sent. */
    send: z.boolean().default(true),
    /** For how long the approval can be taken back before its notice is issued; 0 = it is issued at once. */
    undoMinutes: z.int().min(0).max(240).default(0),
    remark: reasonInput.optional(),
  }),
  z.strictObject({ kind: z.literal('skip'), remark: reasonInput.optional() }),
  z.strictObject({ kind: z.literal('snooze'), until: dayInput, remark: reasonInput.optional() }),
  z.strictObject({ kind: z.literal('skip_level'), remark: reasonInput.optional() }),
  z.strictObject({
    kind: z.literal('pause'),
    until: dayInput.nullable().default(null),
    remark: reasonInput.default(''),
  }),
  z.strictObject({
    kind: z.literal('exclude'),
    until: dayInput.nullable().default(null),
    remark: reasonInput.default(''),
  }),
]);
export type DecisionInput = z.output<typeof DECISION_INPUT>;

/** What somebody else did first. */
export interface DecidedBefore {
  id: number;
  state: ProposalState;
  by: string | null;
  at: string | null;
  from: string | null;
}

export interface DecisionResult {
  /** Ids this call decided. */
  decided: number[];
  /** Ids that were not open any more, with who decided what. */
  decidedBefore: DecidedBefore[];
}

export const decideProposals = command({
  name: 'proposal.decide',
  summary: 'Approves, skips, snoozes proposals, skips their level, pauses their invoices or excludes their customers.',
  role: 'approver',
  input: z.strictObject({
    /** Ids, or all that are undecided. */
    proposals: z.union([z.literal('all'), z.array(idInput).min(1).max(10_000)]),
    decision: DECISION_INPUT,
    /** The versions that were looked at; when one of these proposals has changed since, none is decided. */
    seen: z
      .array(z.strictObject({ id: idInput, version: z.int() }))
      .max(10_000)
      .default([]),
  }),
  async run(work, { proposals, decision, seen }) {
    const ids = proposals === 'all' ? await proposalIdsIn(work.db, 'proposed') : [...new Set(proposals)];
    // Locked, so that choosing a level and deciding are one step for everybody else.
    const rows = await lockProposals(work.db, ids);
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw notFound(`Proposal ${missing}`);
    const open = rows.filter((row) => row.state === 'proposed');
    const versions = new Map(seen.map(({ id, version }) => [id, version]));
    const changed = open.find((row) => (versions.get(row.id) ?? row.version) !== row.version);
    if (changed !== undefined) {
      throw refused(`Proposal ${changed.id} has changed since you looked at it. Look at it again before you decide.`);
    }
    const decided = await applyDecision(work, open, decision);
    const ours = new Set(decided);
    const others = await readProposals(
      work.db,
      ids.filter((id) => !ours.has(id)),
    );
    const result: DecisionResult = { decided, decidedBefore: others.map(decidedBefore) };
    return { result, audit: decided.map((id) => noteOf(id, decision)) };
  },
});

async function applyDecision(work: Work, open: readonly ProposalRow[], decision: DecisionInput): Promise<number[]> {
  const ids = open.map((row) => row.id);
  switch (decision.kind) {
    case 'approve': {
      if (decision.levelId !== undefined) await raiseLevel(work.db, open, decision.levelId);
      const fields = {
        waiveFee: decision.waiveFee,
        sendAfterIssue: decision.send,
        reopenedReason: null,
        issueNotBefore: issueFrom(work, decision.undoMinutes),
      };
      return moved(work, ids, 'approved', decision, fields);
    }
    case 'skip':
      return closing(work, await moved(work, ids, 'skipped', decision));
    case 'snooze': {
      if (decision.until <= work.today) throw refused(`Snooze until a day after today (${work.today}).`);
      return closing(work, await moved(work, ids, 'snoozed', decision, { snoozedUntil: decision.until }));
    }
    case 'skip_level': {
      const skipped = await moved(work, ids, 'level_skipped', decision);
      await skipLevels(work, skipped);
      return closing(work, skipped);
    }
    case 'pause':
    case 'exclude':
      await blockFor(work, open, decision);
      return ids;
  }
}

/** 23:45: whoever issues has a quarter of an hour until the approval is of yesterday. */
const LAST_ISSUE_MINUTE = 23 * 60 + 45;

/** The end of the time in which an approval can be taken back: always on the same day, since approvals are of a day. */
function issueFrom({ ctx, now, organisation }: Work, undoMinutes: number): string | null {
  const [hours = 0, minutes = 0] = ctx.clock.local(organisation.timeZone).time.split(':').map(Number);
  const left = LAST_ISSUE_MINUTE - (hours * 60 + minutes);
  const wait = Math.min(undoMinutes, left);
  return wait <= 0 ? null : ctx.clock.after(now, wait * 60_000);
}

type Fields = Parameters<typeof moveProposals>[4];

async function moved(
  work: Work,
  ids: readonly number[],
  to: ProposalState,
  decision: DecisionInput,
  fields: Fields = {},
): Promise<number[]> {
  const rows = await moveProposals(work.db, ids, 'proposed', to, {
    decidedOn: work.today,
    decidedAt: work.now,
    decidedBy: work.ctx.actor.name,
    decidedFrom: work.ctx.actor.surface,
    remark: decision.remark ?? null,
    ...fields,
  });
  return rows.map((row) => row.id);
}

async function closing(work: Work, ids: number[]): Promise<number[]> {
  await closeLines(work.db, ids);
  return ids;
}

/** Pausing or excluding on a proposal places the block; the proposal is withdrawn by it and says so. */
async function blockFor(
  work: Work,
  open: readonly ProposalRow[],
  decision: Extract<DecisionInput, { kind: 'pause' | 'exclude' }>,
): Promise<void> {
  const block = { from: work.today, until: decision.until, reason: decision.remark };
  if (decision.kind === 'exclude') {
    for (const customerId of new Set(open.map((row) => row.customerId))) {
      await placeBlock(work, { scope: 'customer', customerId }, block);
    }
    return;
  }
  for (const invoiceId of await movingInvoices(work, open)) {
    await placeBlock(work, { scope: 'invoice', invoiceId }, block);
  }
}

async function movingInvoices(work: Work, open: readonly ProposalRow[]): Promise<number[]> {
  const lines = await readLines(
    work.db,
    open.map((row) => row.id),
  );
  return [...lines.values()]
    .flat()
    .filter((line) => line.moves)
    .map((line) => line.invoiceId);
}

function decidedBefore(row: ProposalRow): DecidedBefore {
  const { id, state, withdrawnReason: reason } = row;
  // Withdrawing is nobody's decision, unless the reason names who paused, excluded or disputed.
  if (reason !== null) return { id, state, by: 'by' in reason ? reason.by : null, at: null, from: null };
  return { id, state, by: row.decidedBy, at: row.decidedAt, from: row.decidedFrom };
}

function noteOf(id: number, decision: DecisionInput): AuditNote {
  return { entity: 'proposal', entityId: String(id), after: decision, remark: decision.remark ?? null };
}
