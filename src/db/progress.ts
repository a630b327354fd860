// Keeps the copies on the invoices in step with the tables that are the truth. Every transaction that changes payments,
// credits, passages, plans or cycles calls these before it commits.

import { eq, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { progressOf } from '../core/position.ts';
import { among } from './among.ts';
import { readPassages } from './facts/passages.ts';
import { readDefaultPlanId, readLevelPositions, readPlans } from './plans.ts';
import { customers, invoices } from './schema/index.ts';
import type { Db } from './store.ts';

/** Invoices whose copies are computed per statement. */
const BATCH = 5_000;

/**
 * Locks invoices until the transaction ends, in the order of their ids. What is read in the next statement includes all
 * that others have committed about them: without it two payments booked at once would each sum without the other.
 */
export async function lockInvoices(db: Db, invoiceIds: readonly number[]): Promise<void> {
  const ids = sql.param([...invoiceIds]);
  await db.execute(sql`select id from invoices where id = any(${ids}::bigint[]) order by id for update`);
}

/** Sums payments and credits of these invoices (and credit notes) anew. */
export async function refreshOpenAmounts(db: Db, invoiceIds: readonly number[]): Promise<void> {
  for (let start = 0; start < invoiceIds.length; start += BATCH) {
    await lockInvoices(db, invoiceIds.slice(start, start + BATCH));
    const ids = sql.param(invoiceIds.slice(start, start + BATCH));
    await db.execute(sql`
      update invoices set paid_cents = truth.paid, credited_cents = truth.credited
      from (
        select invoice.id,
          coalesce((select sum(amount_cents) from payments where invoice_id = invoice.id), 0)::bigint as paid,
          case when invoice.kind = 'credit_note'
            then case when invoice.applies_to_id is null then 0 else invoice.gross_cents end
            else coalesce((select sum(gross_cents) from invoices credit
              where credit.applies_to_id = invoice.id), 0)::bigint
          end as credited
        from invoices invoice where invoice.id = any(${ids}::bigint[])
      ) as truth
      where invoices.id = truth.id
        and (invoices.paid_cents, invoices.credited_cents) is distinct from (truth.paid, truth.credited)`);
  }
}

/** Computes plan, level and counting day of these invoices anew, by the same function of core that the engine uses. */
export async function refreshProgress(db: Db, invoiceIds: readonly number[]): Promise<void> {
  if (invoiceIds.length === 0) return;
  const plans = new Map((await readPlans(db)).map((plan) => [plan.id, plan]));
  const defaultPlanId = await readDefaultPlanId(db);
  const positions = await readLevelPositions(db);
  for (let start = 0; start < invoiceIds.length; start += BATCH) {
    const ids = invoiceIds.slice(start, start + BATCH);
    await lockInvoices(db, ids);
    const rows = await db
      .select({ id: invoices.id, dueDate: invoices.dueDate, cycle: invoices.cycle, planId: customers.planId })
      .from(invoices)
      .innerJoin(customers, eq(customers.id, invoices.customerId))
      .where(among(invoices.id, ids));
    const passages = await readPassages(db, ids, positions, null);
    const progress = rows.map((row) => {
      const planId = row.planId ?? defaultPlanId;
      const plan = planId === null ? undefined : plans.get(planId);
      if (plan === undefined) throw new Error(`invoice ${row.id} has no plan`);
      const passed = (passages.get(row.id) ?? []).filter((passage) => passage.cycle === row.cycle);
      return { id: row.id, planId: plan.id, ...progressOf(row.dueDate, passed, plan.countFrom) };
    });
    await writeProgress(db, progress);
  }
}

interface ProgressRow {
  id: number;
  planId: number;
  passedPosition: number;
  anchorOn: Day;
  lastPassedOn: Day | null;
}

async function writeProgress(db: Db, rows: readonly ProgressRow[]): Promise<void> {
  const column = <T>(of: (row: ProgressRow) => T) => sql.param(rows.map(of));
  await db.execute(sql`
    update invoices set plan_id = new.plan_id, passed_position = new.passed, anchor_on = new.anchor,
      last_passed_on = new.last
    from unnest(${column((row) => row.id)}::bigint[], ${column((row) => row.planId)}::int[],
      ${column((row) => row.passedPosition)}::int[], ${column((row) => row.anchorOn)}::date[],
      ${column((row) => row.lastPassedOn)}::date[]) as new (id, plan_id, passed, anchor, last)
    where invoices.id = new.id
      and (invoices.plan_id, invoices.passed_position, invoices.anchor_on, invoices.last_passed_on)
      is distinct from (new.plan_id, new.passed, new.anchor, new.last)`);
}

/**
 * Ids of invoices whose progress depends on some plans (in them now, or passed one of their levels before the customer
 * changed plans) or that are of some customers. Paid ones, too: a payment may bounce.
 */
export async function invoiceIdsOf(
  db: Db,
  of: { planIds: readonly number[] } | { customerIds: readonly number[] },
): Promise<number[]> {
  const whose =
    'planIds' in of
      ? or(among(invoices.planId, of.planIds), hasPassedLevelOf(of.planIds))
      : among(invoices.customerId, of.customerIds);
  const rows = await db.select({ id: invoices.id }).from(invoices).where(whose).orderBy(invoices.id);
  return rows.map((row) => row.id);
}

function hasPassedLevelOf(planIds: readonly number[]): SQL {
  return sql`exists (select from passages join levels on levels.id = passages.level_id
    where passages.invoice_id = ${invoices.id} and passages.voided_at is null
      and levels.plan_id = any(${sql.param([...planIds])}::int[]))`;
}
