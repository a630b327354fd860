// Payments on record, the newest first, with what they were booked on; a page from an id on.

import { and, desc, eq, lt } from 'drizzle-orm';
import { customers, invoices, payments } from './schema/index.ts';
import type { Db } from './store.ts';

export async function listPaymentRows(
  db: Db,
  { customerId, invoiceId }: { customerId: number | undefined; invoiceId: number | undefined },
  { before, limit }: { before: number | undefined; limit: number },
) {
  return db
    .select({
      id: payments.id,
      externalId: payments.externalId,
      invoice: invoices.number,
      customer: customers.number,
      amountCents: payments.amountCents,
      currency: payments.currency,
      valueOn: payments.valueOn,
      postedOn: payments.postedOn,
      method: payments.method,
      text: payments.text,
      bankEntry: payments.bankEntryId,
      recordedAt: payments.recordedAt,
      recordedBy: payments.recordedBy,
    })
    .from(payments)
    .leftJoin(invoices, eq(invoices.id, payments.invoiceId))
    .leftJoin(customers, eq(customers.id, payments.customerId))
    .where(
      and(
        customerId === undefined ? undefined : eq(payments.customerId, customerId),
        invoiceId === undefined ? undefined : eq(payments.invoiceId, invoiceId),
        before === undefined ? undefined : lt(payments.id, before),
      ),
    )
    .orderBy(desc(payments.id))
    .limit(limit);
}
