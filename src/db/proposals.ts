// Proposals in bulk: new ones, refreshed ones, withdrawn ones; one statement per batch by unnest.

import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { UNDECIDED_STATES } from '../core/proposal.ts';
import type { DiffContent } from '../core/proposal-diff.ts';
import type { WithdrawalReason } from '../core/reason.ts';
import { among } from './among.ts';
import { oneOf } from './schema/columns.ts';
import { invoices, proposalInvoices, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

export type ProposalRow = typeof proposals.$inferSelect;
export type ProposalLineRow = typeof proposalInvoices.$inferSelect;

export type ProposalContent = DiffContent;

/** Condition that people are still asked about a proposal. */
const undecided = inArray(proposals.state, [...UNDECIDED_STATES]);

/** The same for statements written by hand. */
export const UNDECIDED_SQL = sql.raw(`(${oneOf(UNDECIDED_STATES)})`);

export interface ProposalOrigin {
  runId: number | null;
  byHand: boolean;
  planId: number;
  on: Day;
  at: string;
  by: string;
}

/** Inserts proposals with their lines, in one statement; returns their ids in the same order. */
export async function insertProposals(
  db: Db,
  origin: ProposalOrigin,
  contents: readonly ProposalContent[],
): Promise<number[]> {
  if (contents.length === 0) return [];
  const column = (of: (content: ProposalContent) => number | null) => numbers(contents.map(of));
  const ordinals = contents.map((_, index) => index + 1);
  const { rows } = (await db.execute(sql`
    with content as materialized (
      select nextval((select pg_get_serial_sequence('proposals', 'id')::regclass)) as id, given.*
      from unnest(${column((c) => c.customerId)}::bigint[], ${sql.param(contents.map((c) => c.currency))}::text[],
        ${column((c) => c.levelId)}::int[], ${column((c) => c.principalCents)}::bigint[],
        ${column((c) => c.unmatchedCents)}::bigint[])
        with ordinality as given (customer_id, currency, level_id, principal, unmatched, ordinal)
    ), with_lines as (
      insert into proposal_invoices (proposal_id, invoice_id, level_id, moves, open_cents)
      select content.id, invoice_id, line.level_id, moves, open_cents
      from ${linesOf(contents, ordinals)} join content on content.ordinal = line.key
    )
    insert into proposals (id, run_id, by_hand, plan_id, customer_id, currency, level_id, principal_cents,
      unmatched_cents, proposed_on, proposed_at, proposed_by, refreshed_on)
    select id, ${origin.runId}::bigint, ${origin.byHand}::boolean, ${origin.planId}::int, customer_id, currency,
      level_id, principal, unmatched, ${origin.on}::date, ${origin.at}::timestamptz, ${origin.by}::text,
      ${origin.on}::date
    from content order by ordinal
    returning id`)) as unknown as { rows: { id: number | string }[] };
  return rows.map((row) => Number(row.id));
}

/** The lines of all contents as rows `line (key, invoice_id, level_id, moves, open_cents)`; one key per content. */
function linesOf(contents: readonly ProposalContent[], keys: readonly number[]): SQL {
  const lines = contents.flatMap((content, index) => content.lines.map((line) => ({ line, key: keys[index] ?? 0 })));
  const column = (of: (entry: (typeof lines)[number]) => number | boolean | null) => numbers(lines.map(of));
  return sql`unnest(${column(({ key }) => key)}::bigint[], ${column(({ line }) => line.invoiceId)}::bigint[],
    ${column(({ line }) => line.levelId)}::int[], ${column(({ line }) => line.moves)}::boolean[],
    ${column(({ line }) => line.openCents)}::bigint[]) as line (key, invoice_id, level_id, moves, open_cents)`;
}

/** An array parameter as PostgreSQL writes it; the driver would quote each element, a third of the run's CPU time. */
function numbers(values: readonly (number | boolean | null)[]) {
  return sql.param(`{${values.map((value) => value ?? 'null').join()}}`);
}

/** Gives undecided proposals new content; their version rises. What one person approved before is asked anew. */
export async function refreshProposals(
  db: Db,
  changes: readonly { id: number; content: ProposalContent }[],
  on: Day,
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map((change) => change.id);
  const contents = changes.map((change) => change.content);
  await db.delete(proposalInvoices).where(among(proposalInvoices.proposalId, ids));
  const column = <T>(of: (content: ProposalContent) => T) => sql.param(contents.map(of));
  await db.execute(sql`
    update proposals set level_id = new.level_id, principal_cents = new.principal, unmatched_cents = new.unmatched,
      refreshed_on = ${on}::date, version = version + 1,
      level_chosen_by_id = case when proposals.level_id is not distinct from new.level_id then level_chosen_by_id end,
      reopened_reason = case state when 'approved_once' then '{"code": "changed_since_approval"}'::jsonb
        else reopened_reason end,
      state = 'proposed', second_needed = null, first_approved_by = null, first_approver_id = null,
      first_approved_at = null, first_approved_from = null
    from unnest(${sql.param(ids)}::bigint[], ${column((c) => c.levelId)}::int[],
      ${column((c) => c.principalCents)}::bigint[],
      ${column((c) => c.unmatchedCents)}::bigint[]) as new (id, level_id, principal, unmatched)
    where proposals.id = new.id`);
  await db.execute(sql`
    insert into proposal_invoices (proposal_id, invoice_id, level_id, moves, open_cents)
    select key, invoice_id, level_id, moves, open_cents from ${linesOf(contents, ids)}`);
}

/** Withdraws proposals that are still open. Returns the ids that were. */
export async function withdrawProposals(
  db: Db,
  withdrawals: readonly { id: number; reason: WithdrawalReason }[],
  at: string,
): Promise<number[]> {
  if (withdrawals.length === 0) return [];
  const { rows } = (await db.execute(sql`
    update proposals set state = 'withdrawn', withdrawn_reason = new.reason::jsonb,
      withdrawn_at = ${at}::timestamptz, version = version + 1
    from unnest(${sql.param(withdrawals.map((one) => one.id))}::bigint[],
      ${sql.param(withdrawals.map((one) => JSON.stringify(one.reason)))}::text[]) as new (id, reason)
    where proposals.id = new.id and state in ('proposed', 'approved_once', 'approved') returning proposals.id`)) as unknown as {
    rows: { id: number | string }[];
  };
  const ids = rows.map((row) => Number(row.id));
  await closeLines(db, ids);
  return ids;
}

/** A proposal that is no longer open frees its invoices for the next one. */
export async function closeLines(db: Db, proposalIds: readonly number[]): Promise<void> {
  if (proposalIds.length === 0) return;
  await db
    .update(proposalInvoices)
    .set({ open: false })
    .where(and(among(proposalInvoices.proposalId, proposalIds), eq(proposalInvoices.open, true)));
}

/** Lines of proposals, by proposal. */
export async function readLines(db: Db, proposalIds: readonly number[]): Promise<Map<number, ProposalLineRow[]>> {
  const byProposal = new Map<number, ProposalLineRow[]>();
  if (proposalIds.length === 0) return byProposal;
  const rows = await db
    .select()
    .from(proposalInvoices)
    .where(among(proposalInvoices.proposalId, proposalIds))
    .orderBy(proposalInvoices.proposalId, proposalInvoices.invoiceId);
  for (const row of rows) {
    const list = byProposal.get(row.proposalId);
    if (list === undefined) byProposal.set(row.proposalId, [row]);
    else list.push(row);
  }
  return byProposal;
}

/** Ids of open proposals on which one of these invoices stands. */
export async function openProposalsOfInvoices(db: Db, invoiceIds: readonly number[]): Promise<number[]> {
  if (invoiceIds.length === 0) return [];
  const { rows } = (await db.execute(sql`
    select distinct proposal_id as id from proposal_invoices
    where invoice_id = any(${sql.param([...invoiceIds])}::bigint[]) and open
    order by 1`)) as unknown as { rows: { id: number | string }[] };
  return rows.map((row) => Number(row.id));
}

/** The open proposal of each invoice: the one that moves it, else one that lists it. */
export async function openProposalByInvoice(db: Db, invoiceIds: readonly number[]): Promise<Map<number, number>> {
  if (invoiceIds.length === 0) return new Map();
  const { rows } = (await db.execute(sql`
    select invoice_id, proposal_id from proposal_invoices
    where invoice_id = any(${sql.param([...invoiceIds])}::bigint[]) and open
    order by moves, proposal_id desc`)) as unknown as {
    rows: { invoice_id: number | string; proposal_id: number | string }[];
  };
  return new Map(rows.map((row) => [Number(row.invoice_id), Number(row.proposal_id)]));
}

/** The open proposal that moves each invoice; one that only lists it stands in nobody's way. */
export async function movingProposalByInvoice(db: Db, invoiceIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .select({ invoiceId: proposalInvoices.invoiceId, proposalId: proposalInvoices.proposalId })
    .from(proposalInvoices)
    .where(and(among(proposalInvoices.invoiceId, invoiceIds), proposalInvoices.open, proposalInvoices.moves));
  return new Map(rows.map((row) => [row.invoiceId, row.proposalId]));
}

/** A proposal of a run that is still undecided, with its lines. */
export interface OpenProposal {
  id: number;
  customerId: number;
  byHand: boolean;
  content: ProposalContent;
}

/** Undecided proposals by id, with their lines; locked, so that nobody decides on them while they are changed. */
export async function readOpenProposals(db: Db, ids: readonly number[]): Promise<OpenProposal[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(proposals)
    .where(and(among(proposals.id, ids), undecided))
    .orderBy(proposals.id)
    .for('update');
  const lines = await readLines(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customerId,
    byHand: row.byHand,
    content: {
      customerId: row.customerId,
      currency: row.currency,
      levelId: row.levelId,
      principalCents: row.principalCents,
      unmatchedCents: row.unmatchedCents,
      lines: (lines.get(row.id) ?? []).map(({ invoiceId, levelId, moves, openCents }) => ({
        invoiceId,
        levelId,
        moves,
        openCents,
      })),
    },
  }));
}

