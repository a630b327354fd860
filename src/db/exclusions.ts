// Everything that keeps invoices from being dunned on a day, of all kinds in one list, the latest first.

import { sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { ExclusionKind } from '../core/ledger-list.ts';
import type { Db } from './store.ts';

export interface Exclusion {
  kind: ExclusionKind;
  invoice: string | null;
  customerNumber: string | null;
  customerName: string | null;
  reason: string;
  /** Last day on which it holds; null = until somebody ends it. */
  until: Day | null;
  since: Day;
  by: string;
  /** Instant of its making, with its id the key of the next page. */
  at: string;
  id: number;
  /** The open proposal or snoozed proposal it is about. */
  proposalId: number | null;
}

export interface ExclusionKey {
  at: string;
  id: number;
}

/** A page of exclusions that hold on a day; promises through the day given for them. */
export async function listExclusions(
  db: Db,
  filter: { today: Day; promisesFrom: Day; kind?: ExclusionKind; timeZone: string },
  page: { after: ExclusionKey | null; limit: number },
): Promise<Exclusion[]> {
  const after =
    page.after === null ? sql`true` : sql`(at, id) < (${page.after.at}::timestamptz, ${page.after.id}::bigint)`;
  const { rows } = (await db.execute(sql`
    select * from (
      select scope as kind, invoice.number as invoice, customer.number as customer_number, customer.name as customer_name,
        block.reason, block.until_on::text as until_on, block.from_on::text as since, block.set_by as by,
        block.set_at as at, block.id, null::bigint as proposal_id
      from blocks block left join invoices invoice on invoice.id = block.invoice_id
      left join customers customer on customer.id = coalesce(block.customer_id, invoice.customer_id)
      where block.ended_at is null and (block.until_on is null or block.until_on >= ${filter.today}::date)
      union all
      select 'dispute', invoice.number, customer.number, customer.name, dispute.reason, null, dispute.raised_on::text,
        dispute.raised_by, dispute.raised_at, dispute.id, null
      from disputes dispute join invoices invoice on invoice.id = dispute.invoice_id
      join customers customer on customer.id = invoice.customer_id where dispute.settled_at is null
      union all
      select 'promise', invoice.number, customer.number, customer.name, '', promise.promised_on::text,
        (promise.made_at at time zone ${filter.timeZone}::text)::date::text, promise.made_by, promise.made_at,
        promise.id, null
      from promises promise join invoices invoice on invoice.id = promise.invoice_id
      join customers customer on customer.id = invoice.customer_id
      where promise.ended_at is null and promise.promised_on >= ${filter.promisesFrom}::date
      union all
      select 'snooze', null, customer.number, customer.name, coalesce(proposal.remark, ''),
        (proposal.snoozed_until - 1)::text, proposal.decided_on::text, proposal.decided_by, proposal.decided_at,
        proposal.id, proposal.id
      from proposals proposal join customers customer on customer.id = proposal.customer_id
      where proposal.state = 'snoozed' and proposal.snoozed_until > ${filter.today}::date
    ) as exclusion
    where ${after} and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null}::text)
    order by at desc, id desc limit ${page.limit}`)) as unknown as { rows: ExclusionRow[] };
  return rows.map((row) => ({
    kind: row.kind,
    invoice: row.invoice,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    reason: row.reason,
    until: row.until_on,
    since: row.since,
    by: row.by,
    at: row.at,
    id: Number(row.id),
    proposalId: row.proposal_id === null ? null : Number(row.proposal_id),
  }));
}

interface ExclusionRow {
  kind: ExclusionKind;
  invoice: string | null;
  customer_number: string | null;
  customer_name: string | null;
  reason: string;
  until_on: Day | null;
  since: Day;
  by: string;
  at: string;
  id: number | string;
  proposal_id: number | string | null;
}
