// Which invoices can be due on a day, read through one index that holds all the engine needs. A superset: the core
// decides on every row. What is asked already and still so is left out, so that a second run is cheap.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { nextLevel, type Plan } from '../core/plan.ts';
import { UNDECIDED_SQL } from './proposals.ts';
import type { Db } from './store.ts';

/** One invoice as the daily run reads it. Amounts in minor units. */
export interface Candidate {
  id: number;
  customerId: number;
  currency: string;
  dueDate: Day;
  openCents: number;
  passedPosition: number;
  anchorOn: Day;
  lastPassedOn: Day | null;
  /** The open proposal that moves it and says something else: another level or amount. */
  proposalId: number | null;
}

/** What the daily run looks at in one step. */
export interface CandidateBatch {
  candidates: Candidate[];
  /**
   * Ids of undecided proposals that say something else than the invoices do now, or whose day has not come any more.
   */
  outdated: number[];
}

type CandidateRow = {
  id: number | string;
  customer_id: number | string;
  currency: string;
  due_date: Day;
  open_cents: number | string;
  passed_position: number;
  anchor_on: Day;
  last_passed_on: Day | null;
  proposal_id: number | string | null;
};
type OutdatedRow = { id: null; proposal_id: number | string };

/**
 * Rows per fetch: few enough that memory does not grow with the ledger and that deciding hides behind the server's
 * work.
 */
const FETCH_ROWS = 2_000;

/** Fixes the snapshot in which the candidates of a plan are read; part of a transaction. */
export async function openCandidates(db: Db, plan: Plan, today: Day, highestPosition: number): Promise<void> {
  await db.execute(sql`declare candidates no scroll cursor for ${candidateQuery(plan, today, highestPosition)}`);
}

/**
 * Hands all candidates that were opened to `onBatch`, in the order of their ids, then the outdated proposals.
 *
 * Reading is one step ahead of `onBatch`: while the core decides on a batch, the server already fetches the next. Both
 * use the connection of the transaction, which keeps its statements in order.
 */
export async function forEachCandidateBatch(db: Db, onBatch: (batch: CandidateBatch) => Promise<void>): Promise<void> {
  let fetching = fetchBatch(db);
  for (let batch = await fetching; batch !== null; batch = await fetching) {
    fetching = fetchBatch(db);
    // Awaited in the next round; until then a failure must not count as unhandled.
    fetching.catch(() => undefined);
    await onBatch(batch);
  }
  await db.execute(sql`close candidates`);
}

/**
 * The invoices that can be due, side by side with the lines that ask people about invoices already. Where both say the
 * same there is nothing to do; everything else on either side is read, invoices first.
 *
 * Every column of `invoices` named here is in the index `invoices_candidates`: keep it so, a test looks at the plan.
 */
export function candidateQuery(plan: Plan, today: Day, highestPosition: number): SQL {
  return sql`
    select due.id, due.customer_id, due.currency, due.due_date::text, due.open_cents, due.passed_position,
      due.anchor_on::text, due.last_passed_on::text, asked.proposal_id
    from (
      select i.id, i.customer_id, i.currency, i.due_date, i.open_cents, i.passed_position, i.anchor_on,
        i.last_passed_on, next.level_id
      from (values ${stepValues(plan, highestPosition)}) as next (passed, level_id, after_days)
      join invoices i on i.plan_id = ${plan.id} and i.kind = 'invoice' and i.open_cents > 0
        and i.passed_position = next.passed and i.anchor_on <= ${today}::date - next.after_days
    ) as due
    full join (
      select line.invoice_id, line.level_id, line.open_cents, proposal.id as proposal_id,
        proposal.plan_id = ${plan.id} and proposal.state in ${UNDECIDED_SQL} as is_ours
      from proposals proposal
      join proposal_invoices line on line.proposal_id = proposal.id and line.open and line.moves
      where proposal.state in ('proposed', 'approved_once', 'approved')
    ) as asked on asked.invoice_id = due.id
    where case when due.id is null then asked.is_ours
      else (asked.level_id, asked.open_cents) is distinct from (due.level_id, due.open_cents) end
    order by due.id`;
}

/** The next batch; null at the end. */
async function fetchBatch(db: Db): Promise<CandidateBatch | null> {
  const { rows } = (await db.execute(sql`fetch ${sql.raw(String(FETCH_ROWS))} from candidates`)) as unknown as {
    rows: (CandidateRow | OutdatedRow)[];
  };
  if (rows.length === 0) return null;
  const batch: CandidateBatch = { candidates: [], outdated: [] };
  for (const row of rows) {
    if (row.id === null) batch.outdated.push(Number(row.proposal_id));
    else batch.candidates.push(toCandidate(row));
  }
  return batch;
}

function toCandidate(row: CandidateRow): Candidate {
  return {
    id: Number(row.id),
    customerId: Number(row.customer_id),
    currency: row.currency,
    dueDate: row.due_date,
    openCents: Number(row.open_cents),
    passedPosition: row.passed_position,
    anchorOn: row.anchor_on,
    lastPassedOn: row.last_passed_on,
    proposalId: row.proposal_id === null ? null : Number(row.proposal_id),
  };
}

/**
 * Customers of a plan with an invoice that can be due, or with an open proposal; ascending. For grouped plans, where
 * one invoice that is due changes the notice about all of them.
 */
export async function readCandidateCustomers(
  db: Db,
  plan: Plan,
  today: Day,
  highestPosition: number,
): Promise<number[]> {
  const next = stepValues(plan, highestPosition);
  const reached =
    plan.kind === 'recap'
      ? sql`select customer_id from invoices where plan_id = ${plan.id} and kind = 'invoice' and open_cents > 0`
      : sql`select i.customer_id from (values ${next}) as next (passed, level_id, after_days)
          join invoices i on i.plan_id = ${plan.id} and i.kind = 'invoice' and i.open_cents > 0
            and i.passed_position = next.passed and i.anchor_on <= ${today}::date - next.after_days`;
  const { rows } = (await db.execute(sql`
    ${reached} union select customer_id from proposals where plan_id = ${plan.id} and state in ${UNDECIDED_SQL}
    order by 1`)) as unknown as { rows: { customer_id: number | string }[] };
  return rows.map((row) => Number(row.customer_id));
}

/** For every position an invoice can have passed: the level it is asked for next, and that level's days. */
function stepValues(plan: Plan, highestPosition: number): SQL {
  // A row that matches nothing keeps the list valid SQL for a plan without active levels.
  const steps = [sql`(-1, 0, 0)`];
  for (let passed = 0; passed < highestPosition; passed += 1) {
    const next = nextLevel(plan, passed);
    if (next.kind !== 'level') continue;
    steps.push(sql`(${passed}::int, ${next.level.id}::int, ${next.level.afterDays}::int)`);
  }
  return sql.join(steps, sql`, `);
}
