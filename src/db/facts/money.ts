// What has settled invoices, and the money of customers that settles none of them.

import { and, eq, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Day } from '../../core/day.ts';
import type { Settlement } from '../../core/interest.ts';
import { among } from '../among.ts';
import { type AsOf, recordedBy } from '../as-of.ts';
import { invoices, payments } from '../schema/index.ts';
import type { Db } from '../store.ts';

export interface Money {
  /** Payments by value date and credits by their date, per invoice, oldest first. */
  settlements: Map<number, Settlement[]>;
  /** Unmatched payments and free credit notes; what was paid beyond an invoice follows from its settlements. */
  free: { customerId: number; currency: string; cents: number }[];
}

export async function readMoney(
  db: Db,
  query: { customerIds: readonly number[]; invoiceIds: readonly number[]; today: Day; asOf: AsOf },
): Promise<Money> {
  const customerIds = [...query.customerIds];
  const credits = await db
    .select()
    .from(invoices)
    .where(
      and(
        among(invoices.customerId, customerIds),
        eq(invoices.kind, 'credit_note'),
        // Set against an invoice a credit counts from when it is recorded, like a payment; free money from its own day.
        or(isNotNull(invoices.appliesToId), lte(invoices.issuedOn, query.today)),
        recordedBy(invoices.recordedAt, query.asOf),
      ),
    )
    .orderBy(invoices.issuedOn, invoices.id);
  const ids = [...query.invoiceIds, ...credits.map((credit) => credit.id)];
  const paid = await db
    .select()
    .from(payments)
    .where(
      and(
        or(
          ids.length === 0 ? undefined : among(payments.invoiceId, ids),
          and(isNull(payments.invoiceId), among(payments.customerId, customerIds)),
        ),
        recordedBy(payments.recordedAt, query.asOf),
      ),
    )
    .orderBy(payments.valueOn, payments.id);
  const settlements = new Map<number, Settlement[]>();
  const free: Money['free'] = [];
  for (const payment of paid) {
    if (payment.invoiceId !== null)
      add(settlements, payment.invoiceId, { on: payment.valueOn, cents: payment.amountCents });
    else if (payment.customerId !== null) {
      free.push({ customerId: payment.customerId, currency: payment.currency, cents: payment.amountCents });
    }
  }
  for (const credit of credits) {
    if (credit.appliesToId !== null) {
      add(settlements, credit.appliesToId, { on: credit.issuedOn, cents: credit.grossCents });
      continue;
    }
    const refunded = (settlements.get(credit.id) ?? []).reduce((sum, payment) => sum + payment.cents, 0);
    free.push({ customerId: credit.customerId, currency: credit.currency, cents: credit.grossCents - refunded });
  }
  for (const list of settlements.values()) list.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return { settlements, free };
}

/** Free money of each customer by currency; a customer without any is missing. */
export function freeMoneyByCustomer(money: Money): Map<number, Record<string, number>> {
  const byCustomer = new Map<number, Record<string, number>>();
  for (const { customerId, currency, cents } of money.free) {
    const own = byCustomer.get(customerId) ?? {};
    own[currency] = (own[currency] ?? 0) + cents;
    byCustomer.set(customerId, own);
  }
  return byCustomer;
}

function add(map: Map<number, Settlement[]>, id: number, settlement: Settlement): void {
  const list = map.get(id);
  if (list === undefined) map.set(id, [settlement]);
  else list.push(settlement);
}
