// The whole truth about some customers, read from the tables that are the truth (payments, credit notes, passages,
// blocks ...), never from the copies on the invoice. Used to issue, to explain, to forecast and to plan grouped
// notices.

import { and, ne, or } from 'drizzle-orm';
import type { IssuedNotice } from '../../core/amounts.ts';
import type { Calendar } from '../../core/calendar.ts';
import type { Day } from '../../core/day.ts';
import { type InvoiceTruth, progressOf } from '../../core/position.ts';
import type { CustomerFacts } from '../../core/run.ts';
import { among } from '../among.ts';
import { type AsOf, recordedBy, rowsAsOf } from '../as-of.ts';
import { readLevelPositions } from '../plans.ts';
import { customers, invoices } from '../schema/index.ts';
import type { Db } from '../store.ts';
import { readHolds, readInterestWaived } from './holds.ts';
import { freeMoneyByCustomer, readMoney } from './money.ts';
import { readNotices } from './notices.ts';
import { readPassages } from './passages.ts';

export type CustomerRow = typeof customers.$inferSelect;

export interface CustomerTruth {
  row: CustomerRow;
  /** His own plan, else the default one. */
  planId: number;
  facts: CustomerFacts<InvoiceTruth>;
  /** Issued notices that stand, oldest first. */
  notices: (IssuedNotice & { currency: string })[];
}

export interface TruthQuery {
  customerIds: readonly number[];
  /** Invoices to read even when nothing is open on them any more. */
  invoiceIds?: readonly number[];
  asOf?: AsOf;
  today: Day;
  calendar: Calendar;
  dunAllCustomers: boolean;
  defaultPlanId: number;
  /** How each plan counts, for the day from which the next level runs. */
  countFromOfPlan: ReadonlyMap<number, Parameters<typeof progressOf>[2]>;
}

/** Reads customers by id, with their open invoices (and those asked for), in the order of their ids. */
export async function readCustomerTruths(db: Db, query: TruthQuery): Promise<CustomerTruth[]> {
  const asOf = query.asOf ?? null;
  const ids = [...new Set(query.customerIds)];
  if (ids.length === 0) return [];
  const present = await db.select().from(customers).where(among(customers.id, ids)).orderBy(customers.id);
  const rows = await rowsAsOf(db, 'customer', present, asOf);
  const invoiceRows = await readInvoiceRows(db, query, asOf);
  const invoiceIds = invoiceRows.map((row) => row.id);
  const money = await readMoney(db, { customerIds: ids, invoiceIds, today: query.today, asOf });
  const notices = await readNotices(db, ids, asOf);
  const passages = await readPassages(db, invoiceIds, await readLevelPositions(db, asOf), asOf);
  const holds = await readHolds(db, { customerIds: ids, invoiceIds, undelivered: notices.undelivered, asOf });
  const interestWaived = await readInterestWaived(db, invoiceIds, asOf);
  const free = freeMoneyByCustomer(money);
  const invoicesOf = Map.groupBy(invoiceRows, (invoice) => invoice.customerId);
  return rows.map((row) => {
    const planId = row.planId ?? query.defaultPlanId;
    const countFrom = query.countFromOfPlan.get(planId) ?? 'previous_notice';
    const own = invoicesOf.get(row.id) ?? [];
    const truths = own.map((invoice): InvoiceTruth => {
      const settlements = money.settlements.get(invoice.id) ?? [];
      const settled = settlements.reduce((sum, settlement) => sum + settlement.cents, 0);
      const passed = (passages.get(invoice.id) ?? []).filter((passage) => passage.cycle === invoice.cycle);
      return {
        id: invoice.id,
        number: invoice.number,
        currency: invoice.currency,
        issuedOn: invoice.issuedOn,
        dueDate: invoice.dueDate,
        grossCents: invoice.grossCents,
        openCents: invoice.grossCents - settled,
        cycle: invoice.cycle,
        paymentReference: invoice.paymentReference,
        settlements,
        interestWaived: interestWaived.get(invoice.id) ?? [],
        passages: passed,
        holds: holds.ofInvoice(invoice.id),
        ...progressOf(invoice.dueDate, passed, countFrom),
      };
    });
    return {
      row,
      planId,
      notices: notices.ofCustomer.get(row.id) ?? [],
      facts: {
        id: row.id,
        holds: {
          blocks: [...holds.all, ...(holds.ofCustomer.get(row.id) ?? [])],
          activated: query.dunAllCustomers || row.activated,
        },
        lastNoticeOn: notices.lastOn.get(row.id) ?? null,
        lastStatementOn: notices.lastStatementOn.get(row.id) ?? {},
        unmatchedCents: withOverpayments(free.get(row.id) ?? {}, truths),
        invoices: truths,
      },
    };
  });
}

/** What was paid beyond an invoice is the customer's free money, too. */
function withOverpayments(free: Readonly<Record<string, number>>, truths: readonly InvoiceTruth[]) {
  const byCurrency = { ...free };
  for (const { currency, openCents } of truths) {
    if (openCents < 0) byCurrency[currency] = (byCurrency[currency] ?? 0) - openCents;
  }
  return byCurrency;
}

type InvoiceRow = typeof invoices.$inferSelect;

/**
 * Now: what is not settled, and what was asked for. For a past instant all of the customer: it may have been open then.
 */
async function readInvoiceRows(db: Db, query: TruthQuery, asOf: AsOf): Promise<InvoiceRow[]> {
  const wanted = query.invoiceIds ?? [];
  const unsettled =
    wanted.length === 0 ? ne(invoices.openCents, 0) : or(ne(invoices.openCents, 0), among(invoices.id, wanted));
  const rows = await db
    .select()
    .from(invoices)
    .where(
      and(
        among(invoices.customerId, [...new Set(query.customerIds)]),
        asOf === null ? unsettled : undefined,
        recordedBy(invoices.recordedAt, asOf),
      ),
    )
    .orderBy(invoices.dueDate, invoices.id);
  const invoicesOnly = rows.filter((row) => row.kind === 'invoice');
  return rowsAsOf(db, 'invoice', invoicesOnly, asOf);
}
