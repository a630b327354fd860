// Proposals as people look at them: the amounts of the notice as it would be issued now, where it would go, and what
// speaks against it. For lists, checks and details alike.

import type { Surface } from '../../core/actor.ts';
import { type Day, daysBetween } from '../../core/day.ts';
import { type FourEyesReason, secondNeeded } from '../../core/four-eyes.ts';
import type { EarlierNotice, Notice } from '../../core/notice.ts';
import { levelReachedOn } from '../../core/position.ts';
import type { ProposalState } from '../../core/proposal.ts';
import type { Reason, ReopenReason } from '../../core/reason.ts';
import type { ProposalListRow } from '../../db/proposal-list.ts';
import { type Engine, planOf, readEngine } from '../engine.ts';
import { composeNotice } from '../notices/compose.ts';
import { type WayOut, wayOut } from '../notices/deliveries-for.ts';
import { type ProposalFacts, prepareNotice, readProposalFacts } from '../notices/prepare.ts';
import type { Work } from '../use-case.ts';

export interface ProposalLineView {
  invoice: string;
  dueDate: Day;
  daysOverdue: number;
  openCents: number;
  /** Name of the level it reaches; null when it is only listed because it is overdue too. */
  levelName: string | null;
  /** The first day on which it reached that level. */
  reachedOn: Day | null;
}

export type NoticeAmountsView = Pick<
  Notice,
  | 'deadline'
  | 'feeCents'
  | 'carriedCents'
  | 'interestCents'
  | 'interestUnknownFrom'
  | 'compensationCents'
  | 'totalCents'
>;

export interface ProposalView {
  id: number;
  version: number;
  state: ProposalState;
  byHand: boolean;
  planName: string;
  customer: { number: string; name: string };
  /** Null on a statement of account. */
  level: { id: number; name: string; position: number } | null;
  currency: string;
  /** By due date. */
  lines: ProposalLineView[];
  /** Of its oldest invoice. */
  daysOverdue: number;
  /** The open principal as it was proposed. */
  openCents: number;
  /** As it would be issued now; null when it could not be, see `against`. */
  amounts: NoticeAmountsView | null;
  against: { kind: 'withdraw'; reason: Reason } | { kind: 'reopen'; reason: ReopenReason } | null;
  unmatchedCents: number;
  wayOut: WayOut & { to: string[] };
  /** Why it waits again although somebody had approved it. */
  reopened: ReopenReason | null;
  /** Why two people must approve it: the rule its approval began with, else the one of now. Null: one is enough. */
  secondNeeded: FourEyesReason | null;
  /** The first of them; null while nobody has approved it. `personId` cannot be the second. */
  firstApproval: { by: string; personId: number; at: string; from: Surface } | null;
  lastNotice: EarlierNotice | null;
}

/** Views of listed proposals, in their order; a few statements however many there are. */
export async function viewProposals(work: Work, rows: readonly ProposalListRow[]): Promise<ProposalView[]> {
  if (rows.length === 0) return [];
  const engine = await readEngine(work.db, work.organisation, work.today);
  const facts = await readProposalFacts(work, engine, rows);
  return facts.map((one, index) => viewOf(one, rows[index], engine));
}

function viewOf(facts: ProposalFacts, row: ProposalListRow | undefined, engine: Engine): ProposalView {
  if (row === undefined) throw new Error('a proposal has facts but no row');
  const { proposal, truth } = facts;
  const prepared = prepareNotice(facts, engine);
  const notice = prepared.outcome === 'prepared' ? composeNotice(prepared.draft, engine).notice : null;
  const level = planOf(engine, proposal.planId).levels.find((candidate) => candidate.id === proposal.levelId) ?? null;
  const lines = linesOf(facts, engine);
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    byHand: row.byHand,
    planName: row.planName,
    customer: { number: row.customerNumber, name: row.customerName },
    level:
      row.levelId === null ? null : { id: row.levelId, name: row.levelName ?? '', position: row.levelPosition ?? 0 },
    currency: row.currency,
    lines,
    daysOverdue: Math.max(0, ...lines.map((line) => line.daysOverdue)),
    openCents: row.principalCents,
    amounts: notice === null ? null : amountsOnly(notice),
    against: prepared.outcome === 'prepared' ? null : againstOf(prepared),
    unmatchedCents: truth.facts.unmatchedCents[row.currency] ?? 0,
    wayOut: { ...wayOut(truth.row, level), to: truth.row.emailsTo },
    reopened: row.reopenedReason,
    secondNeeded: row.secondNeeded ?? secondNeeded(engine.organisation.fourEyes, row),
    firstApproval: firstApprovalOf(row),
    lastNotice: notice?.history.at(-1) ?? null,
  };
}

function firstApprovalOf(row: ProposalListRow): ProposalView['firstApproval'] {
  const { firstApprovedBy: by, firstApproverId: personId, firstApprovedAt: at, firstApprovedFrom: from } = row;
  return by === null || personId === null || at === null || from === null ? null : { by, personId, at, from };
}

function againstOf(
  prepared: Exclude<ReturnType<typeof prepareNotice>, { outcome: 'prepared' }>,
): ProposalView['against'] {
  return prepared.outcome === 'withdraw'
    ? { kind: 'withdraw', reason: prepared.reason }
    : { kind: 'reopen', reason: prepared.reason };
}

function amountsOnly(notice: Notice): NoticeAmountsView {
  const { deadline, feeCents, carriedCents, interestCents, interestUnknownFrom, compensationCents, totalCents } =
    notice;
  return { deadline, feeCents, carriedCents, interestCents, interestUnknownFrom, compensationCents, totalCents };
}

function linesOf({ proposal, lines, truth }: ProposalFacts, engine: Engine): ProposalLineView[] {
  const levels = new Map(planOf(engine, proposal.planId).levels.map((level) => [level.id, level]));
  const invoices = new Map(truth.facts.invoices.map((invoice) => [invoice.id, invoice]));
  return lines
    .flatMap((line): ProposalLineView[] => {
      const invoice = invoices.get(line.invoiceId);
      if (invoice === undefined) return [];
      const level = line.levelId === null ? undefined : levels.get(line.levelId);
      return [
        {
          invoice: invoice.number,
          dueDate: invoice.dueDate,
          daysOverdue: Math.max(0, daysBetween(invoice.dueDate, engine.settings.today)),
          openCents: line.openCents,
          levelName: level?.name ?? null,
          reachedOn: level === undefined ? null : levelReachedOn(level, invoice),
        },
      ];
    })
    .sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : a.invoice < b.invoice ? -1 : 1));
}