/** Ids of undecided proposals of these customers in a plan. */
export async function openProposalsOfCustomers(
  db: Db,
  planId: number,
  customerIds: readonly number[],
): Promise<number[]> {
  const rows = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.planId, planId), undecided, among(proposals.customerId, customerIds)));
  return rows.map((row) => row.id);
}

/** Whether a plan has any undecided proposal; spares the daily run the search for doubtful ones when it has none. */
export async function hasOpenProposals(db: Db, planId: number): Promise<boolean> {
  const rows = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.planId, planId), undecided))
    .limit(1);
  return rows.length > 0;
}

/** Ids of undecided proposals of a plan about these customers or moving these invoices, or of all of them. */
export async function readUndecidedAbout(
  db: Db,
  planId: number,
  about: { customers: readonly number[]; invoices: readonly number[]; all: boolean },
): Promise<number[]> {
  const { rows } = (await db.execute(sql`
    select id from proposals
    where plan_id = ${planId} and state in ${UNDECIDED_SQL}
      and (${about.all}::boolean or customer_id = any(${sql.param([...about.customers])}::bigint[]))
    union
    select proposal.id from proposal_invoices line join proposals proposal on proposal.id = line.proposal_id
    where line.invoice_id = any(${sql.param([...about.invoices])}::bigint[]) and line.open and line.moves
      and proposal.plan_id = ${planId} and proposal.state in ${UNDECIDED_SQL}
    order by 1`)) as unknown as { rows: { id: number | string }[] };
  return rows.map((row) => Number(row.id));
}

