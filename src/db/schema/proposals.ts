// Runs, and the proposals they make: what people decide on. A proposal has no effect by itself.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Surface } from '../../core/actor.ts';
import type { FourEyesReason } from '../../core/four-eyes.ts';
import { PROPOSAL_STATES, type ProposalState } from '../../core/proposal.ts';
import type { GateReason, ReopenReason, WithdrawalReason } from '../../core/reason.ts';
import { cents, day, instant, oneOf } from './columns.ts';
import { customers } from './customers.ts';
import { invoices } from './invoices.ts';
import { levels, plans } from './plans.ts';
import { people } from './record.ts';

export const RUN_STATES = ['planned', 'announced', 'closed', 'stopped'] as const;
export type RunState = (typeof RUN_STATES)[number];
export const RUN_TRIGGERS = ['schedule', 'person', 'catch_up'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export const runs = pgTable(
  'runs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plans.id),
    onDay: day('on_day').notNull(),
    trigger: text('trigger').$type<RunTrigger>().notNull(),
    state: text('state').$type<RunState>().notNull(),
    /** Why it stopped, or would have stopped had a person not run it all the same. */
    gate: jsonb('gate').$type<GateReason>(),
    startedBy: text('started_by').notNull(),
    /** Instant whose facts the run saw. */
    factsAt: instant('facts_at').notNull(),
    counts: jsonb('counts').$type<RunCounts>().notNull(),
  },
  (table) => [
    // One scheduled run per plan and day, however many processes are up (rules section 4.1).
    uniqueIndex('runs_once_a_day').on(table.planId, table.onDay).where(sql`${table.trigger} <> 'person'`),
    index('runs_by_day').on(table.onDay),
    check('runs_state', sql`${table.state} in (${sql.raw(oneOf(RUN_STATES))})`),
    check('runs_trigger', sql`${table.trigger} in (${sql.raw(oneOf(RUN_TRIGGERS))})`),
    check('runs_stopped_says_why', sql`${table.state} <> 'stopped' or ${table.gate} is not null`),
  ],
);

export interface RunCounts {
  /** Invoices whose days have come, whatever became of them. */
  candidates: number;
  proposed: number;
  refreshed: number;
  withdrawn: number;
  /** Candidates held back, by reason code. */
  held: Record<string, number>;
}

export const proposals = pgTable(
  'proposals',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    /** The run that made it; null when none did. */
    runId: bigint('run_id', { mode: 'number' }).references(() => runs.id),
    /** A person proposed it without waiting for the days: runs keep it as it was made. */
    byHand: boolean('by_hand').notNull().default(false),
    planId: integer('plan_id')
      .notNull()
      .references(() => plans.id),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    currency: text('currency').notNull(),
    /** Null on a recap. After a person chose a higher level: that one. */
    levelId: integer('level_id').references(() => levels.id),
    state: text('state').$type<ProposalState>().notNull().default('proposed'),
    principalCents: cents('principal_cents').notNull(),
    unmatchedCents: cents('unmatched_cents').notNull().default(0),
    proposedOn: day('proposed_on').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    proposedBy: text('proposed_by').notNull(),
    /** The last day on which a run confirmed or changed it. */
    refreshedOn: day('refreshed_on').notNull(),
    /** Raised by every change, so that a decision on something old is noticed. */
    version: integer('version').notNull().default(1),
    waiveFee: boolean('waive_fee').notNull().default(false),
    /** False: whoever approved it wants it issued, but not sent (automation "issue"). */
    sendAfterIssue: boolean('send_after_issue').notNull().default(true),
    /** True: the original invoices go along with the e-mail, whatever the level says. */
    attachOriginal: boolean('attach_original').notNull().default(false),
    /** True: besides the e-mail a letter goes out. */
    alsoLetter: boolean('also_letter').notNull().default(false),
    remark: text('remark'),
    /** Why it needs two people, and the first of them; the second is whoever decided it. */
    secondNeeded: jsonb('second_needed').$type<FourEyesReason>(),
    firstApprovedBy: text('first_approved_by'),
    firstApproverId: integer('first_approver_id').references(() => people.id),
    firstApprovedAt: instant('first_approved_at'),
    firstApprovedFrom: text('first_approved_from').$type<Surface>(),
    /** Who chose another level than the rules did: never the second to approve it. */
    levelChosenById: integer('level_chosen_by_id').references(() => people.id),
    decidedOn: day('decided_on'),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    /** Null when no person on the list decided: a level's automation, or whoever sits at the machine. */
    deciderId: integer('decider_id').references(() => people.id),
    decidedFrom: text('decided_from'),
    /** An approval that can still be taken back: its notice is not issued before. Null = at once. */
    issueNotBefore: instant('issue_not_before'),
    snoozedUntil: day('snoozed_until'),
    /** Why it waits again although somebody had approved it. */
    reopenedReason: jsonb('reopened_reason').$type<ReopenReason>(),
    withdrawnReason: jsonb('withdrawn_reason').$type<WithdrawalReason>(),
    /** Null on those withdrawn before this was recorded. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('proposals_open').on(table.planId, table.id).where(sql`state in ('proposed', 'approved_once', 'approved')`),
    index('proposals_of_customer').on(table.customerId),
    index('proposals_skipped').on(table.decidedOn).where(sql`state = 'skipped'`),
    index('proposals_snoozed').on(table.snoozedUntil).where(sql`state = 'snoozed'`),
    check('proposals_state', sql`${table.state} in (${sql.raw(oneOf(PROPOSAL_STATES))})`),
    check(
      'proposals_decided',
      sql`${table.state} in ('proposed', 'approved_once', 'withdrawn') or ${table.decidedBy} is not null`,
    ),
    check(
      'proposals_approved_once',
      sql`${table.state} <> 'approved_once' or (${table.secondNeeded} is not null and ${table.firstApproverId} is not null)`,
    ),
    // Two approvals are those of two people, whatever a surface sends.
    check(
      'proposals_two_people',
      sql`${table.state} not in ('approved', 'issued') or ${table.secondNeeded} is null
        or (${table.firstApproverId} is not null and ${table.deciderId} is not null
          and ${table.deciderId} <> ${table.firstApproverId} and ${table.deciderId} is distinct from ${table.levelChosenById})`,
    ),
    check('proposals_snoozed', sql`(${table.state} = 'snoozed') = (${table.snoozedUntil} is not null)`),
    check('proposals_withdrawn', sql`(${table.state} = 'withdrawn') = (${table.withdrawnReason} is not null)`),
  ],
);

export const proposalInvoices = pgTable(
  'proposal_invoices',
  {
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => proposals.id),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id),
    /** The level this invoice reaches; null when it is only listed, or on a recap. */
    levelId: integer('level_id').references(() => levels.id),
    /** False: listed because it is overdue too, its level does not move. */
    moves: boolean('moves').notNull(),
    openCents: cents('open_cents').notNull(),
    /** Copy of "the proposal is proposed or approved", so that the unique key below can be stated. */
    open: boolean('open').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.invoiceId] }),
    // At most one open proposal per invoice (rules section 4.4).
    uniqueIndex('proposal_invoices_one_open').on(table.invoiceId).where(sql`${table.open} and ${table.moves}`),
    index('proposal_invoices_of_invoice').on(table.invoiceId),
  ],
);
