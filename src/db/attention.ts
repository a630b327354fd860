// What needs a person: counts of notices that reached nobody, disputes without an answer, broken promises, addresses
// that are missing. Small partial indexes each, so that asking costs little.

import { sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { Db } from './store.ts';

export interface Attention {
  /** Notices whose latest deliveries all failed, nobody has dealt with. */
  undelivered: number;
  /** Open disputes, and those raised before the day asked for. */
  disputes: number;
  disputesLate: number;
  /** Promised days that passed with something still open. */
  brokenPromises: number;
  /** Blocks that stand: of invoices, of customers. */
  pausedInvoices: number;
  blockedCustomers: number;
  /** All dunning is suspended. */
  isSuspended: boolean;
}

export async function readAttention(db: Db, today: Day, answerBy: Day): Promise<Attention> {
  const standing = sql`ended_at is null and from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date)`;
  const { rows } = (await db.execute(sql`
    select
      (select count(distinct delivery.notice_id) from deliveries delivery
        join notices notice on notice.id = delivery.notice_id
        where delivery.state in ('failed', 'bounced', 'needs_review') and notice.state = 'issued'
          and notice.undelivered_accepted_at is null
          and not exists (select from deliveries other where other.notice_id = notice.id
            and other.state in ('approved', 'claimed', 'attempted', 'sent', 'delivered', 'unknown')))::int
        as undelivered,
      (select count(*) from disputes where settled_at is null)::int as disputes,
      (select count(*) from disputes where settled_at is null and raised_on < ${answerBy}::date)::int as disputes_late,
      (select count(*) from promises promise join invoices invoice on invoice.id = promise.invoice_id
        where promise.ended_at is null and promise.promised_on < ${today}::date and invoice.open_cents > 0)::int
        as broken_promises,
      (select count(*) from blocks where scope = 'invoice' and ${standing})::int as paused_invoices,
      (select count(*) from blocks where scope = 'customer' and ${standing})::int as blocked_customers,
      (select count(*) from blocks where scope = 'all' and ${standing})::int as suspended`)) as unknown as {
    rows: Record<string, number | string>[];
  };
  const [row = {}] = rows;
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    undelivered: count('undelivered'),
    disputes: count('disputes'),
    disputesLate: count('disputes_late'),
    brokenPromises: count('broken_promises'),
    pausedInvoices: count('paused_invoices'),
    blockedCustomers: count('blocked_customers'),
    isSuspended: count('suspended') > 0,
  };
}
