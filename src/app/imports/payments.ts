// Payments from a file: known by their external id, so that the same file again changes nothing.

import { isOwnPaymentId } from '../../core/payment.ts';
import {
  type CustomerRecord,
  customersByNumber,
  type InvoiceRecord,
  insertPayments,
  invoicesByNumber,
  type NewPayment,
  type PaymentRecord,
  paymentsByExternalId,
} from '../../db/ingest.ts';
import { refreshOpen } from '../api/events.ts';
import type { PaymentRow, Problem } from '../ingest/index.ts';
import type { Work } from '../use-case.ts';
import type { Applied } from './customers.ts';
import { recordProblem } from './report.ts';

export async function applyPayments(
  work: Work,
  rows: readonly PaymentRow[],
  importId: number | null,
): Promise<Applied> {
  const known = await paymentsByExternalId(
    work.db,
    rows.map((row) => row.externalId),
  );
  const invoices = await invoicesByNumber(
    work.db,
    rows.flatMap((row) => row.invoiceNumber ?? []),
  );
  const customers = await customersByNumber(
    work.db,
    rows.flatMap((row) => row.customerNumber ?? []),
  );
  const applied: Applied = { added: 0, changed: 0, unchanged: 0, problems: [], customerIds: [] };
  const fresh: NewPayment[] = [];
  for (const row of rows) {
    const invoice = row.invoiceNumber === null ? undefined : invoices.get(row.invoiceNumber);
    const customer = row.customerNumber === null ? undefined : customers.get(row.customerNumber);
    const before = known.get(row.externalId);
    const problem =
      problemOf(row, invoice, customer) ?? (before === undefined ? idProblemOf(row) : conflictOf(row, before, invoice));
    if (problem !== null) applied.problems.push(problem);
    else if (before !== undefined) applied.unchanged += 1;
    else {
      fresh.push(newPayment(row, invoice, customer));
      const customerId = invoice?.customerId ?? customer?.id;
      if (customerId !== undefined) applied.customerIds.push(customerId);
    }
  }
  await insertPayments(work.db, fresh, { importId, at: work.now, by: work.ctx.actor.name });
  await refreshOpen(work, [...new Set(fresh.flatMap((payment) => payment.invoiceId ?? []))]);
  applied.added = fresh.length;
  return applied;
}

function newPayment(
  row: PaymentRow,
  invoice: InvoiceRecord | undefined,
  customer: CustomerRecord | undefined,
): NewPayment {
  return {
    externalId: row.externalId,
    invoiceId: invoice?.id ?? null,
    customerId: invoice?.customerId ?? customer?.id ?? null,
    amountCents: row.amountCents,
    currency: row.currency,
    valueOn: row.valueOn,
    postedOn: row.postedOn,
    method: row.method,
    text: row.text,
  };
}

function problemOf(
  row: PaymentRow,
  invoice: InvoiceRecord | undefined,
  customer: CustomerRecord | undefined,
): Problem | null {
  const at = (value: string | null, en: string, de: string) => recordProblem(row.line, value, { en, de });
  if (row.invoiceNumber !== null && invoice === undefined) {
    const en = `Invoice ${row.invoiceNumber} is not on record. Import the invoices first.`;
    const de = `Rechnung ${row.invoiceNumber} ist nicht erfasst. Bitte zuerst die Rechnungen einlesen.`;
    return at(row.invoiceNumber, en, de);
  }
  if (row.customerNumber !== null && customer === undefined) {
    const en = `Customer ${row.customerNumber} is not on record. Import the customers first.`;
    const de = `Kunde ${row.customerNumber} ist nicht erfasst. Bitte zuerst die Kunden einlesen.`;
    return at(row.customerNumber, en, de);
  }
  if (invoice === undefined) return null;
  if (customer !== undefined && invoice.customerId !== customer.id) {
    const en = `Invoice ${invoice.number} belongs to another customer than ${row.customerNumber}.`;
    return at(
      row.customerNumber,
      en,
      `Rechnung ${invoice.number} gehört einem anderen Kunden als ${row.customerNumber}.`,
    );
  }
  if (invoice.currency !== row.currency) {
    const en = `The payment is in ${row.currency}, invoice ${invoice.number} in ${invoice.currency}.`;
    const de = `Die Zahlung ist in ${row.currency}, Rechnung ${invoice.number} in ${invoice.currency}.`;
    return at(row.currency, en, de);
  }
  return null;
}

/** An id like ours would stand in the way of a payment to come; what we wrote ourselves may come back. */
function idProblemOf({ line, externalId }: PaymentRow): Problem | null {
  if (!isOwnPaymentId(externalId)) return null;
  return recordProblem(line, externalId, {
    en: `Ids that begin like ${externalId} are given out by this program alone. Choose another one for the payment.`,
    de: `Kennungen, die wie ${externalId} beginnen, vergibt nur dieses Programm. Bitte der Zahlung eine andere geben.`,
  });
}

function conflictOf(row: PaymentRow, before: PaymentRecord, invoice: InvoiceRecord | undefined): Problem | null {
  const same =
    before.amountCents === row.amountCents &&
    before.currency === row.currency &&
    before.valueOn === row.valueOn &&
    (invoice === undefined || before.invoiceId === invoice.id);
  if (same) return null;
  return recordProblem(row.line, row.externalId, {
    en: `Payment ${row.externalId} is on record with another amount, day or invoice. It was left as it is.`,
    de: `Zahlung ${row.externalId} ist mit anderem Betrag, Tag oder anderer Rechnung erfasst. Sie blieb, wie sie ist.`,
  });
}
