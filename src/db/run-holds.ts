// Everything that can hold a candidate back, for all invoices at once. These sets are small beside the ledger, so the
// daily run keeps them in memory instead of joining them to every row.

import { and, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { addDays, type Day } from '../core/day.ts';
import { UNDELIVERED_STATES } from '../core/delivery.ts';
import { type Block, type CustomerHolds, type InvoiceHolds, NO_INVOICE_HOLDS, withHold } from '../core/hold.ts';
import { noticeNumberText } from '../core/notice-number.ts';
import { UNDECIDED_STATES } from '../core/proposal.ts';
import { toBlock } from './facts/holds.ts';
import { readDoubts } from './payment-doubts.ts';
import { oneOf } from './schema/columns.ts';
import { blocks, customers, disputes, notices, promises, proposalInvoices, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

export interface RunHolds {
  ofCustomer(customerId: number): CustomerHolds;
  ofInvoice(invoiceId: number): InvoiceHolds;
  unmatchedOf(customerId: number): Readonly<Record<string, number>>;
  /** Null also when it lies so far back that it keeps nothing at a distance any more. */
  lastNoticeOn(customerId: number): Day | null;
  /** Whose open proposals must be looked at again, because something may speak against them now. */
  touched: {
    customers: number[];
    invoices: number[];
    /** True when a block on everything is in force or when only activated customers are dunned. */
    all: boolean;
  };
}

const NOTHING: Readonly<Record<string, number>> = Object.freeze({});

export async function readRunHolds(
  db: Db,
  today: Day,
  rules: { dunAllCustomers: boolean; minDaysBetweenNotices: number },
): Promise<RunHolds> {
  const invoices = new Map<number, InvoiceHolds>();
  const change = (id: number, part: Partial<InvoiceHolds>): void => {
    invoices.set(id, withHold(invoices.get(id), part));
  };
  const { all, byCustomer } = await readStandingBlocks(db, today, change);
  await readInvoiceHolds(db, today, change);
  const activated = rules.dunAllCustomers ? null : await readActivated(db);
  const unmatched = await readUnmatched(db, today);
  const lastOn = await readRecentNotices(db, addDays(today, -rules.minDaysBetweenNotices));
  const free: CustomerHolds = { blocks: all, activated: true };
  return {
    ofCustomer(id) {
      const own = byCustomer.get(id);
      const isActivated = activated === null || activated.has(id);
      return own === undefined && isActivated ? free : { blocks: [...all, ...(own ?? [])], activated: isActivated };
    },
    ofInvoice: (id) => invoices.get(id) ?? NO_INVOICE_HOLDS,
    unmatchedOf: (id) => unmatched.get(id) ?? NOTHING,
    lastNoticeOn: (id) => lastOn.get(id) ?? null,
    touched: {
      customers: [...byCustomer.keys(), ...unmatched.keys(), ...lastOn.keys()],
      invoices: [...invoices.keys()],
      all: all.length > 0 || activated !== null,
    },
  };
}

/** The largest of the sets read here: only what the engine needs of it. */
const BLOCK_COLUMNS = {
  scope: blocks.scope,
  invoiceId: blocks.invoiceId,
  customerId: blocks.customerId,
  fromOn: blocks.fromOn,
  untilOn: blocks.untilOn,
  reason: blocks.reason,
  setBy: blocks.setBy,
};

type Change = (id: number, part: Partial<InvoiceHolds>) => void;

async function readStandingBlocks(db: Db, today: Day, change: Change) {
  const rows = await db
    .select(BLOCK_COLUMNS)
    .from(blocks)
    .where(and(isNull(blocks.endedAt), or(isNull(blocks.untilOn), gte(blocks.untilOn, today))));
  const all: Block[] = [];
  const byCustomer = new Map<number, Block[]>();
  for (const row of rows) {
    const block = toBlock(row);
    if (row.invoiceId !== null) change(row.invoiceId, { pauses: [block] });
    else if (row.customerId !== null) byCustomer.set(row.customerId, [block]);
    else all.push(block);
  }
  return { all, byCustomer };
}

async function readInvoiceHolds(db: Db, today: Day, change: Change): Promise<void> {
  for (const row of await db.select().from(disputes).where(isNull(disputes.settledAt))) {
    change(row.invoiceId, { dispute: { raisedOn: row.raisedOn, reason: row.reason, raisedBy: row.raisedBy } });
  }
  for (const row of await db.select().from(promises).where(isNull(promises.endedAt))) {
    change(row.invoiceId, { promise: { on: row.promisedOn, madeBy: row.madeBy } });
  }
  for (const { invoiceId, ...paymentInQuestion } of await readDoubts(db, null, null)) {
    change(invoiceId, { paymentInQuestion });
  }
  const decided = await db
    .select({
      invoiceId: proposalInvoices.invoiceId,
      proposalId: proposals.id,
      state: proposals.state,
      snoozedUntil: proposals.snoozedUntil,
      decidedOn: proposals.decidedOn,
    })
    .from(proposals)
    .innerJoin(proposalInvoices, eq(proposalInvoices.proposalId, proposals.id))
    .where(
      or(
        and(eq(proposals.state, 'snoozed'), gt(proposals.snoozedUntil, today)),
        and(eq(proposals.state, 'skipped'), eq(proposals.decidedOn, today)),
        eq(proposals.state, 'approved'),
        and(inArray(proposals.state, [...UNDECIDED_STATES]), eq(proposals.byHand, true)),
      ),
    );
  for (const row of decided) {
    if (row.state === 'snoozed') change(row.invoiceId, { snoozedUntil: row.snoozedUntil });
    else if (row.state === 'skipped') change(row.invoiceId, { skippedOn: row.decidedOn });
    else {
      const as = row.state === 'approved' ? 'approved' : 'by_hand';
      change(row.invoiceId, { boundTo: { proposalId: row.proposalId, as } });
    }
  }
  for (const row of await readUndelivered(db)) change(row.invoiceId, { undeliveredNotice: row.number });
}

/** Invoices whose last notice reached nobody, and which nobody has dealt with (rules section 2). */
async function readUndelivered(db: Db): Promise<{ invoiceId: number; number: string }[]> {
  const states = sql.raw(oneOf(UNDELIVERED_STATES));
  const { rows } = (await db.execute(sql`
    select distinct passage.invoice_id, notice.number
    from deliveries delivery
    join notices notice on notice.id = delivery.notice_id
    join passages passage on passage.notice_id = notice.id and passage.voided_at is null
    where delivery.state in (${states}) and notice.state = 'issued' and notice.undelivered_accepted_at is null
      and not exists (select from deliveries other where other.notice_id = notice.id and other.state not in (${states}))
      and not exists (select from passages later where later.invoice_id = passage.invoice_id
        and later.voided_at is null and later.id > passage.id)`)) as unknown as {
    rows: { invoice_id: number | string; number: number | string }[];
  };
  return rows.map((row) => ({ invoiceId: Number(row.invoice_id), number: noticeNumberText(Number(row.number)) }));
}

async function readActivated(db: Db): Promise<Set<number>> {
  const rows = await db.select({ id: customers.id }).from(customers).where(eq(customers.activated, true));
  return new Set(rows.map((row) => row.id));
}

/** Free money by customer and currency: unmatched payments, free credit notes, overpaid invoices. */
async function readUnmatched(db: Db, today: Day): Promise<Map<number, Record<string, number>>> {
  const { rows } = (await db.execute(sql`
    select customer_id, currency, sum(cents)::text as cents from (
      select customer_id, currency, amount_cents as cents from payments
      where invoice_id is null and customer_id is not null
      union all
      select customer_id, currency, open_cents from invoices
      where kind = 'credit_note' and applies_to_id is null and issued_on <= ${today}
      union all
      select customer_id, currency, -open_cents from invoices where kind = 'invoice' and open_cents < 0
    ) as free group by customer_id, currency having sum(cents) <> 0`)) as unknown as {
    rows: { customer_id: number | string; currency: string; cents: string }[];
  };
  const byCustomer = new Map<number, Record<string, number>>();
  for (const row of rows) {
    const id = Number(row.customer_id);
    byCustomer.set(id, { ...byCustomer.get(id), [row.currency]: Number(row.cents) });
  }
  return byCustomer;
}

/** The last notice of each customer who got one after a day: one that still keeps the next at a distance. */
async function readRecentNotices(db: Db, after: Day): Promise<Map<number, Day>> {
  const rows = await db
    .select({ customerId: notices.customerId, on: sql<Day>`max(${notices.issuedOn})::text` })
    .from(notices)
    .where(and(eq(notices.state, 'issued'), gt(notices.issuedOn, after)))
    .groupBy(notices.customerId);
  return new Map(rows.map((row) => [row.customerId, row.on]));
}