/** Whom a changed fact concerns: some customers, some invoices, or everybody. */
export type Concerned = { customerIds: readonly number[] } | { invoiceIds: readonly number[] } | 'all';

/** Undecided proposals that a changed fact concerns, by plan. */
export async function undecidedByPlan(db: Db, concerned: Concerned): Promise<Map<number, number[]>> {
  const base = db.selectDistinct({ id: proposals.id, planId: proposals.planId }).from(proposals);
  const rows =
    concerned === 'all'
      ? await base.where(undecided)
      : 'customerIds' in concerned
        ? await base.where(and(undecided, among(proposals.customerId, concerned.customerIds)))
        : await base
            .innerJoin(proposalInvoices, eq(proposalInvoices.proposalId, proposals.id))
            .where(and(undecided, among(proposalInvoices.invoiceId, concerned.invoiceIds)));
  const byPlan = new Map<number, number[]>();
  for (const row of rows) byPlan.set(row.planId, [...(byPlan.get(row.planId) ?? []), row.id]);
  return byPlan;
}

/** Reads a proposal and locks it until the transaction ends. */
export async function lockProposal(db: Db, id: number): Promise<ProposalRow | null> {
  const [row] = await db.select().from(proposals).where(eq(proposals.id, id)).for('update');
  return row ?? null;
}

