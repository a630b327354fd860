// Which invoices can be due on a day, read through one index that holds all the engine needs. A superset: the core
// decides on every row. An invoice whose open proposal still says the same is left out, so that a second run is cheap.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { nextLevel, type Plan } from '../core/plan.ts';
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
};

/** Rows per fetch: large enough to keep the server busy, small enough that memory does not grow with the ledger. */
const FETCH_ROWS = 5_000;

/**
 * Hands all candidates of a plan to `onBatch`, in the order of their ids, from one snapshot.
 *
 * Reading is one step ahead of `onBatch`: while the core decides on a batch, the server already fetches the next. Both
 * use the connection of the transaction, which keeps its statements in order.
 */
export async function forEachCandidateBatch(
  db: Db,
  plan: Plan,
  today: Day,
  highestPosition: number,
  onBatch: (batch: Candidate[]) => Promise<void>,
): Promise<void> {
  // A cursor is planned for its first tenth unless told otherwise, and then walks the whole table in the order of ids.
  await db.execute(sql`set local cursor_tuple_fraction = 1`);
  await db.execute(sql`declare candidates no scroll cursor for ${candidateQuery(plan, today, highestPosition)}`);
  let fetching = fetchBatch(db);
  for (let batch = await fetching; batch.length > 0; batch = await fetching) {
    fetching = fetchBatch(db);
    // Awaited in the next round; until then a failure must not count as unhandled.
    fetching.catch(() => undefined);
    await onBatch(batch);
  }
  await db.execute(sql`close candidates`);
}

/**
 * The rows of a `Candidate`, in the order of ids. An invoice whose open proposal still says the same is not among them.
 *
 * Every column it asks of an invoice is in the index `invoices_candidates`: keep it so, a test looks at the plan.
 */
export function candidateQuery(plan: Plan, today: Day, highestPosition: number): SQL {
  return sql`
    select i.id, i.customer_id, i.currency, i.due_date::text, i.open_cents, i.passed_position,
      i.anchor_on::text, i.last_passed_on::text
    from (values ${stepValues(plan, highestPosition)}) as next (passed, level_id, after_days)
    join invoices i on i.plan_id = ${plan.id} and i.kind = 'invoice' and i.open_cents > 0
      and i.passed_position = next.passed and i.anchor_on <= ${today}::date - next.after_days
    where not exists (
      select from proposal_invoices line
      where line.invoice_id = i.id and line.open and line.moves
        and line.level_id = next.level_id and line.open_cents = i.open_cents
    )
    order by i.id`;
}

async function fetchBatch(db: Db): Promise<Candidate[]> {
  const { rows } = (await db.execute(sql`fetch ${sql.raw(String(FETCH_ROWS))} from candidates`)) as unknown as {
    rows: CandidateRow[];
  };
  return rows.map((row) => ({
    id: Number(row.id),
    customerId: Number(row.customer_id),
    currency: row.currency,
    dueDate: row.due_date,
    openCents: Number(row.open_cents),
    passedPosition: row.passed_position,
    anchorOn: row.anchor_on,
    lastPassedOn: row.last_passed_on,
  }));
}

/**
 * Customers of a plan with an invoice that can be due, or with an open proposal; ascending. For grouped plans, where one
 * invoice that is due changes the notice about all of them.
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
    ${reached} union select customer_id from proposals where plan_id = ${plan.id} and state = 'proposed'
    order by 1`)) as unknown as { rows: { customer_id: number | string }[] };
  return rows.map((row) => Number(row.customer_id));
}

/** Condition on `invoice` and `line`: the line's level is still the next one, and its day has come. */
export function levelStillReached(plan: Plan, today: Day, highestPosition: number): SQL {
  return sql`exists (
    select from (values ${stepValues(plan, highestPosition)}) as next (passed, level_id, after_days)
    where next.passed = invoice.passed_position and next.level_id = line.level_id
      and invoice.anchor_on <= ${today}::date - next.after_days)`;
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
