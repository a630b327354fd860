// Proposals in lists: filtered, in an order of one's choice, a page at a time from a row on. What a filter looks
// through is bounded by what waits for a decision, never by the ledger.

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { FourEyes } from '../core/four-eyes.ts';
import { amountIn } from '../core/money.ts';
import type { ProposalState } from '../core/proposal.ts';
import { type ProposalSort, type ProposalWarning, WARNING_WEIGHT } from '../core/proposal-list.ts';
import { among } from './among.ts';
import { containing } from './containing.ts';
import type { ProposalRow } from './proposals.ts';
import { oneOf } from './schema/columns.ts';
import { customers, levels, plans, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

export interface ProposalFilter {
  /** Only those named. */
  ids?: readonly number[] | undefined;
  levelId?: number | undefined;
  currency?: string | undefined;
  /** Part of the customer's name or number. */
  customer?: string | undefined;
  /** Part of an invoice's number or of the remark. */
  text?: string | undefined;
  /** One of the warnings, or any that weighs something. */
  warning?: ProposalWarning | 'any' | undefined;
}

/** Which proposals a list is about at all, and the rule by which some of them need two people. */
export interface ProposalScope {
  states: readonly ProposalState[];
  fourEyes: FourEyes;
}

/** A proposal, and where its sort puts it: by the rank, then by the customer's name and the id. */
export interface Ranked {
  id: number;
  rank: number;
}

export interface ProposalPlace {
  sort: ProposalSort;
  /** The order turned round. */
  reversed: boolean;
  /** The last proposal of the page before with the rank it was shown at, whatever has become of it since. */
  after: Ranked | null;
  limit: number;
}

/** Left joins, so that what a query does not name is not read; every proposal has its customer. */
const FROM = sql`proposals proposal left join customers customer on customer.id = proposal.customer_id
  left join levels level on level.id = proposal.level_id`;
const NAME = sql`customer.name collate "und-x-icu"`;

/** A page in order: by the sort, then by customer and id. */
export async function pageOfProposals(
  db: Db,
  scope: ProposalScope,
  filter: ProposalFilter,
  { sort, reversed, after, limit }: ProposalPlace,
): Promise<Ranked[]> {
  const warnings = await warningsOf(db, scope);
  const isNameTurned = reversed && sort === 'customer';
  const rank = reversed && !isNameTurned ? sql`-(${rankOf(sort, warnings)})` : rankOf(sort, warnings);
  const direction = sql.raw(isNameTurned ? 'desc' : 'asc');
  const behind = sql`((${rank})::bigint, ${NAME}, proposal.id) ${sql.raw(isNameTurned ? '<' : '>')}
    (select ${after?.rank}::bigint, ${NAME}, proposal.id from ${FROM} where proposal.id = ${after?.id}::bigint)`;
  const { rows } = (await db.execute(sql`select proposal.id, (${rank})::bigint as rank from ${FROM}
    where ${conditionOf(scope, filter, warnings)} and ${after === null ? sql`true` : behind}
    order by (${rank})::bigint, ${NAME} ${direction}, proposal.id ${direction} limit ${limit}`)) as unknown as {
    rows: { id: number | string; rank: number | string }[];
  };
  return rows.map((row) => ({ id: Number(row.id), rank: Number(row.rank) }));
}

/** What stands first: the highest level, the oldest due date, the largest amount, what must be minded most. */
function rankOf(sort: ProposalSort, warnings: Warnings): SQL {
  switch (sort) {
    case 'level':
      return sql`coalesce(-level.position, 1)`;
    case 'customer':
      return sql`0::int`;
    case 'amount':
      return sql`-proposal.principal_cents`;
    case 'overdue':
      return sql`(select min(invoice.due_date) - '2000-01-01'::date from proposal_invoices line
        join invoices invoice on invoice.id = line.invoice_id where line.proposal_id = proposal.id)`;
    case 'warning':
      return weightOf(warnings);
  }
}

type Warnings = Readonly<Record<ProposalWarning, SQL>>;

/** When each warning holds, in the words of the database; a test compares them with what the rows say. */
async function warningsOf(db: Db, scope: ProposalScope): Promise<Warnings> {
  return {
    unreachable: sql`not (
      (level.id is null or jsonb_array_length(level.channels) = 0 or level.channels ? 'email')
        and jsonb_array_length(customer.emails_to) > 0
      or (level.id is null or level.channels ? 'letter') and customer.address is not null)`,
    reopened: sql`proposal.reopened_reason is not null`,
    second_needed: sql`(proposal.second_needed is not null or ${await secondNeeded(db, scope)})`,
    unmatched: sql`proposal.unmatched_cents > 0`,
    by_hand: sql`proposal.by_hand`,
  };
}

/** The rule of `core/four-eyes.ts`; a currency without a limit, where others have one, is above it in any case. */
async function secondNeeded(db: Db, { states, fourEyes: { above, fromLevel } }: ProposalScope): Promise<SQL> {
  const byLevel = fromLevel === null ? sql`false` : sql`coalesce(level.position >= ${fromLevel}::int, false)`;
  if (Object.keys(above).length === 0) return byLevel;
  const rows = await db.selectDistinct({ currency: proposals.currency }).from(proposals).where(isIn(states));
  const limits = Object.fromEntries(rows.map(({ currency }) => [currency, amountIn(above, currency)]));
  return sql`(${byLevel} or proposal.principal_cents
    > coalesce((${JSON.stringify(limits)}::jsonb ->> proposal.currency)::bigint, -1))`;
}

function weightOf(warnings: Warnings): SQL {
  const parts = Object.entries(WARNING_WEIGHT).map(
    ([warning, weight]) => sql`(${warnings[warning as ProposalWarning]})::int * ${sql.raw(String(weight))}`,
  );
  return sql`-(${sql.join(parts, sql` + `)})`;
}

/** Written out, so that the index of open proposals serves it whatever the parameters are. */
function isIn(states: readonly ProposalState[]): SQL {
  return sql`state in (${sql.raw(oneOf(states))})`;
}

function conditionOf({ states }: ProposalScope, filter: ProposalFilter, warnings: Warnings): SQL {
  const { ids, levelId, currency, customer, text, warning } = filter;
  const conditions = [
    sql`proposal.${isIn(states)}`,
    ids === undefined ? undefined : sql`proposal.id = any(${sql.param([...ids])}::bigint[])`,
    levelId === undefined ? undefined : sql`proposal.level_id = ${levelId}::int`,
    currency === undefined ? undefined : sql`proposal.currency = ${currency}`,
    customer === undefined
      ? undefined
      : sql`(customer.name ilike ${containing(customer)} or customer.number ilike ${containing(customer)})`,
    text === undefined
      ? undefined
      : sql`(proposal.remark ilike ${containing(text)} or proposal.id in (select line.proposal_id from invoices invoice
          join proposal_invoices line on line.invoice_id = invoice.id where invoice.number ilike ${containing(text)}))`,
    warning === undefined ? undefined : warning === 'any' ? sql`${weightOf(warnings)} < 0` : warnings[warning],
  ];
  return sql.join(
    conditions.filter((one) => one !== undefined),
    sql` and `,
  );
}

export type ProposalListRow = ProposalRow & {
  customerNumber: string;
  customerName: string;
  emailsTo: string[];
  hasAddress: boolean;
  planName: string;
  levelName: string | null;
  levelPosition: number | null;
  automation: string | null;
};

/** Those of some proposals that are in one of some states, with the words people read, in the order given. */
export async function listProposals(
  db: Db,
  states: readonly ProposalState[],
  ids: readonly number[],
): Promise<ProposalListRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      proposal: proposals,
      customerNumber: customers.number,
      customerName: customers.name,
      emailsTo: customers.emailsTo,
      hasAddress: sql<boolean>`${customers.address} is not null`,
      planName: plans.name,
      levelName: levels.name,
      levelPosition: levels.position,
      automation: levels.automation,
    })
    .from(proposals)
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .innerJoin(plans, eq(plans.id, proposals.planId))
    .leftJoin(levels, eq(levels.id, proposals.levelId))
    .where(and(inArray(proposals.state, [...states]), among(proposals.id, ids)));
  const byId = new Map(rows.map(({ proposal, ...words }) => [proposal.id, { ...proposal, ...words }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface ProposalSum {
  levelId: number | null;
  levelName: string | null;
  levelPosition: number | null;
  currency: string;
  count: number;
  principalCents: number;
}

/** Count and sum of what a filter finds, by level and currency. */
export async function sumProposals(db: Db, scope: ProposalScope, filter: ProposalFilter = {}): Promise<ProposalSum[]> {
  const warnings = await warningsOf(db, scope);
  const { rows } = (await db.execute(sql`
    select proposal.level_id, level.name, level.position, proposal.currency, count(*)::int as count,
      sum(proposal.principal_cents)::text as principal
    from ${FROM} where ${conditionOf(scope, filter, warnings)}
    group by proposal.level_id, level.name, level.position, proposal.currency
    order by level.position desc nulls last, level.name, proposal.level_id, proposal.currency`)) as unknown as {
    rows: SumRow[];
  };
  return rows.map((row) => ({
    levelId: row.level_id,
    levelName: row.name,
    levelPosition: row.position,
    currency: row.currency,
    count: row.count,
    principalCents: Number(row.principal),
  }));
}

interface SumRow {
  level_id: number | null;
  name: string | null;
  position: number | null;
  currency: string;
  count: number;
  principal: string;
}
