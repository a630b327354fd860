// A complete list of open items: what it does not name any more has been settled, and what it names with less has been
// paid in part. Such payments are implied, on the list's own day; they say where they come from.

import type { Day } from '../../core/day.ts';
import { formatAmount } from '../../core/money.ts';
import { type InvoiceRecord, insertPayments, invoicesByNumber, type NewPayment } from '../../db/ingest.ts';
import { openInvoiceRows } from '../../db/match-facts.ts';
import { refreshOpen } from '../api/events.ts';
import { refusal } from '../errors.ts';
import type { InvoiceRow, Problem } from '../ingest/index.ts';
import type { Work } from '../use-case.ts';
import { recordProblem } from './report.ts';

export interface ListOptions {
  on: Day;
  /** The list is complete: what it does not name is settled. False: it only says what is open on some. */
  complete: boolean;
  /** A person has seen that more than half of the open invoices would be closed. */
  closeMany: boolean;
}

export interface Closed {
  /** Invoices that the list does not name any more. */
  closed: number;
  /** Invoices of which it names less. */
  reduced: number;
  problems: Problem[];
  customerIds: number[];
}

/** Brings the open amounts in step with the list, after its new invoices were added. */
export async function applyList(
  work: Work,
  rows: readonly InvoiceRow[],
  importId: number,
  options: ListOptions,
): Promise<Closed> {
  const listed = new Map(rows.map((row) => [row.number, row]));
  const open = await openInvoiceRows(work.db);
  const missing = options.complete ? open.filter((invoice) => !listed.has(invoice.number)) : [];
  // Those the list has just brought are not among the ones it could close.
  if (missing.length * 2 > open.length && missing.length > 1 && !options.closeMany) {
    throw refusal('would_close_many', { closes: missing.length, open: open.length });
  }
  const payments: NewPayment[] = missing.map((invoice) => implied(invoice, invoice.openCents, importId, options.on));
  const problems: Problem[] = [];
  const known = await invoicesByNumber(work.db, [...listed.keys()]);
  for (const [number, row] of listed) {
    const invoice = known.get(number);
    if (invoice === undefined || invoice.kind !== 'invoice') continue;
    const openCents = row.openCents ?? (options.complete ? row.grossCents : invoice.openCents);
    if (openCents < invoice.openCents)
      payments.push(implied(invoice, invoice.openCents - openCents, importId, options.on));
    else if (openCents > invoice.openCents) problems.push(moreOpen(row, invoice, openCents));
  }
  await insertPayments(work.db, payments, { importId, at: work.now, by: work.ctx.actor.name });
  await refreshOpen(work, [...new Set(payments.flatMap((payment) => payment.invoiceId ?? []))]);
  const customerIds = [...new Set(payments.flatMap((payment) => payment.customerId ?? []))];
  return { closed: missing.length, reduced: payments.length - missing.length, problems, customerIds };
}

function implied(
  invoice: Pick<InvoiceRecord, 'id' | 'customerId' | 'currency'>,
  amountCents: number,
  importId: number,
  on: Day,
): NewPayment {
  return {
    externalId: `list:${importId}:${invoice.id}`,
    invoiceId: invoice.id,
    customerId: invoice.customerId,
    amountCents,
    currency: invoice.currency,
    valueOn: on,
    postedOn: on,
    // How it was paid the list does not say; its day proves freshness, not this payment.
    method: 'other',
    text: `settled by the list of ${on}`,
  };
}

function moreOpen(row: InvoiceRow, invoice: InvoiceRecord, openCents: number): Problem {
  const amount = (cents: number) => `${formatAmount(cents, invoice.currency)} ${invoice.currency}`;
  const [there, here] = [amount(openCents), amount(invoice.openCents)];
  return recordProblem(row.line, row.number, {
    en:
      `On invoice ${row.number} ${there} are open by the list, ${here} here. ` +
      'If a payment came back, record it; nothing was changed.',
    de:
      `Auf Rechnung ${row.number} sind laut Liste ${there} offen, hier ${here}. ` +
      'Kam eine Zahlung zurück, bitte erfassen; geändert wurde nichts.',
  });
}