/** The undecided proposal that moves an invoice, else the one that lists it; null when nobody is asked about it. */
export async function undecidedOfInvoice(
  db: Db,
  invoiceNumber: string,
): Promise<{ id: number; planId: number } | null> {
  const [row] = await db
    .select({ id: proposals.id, planId: proposals.planId })
    .from(proposals)
    .innerJoin(proposalInvoices, eq(proposalInvoices.proposalId, proposals.id))
    .innerJoin(invoices, eq(invoices.id, proposalInvoices.invoiceId))
    .where(and(eq(invoices.number, invoiceNumber), undecided))
    .orderBy(desc(proposalInvoices.moves), proposals.id)
    .limit(1);
  return row ?? null;
}

/** Ids of approved proposals, not issued yet, that concern one of these invoices. */
export async function approvedProposalsOfInvoices(db: Db, invoiceIds: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectDistinct({ id: proposals.id })
    .from(proposals)
    .innerJoin(proposalInvoices, eq(proposalInvoices.proposalId, proposals.id))
    .where(and(among(proposalInvoices.invoiceId, invoiceIds), eq(proposals.state, 'approved')));
  return rows.map((row) => row.id);
}

/** The words of whoever made proposals by hand; kept with them and printed on the notice. */
export async function setRemark(db: Db, ids: readonly number[], remark: string): Promise<void> {
  await db.update(proposals).set({ remark }).where(among(proposals.id, ids));
}

/** Who chose the level of proposals, so that he is not the second to approve them. */
export async function setLevelChooser(db: Db, ids: readonly number[], personId: number | null): Promise<void> {
  await db.update(proposals).set({ levelChosenById: personId }).where(among(proposals.id, ids));
}

/** At most so many are asked again at once. */
const WITHDRAWN_AT_MOST = 200;

/** Proposals withdrawn for a reason that are the latest about an invoice, or about one of a customer's. */
export async function withdrawnFor(
  db: Db,
  about: { invoiceId: number } | { customerId: number },
  code: WithdrawalReason['code'],
): Promise<number[]> {
  const of =
    'invoiceId' in about ? sql`line.invoice_id = ${about.invoiceId}` : sql`invoice.customer_id = ${about.customerId}`;
  const { rows } = (await db.execute(sql`
    select distinct id from (
      select distinct on (line.invoice_id) proposal.id, proposal.state, proposal.withdrawn_reason ->> 'code' as code
      from proposal_invoices line join invoices invoice on invoice.id = line.invoice_id
        join proposals proposal on proposal.id = line.proposal_id
      where line.moves and ${of} order by line.invoice_id, proposal.id desc) latest
    where state = 'withdrawn' and code = ${code} order by id limit ${WITHDRAWN_AT_MOST}`)) as unknown as {
    rows: { id: number | string }[];
  };
  return rows.map((row) => Number(row.id));
}
