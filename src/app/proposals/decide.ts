// Deciding proposals: the first decision wins, everyone else is told who decided what. The same rules for chat,
// console, API and command line.

import { z } from 'zod';
import { afterStep, type ProposalState, UNDECIDED_STATES } from '../../core/proposal.ts';
import { type DecisionFields, lockProposals, moveProposals, proposalIdsIn } from '../../db/decisions.ts';
import { closeLines, type ProposalRow, readLines } from '../../db/proposals.ts';
import { refusal } from '../errors.ts';
import { placeBlock } from '../holds/place.ts';
import { dayInput, idInput, reasonInput } from '../inputs.ts';
import { type AuditNote, command, type Work } from '../use-case.ts';
import { type Approval, approve, type Withheld } from './approve.ts';
import { skipLevels } from './skip-level.ts';

export const DECISION_INPUT = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approve'),
    /** A higher level than proposed; those between are passed over. */
    levelId: idInput.optional(),
    /** Without the fee of the level. Absent: as the first to approve said, else with it. */
    waiveFee: z.boolean().optional(),
    /** False: issued, but not sent. Absent: as the first to approve said, else sent. */
    send: z.boolean().optional(),
    /** The original invoices go along with the mail, whatever the level says. Absent: as the first to approve said. */
    attachOriginal: z.boolean().optional(),
    /** A letter goes out besides the mail. Absent: as the first to approve said, else not. */
    alsoLetter: z.boolean().optional(),
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
  /** Ids this call approved once: they wait for a second person (four eyes). */
  waiting: number[];
  /** Ids that wait for somebody else's approval, as this one changes nothing; with the reason. */
  withheld: Withheld[];
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
    const ids = proposals === 'all' ? await proposalIdsIn(work.db, UNDECIDED_STATES) : [...new Set(proposals)];
    // Locked, so that choosing a level and deciding are one step for everybody else.
    const rows = await lockProposals(work.db, ids);
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw refusal('proposal_unknown', { proposal: missing });
    const open = rows.filter((row) => UNDECIDED_STATES.includes(row.state));
    const versions = new Map(seen.map(({ id, version }) => [id, version]));
    const changed = open.find((row) => (versions.get(row.id) ?? row.version) !== row.version);
    if (changed !== undefined) {
      throw refusal('proposal_changed', { proposal: changed.id });
    }
    const done = await applyDecision(work, open, decision);
    const ours = new Set([...done.decided, ...done.waiting, ...done.withheld.map(({ id }) => id)]);
    // Locked, and not open: they are as they were read.
    const others = rows.filter((row) => !ours.has(row.id));
    const result: DecisionResult = { ...done, decidedBefore: others.map(decidedBefore) };
    const waits = done.waiting.map((id) => noteOf(id, { ...decision, waitsForSecond: true }, decision.remark));
    return { result, audit: [...done.decided.map((id) => noteOf(id, decision, decision.remark)), ...waits] };
  },
});

async function applyDecision(work: Work, open: readonly ProposalRow[], decision: DecisionInput): Promise<Approval> {
  if (open.length === 0) return { decided: [], waiting: [], withheld: [] };
  if (decision.kind === 'approve') return approve(work, open, decision);
  return { decided: await decideOtherwise(work, open, decision), waiting: [], withheld: [] };
}

type OtherDecision = Exclude<DecisionInput, { kind: 'approve' }>;

async function decideOtherwise(work: Work, open: readonly ProposalRow[], decision: OtherDecision): Promise<number[]> {
  switch (decision.kind) {
    case 'skip':
      return closing(work, await moved(work, open, decision));
    case 'snooze': {
      if (decision.until <= work.today) throw refusal('snooze_past', { today: work.today });
      return closing(work, await moved(work, open, decision, { snoozedUntil: decision.until }));
    }
    case 'skip_level': {
      const skipped = await moved(work, open, decision);
      await skipLevels(work, skipped);
      return closing(work, skipped);
    }
    case 'pause':
    case 'exclude':
      await blockFor(work, open, decision);
      return open.map((row) => row.id);
  }
}

async function moved(
  work: Work,
  open: readonly ProposalRow[],
  decision: Extract<OtherDecision, { kind: 'skip' | 'snooze' | 'skip_level' }>,
  fields: DecisionFields = {},
): Promise<number[]> {
  const { name, surface, personId = null } = work.ctx.actor;
  const ids = open.map((row) => row.id);
  const to = afterStep('proposed', decision.kind);
  if (to === null) throw new Error(`a proposal does not allow ${decision.kind}`);
  const rows = await moveProposals(work.db, ids, UNDECIDED_STATES, to, {
    decidedOn: work.today,
    decidedAt: work.now,
    decidedBy: name,
    decidedFrom: surface,
    deciderId: personId,
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

function noteOf(id: number, after: object, remark: string | undefined): AuditNote {
  return { entity: 'proposal', entityId: String(id), after, remark: remark ?? null };
}
