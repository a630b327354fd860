// Figures of a period over the whole ledger: each a single pass, whatever its size. Amounts by currency.

import { sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { Db } from './store.ts';

export interface Period {
  from: Day;
  to: Day;
}

export interface BilledSum {
  currency: string;
  /** Invoices less credit notes that were issued in the period. */
  billedCents: number;
  /** What was open at the end of the period's last day, by issue and value dates. */
  receivableCents: number;
  /** Of it what was due before that day, and on how many invoices. */
  overdueCents: number;
  overdueCount: number;
}

export interface RecoveredSum {
  levelId: number;
  currency: string;
  /** Invoices that a notice brought to this level in the period, and what was open on them then. */
  count: number;
  dunnedCents: number;
  /** Of these: paid to the end before the next level, and how much came in all. */
  settledCount: number;
  recoveredCents: number;
}

/** Minutes from proposal to approval by a person; null where nobody approved anything. */
export interface ApprovalTime {
  count: number;
  medianMinutes: number | null;
  p90Minutes: number | null;
}

type Text<K extends string> = Record<K, string>;

/**
 * Open then = issued by then, less credit notes issued and payments valued by then. Overpaid invoices and money that is
 * not matched to an invoice do not lessen it.
 */
export async function sumBilled(db: Db, { from, to }: Period): Promise<BilledSum[]> {
  const { rows } = (await db.execute(sql`
    with paid as (
      select invoice_id as id, sum(amount_cents) as cents from payments
      where invoice_id is not null and value_on <= ${to}::date group by 1
    ), credited as (
      select applies_to_id as id, sum(gross_cents) as cents from invoices
      where kind = 'credit_note' and applies_to_id is not null and issued_on <= ${to}::date group by 1
    ), standing as (
      select i.currency, i.due_date < ${to}::date as is_overdue,
        case when i.issued_on >= ${from}::date then i.gross_cents else 0 end
          * case i.kind when 'invoice' then 1 else -1 end as billed,
        case i.kind when 'invoice'
          then greatest(0, i.gross_cents - coalesce(paid.cents, 0) - coalesce(credited.cents, 0)) else 0 end as open
      from invoices i left join paid on paid.id = i.id left join credited on credited.id = i.id
      where i.issued_on <= ${to}::date
    )
    select currency, sum(billed)::text as billed, sum(open)::text as receivable,
      coalesce(sum(open) filter (where is_overdue), 0)::text as overdue,
      count(*) filter (where is_overdue and open > 0)::text as count
    from standing group by currency order by currency`)) as unknown as {
    rows: Text<'currency' | 'billed' | 'receivable' | 'overdue' | 'count'>[];
  };
  return rows.map(({ currency, billed, receivable, overdue, count }) => ({
    currency,
    billedCents: Number(billed),
    receivableCents: Number(receivable),
    overdueCents: Number(overdue),
    overdueCount: Number(count),
  }));
}

/**
 * What came in after each level: payments valued after the day of its notice, up to the day of the invoice's next
 * passage (of the same cycle), at most what was open; write-offs are no money. Cancelled notices do not count.
 */
export async function sumRecovered(db: Db, { from, to }: Period): Promise<RecoveredSum[]> {
  const { rows } = (await db.execute(sql`
    with passed as (
      select id, invoice_id, level_id, kind, notice_id, passed_on,
        lead(passed_on) over (partition by invoice_id, cycle order by passed_on, id) as next_on
      from passages where voided_at is null and passed_on >= ${from}::date
    ), dunned as (
      select passed.*, line.open_cents, i.currency
      from passed join notice_invoices line on line.notice_id = passed.notice_id and line.invoice_id = passed.invoice_id
      join invoices i on i.id = passed.invoice_id
      where passed.kind = 'issued' and passed.passed_on <= ${to}::date
    ), came as (
      select dunned.id, sum(payment.amount_cents) as cents
      from dunned join payments payment on payment.invoice_id = dunned.invoice_id and payment.method <> 'write_off'
        and payment.value_on > dunned.passed_on and payment.value_on <= coalesce(dunned.next_on, 'infinity'::date)
      where payment.value_on >= ${from}::date
      group by dunned.id
    )
    select dunned.level_id, dunned.currency, count(*)::text as count, sum(dunned.open_cents)::text as dunned,
      count(*) filter (where came.cents >= dunned.open_cents)::text as settled,
      coalesce(sum(least(dunned.open_cents, greatest(0, came.cents))), 0)::text as recovered
    from dunned left join came on came.id = dunned.id
    group by dunned.level_id, dunned.currency order by dunned.level_id, dunned.currency`)) as unknown as {
    rows: (Text<'currency' | 'count' | 'dunned' | 'settled' | 'recovered'> & { level_id: number })[];
  };
  return rows.map((row) => ({
    levelId: row.level_id,
    currency: row.currency,
    count: Number(row.count),
    dunnedCents: Number(row.dunned),
    settledCount: Number(row.settled),
    recoveredCents: Number(row.recovered),
  }));
}

/** Approvals of the period by people; what a level approves by itself waits for nobody. */
export async function timeToApprove(db: Db, { from, to }: Period): Promise<ApprovalTime> {
  const { rows } = (await db.execute(sql`
    select count(*)::text as count,
      percentile_cont(0.5) within group (order by minutes)::text as median,
      percentile_cont(0.9) within group (order by minutes)::text as p90
    from (
      select extract(epoch from decided_at - proposed_at) / 60 as minutes from proposals
      where state in ('approved', 'issued') and decided_on between ${from}::date and ${to}::date
        and decided_from <> 'schedule'
    ) as approvals`)) as unknown as { rows: { count: string; median: string | null; p90: string | null }[] };
  const [row] = rows;
  const minutes = (text: string | null | undefined) => (text == null ? null : Math.round(Number(text)));
  return { count: Number(row?.count ?? 0), medianMinutes: minutes(row?.median), p90Minutes: minutes(row?.p90) };
}
