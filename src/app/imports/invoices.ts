// Invoices and credit notes from a file: added by number; one that is on record with other content is reported, since
// an issued notice may rest on it.

import { formatAmount } from '../../core/money.ts';
import {
  type CustomerRecord,
  customersByNumber,
  type InvoiceRecord,
  insertInvoices,
  invoicesByNumber,
  type NewInvoice,
} from '../../db/ingest.ts';
import { readDefaultPlanId } from '../../db/plans.ts';

import { refreshOpen } from '../api/events.ts';
import { refusal } from '../errors.ts';
import type { InvoiceRow, Problem } from '../ingest/index.ts';
import type { Texts } from '../refusals/say.ts';
import type { Work } from '../use-case.ts';
import type { Applied } from './customers.ts';
import { recordProblem } from './report.ts';

export async function applyInvoices(
  work: Work,
  rows: readonly InvoiceRow[],
  importId: number | null,
  /** A list of open items: without a column for the open amount its amounts are what is open. */
  isList = false,
): Promise<Applied> {
  const defaultPlanId = await readDefaultPlanId(work.db);
  if (defaultPlanId === null) throw refusal('no_default_plan');
  const customers = await customersByNumber(
    work.db,
    rows.map((row) => row.customerNumber),
  );
  const known = await invoicesByNumber(
    work.db,
    rows.flatMap((row) => (row.appliesTo === null ? [row.number] : [row.number, row.appliesTo])),
  );
  const applied: Applied = { added: 0, changed: 0, unchanged: 0, problems: [], customerIds: [] };
  // Invoices first: a credit note of the same file may be set against one of them.
  const inOrder = [...rows].sort((a, b) => Number(a.kind === 'credit_note') - Number(b.kind === 'credit_note'));
  const pending: { row: InvoiceRow; invoice: NewInvoice }[] = [];
  for (const row of inOrder) {
    const before = known.get(row.number);
    const customer = customers.get(row.customerNumber);
    const problem =
      before === undefined ? problemOfNew(row, customer) : problemOfKnown(row, before, customer, { known, isList });
    if (problem !== null) applied.problems.push(problem);
    else if (before !== undefined) applied.unchanged += 1;
    else if (customer !== undefined) {
      pending.push({ row, invoice: newInvoice(row, customer, customer.planId ?? defaultPlanId) });
      applied.customerIds.push(customer.id);
    }
  }
  const origin = { importId, at: work.now };
  const plain = pending.filter(({ row }) => row.appliesTo === null).map(({ invoice }) => invoice);
  await insertInvoices(work.db, plain, origin);
  const applying = await applyCredits(
    work,
    pending.filter(({ row }) => row.appliesTo !== null),
    known,
    applied.problems,
    origin,
  );
  applied.added = plain.length + applying;
  return applied;
}

/** Credit notes set against an invoice: it must be the same customer's, in the same currency. Returns how many. */
async function applyCredits(
  work: Work,
  pending: readonly { row: InvoiceRow; invoice: NewInvoice }[],
  known: Map<string, InvoiceRecord>,
  problems: Problem[],
  origin: { importId: number | null; at: string },
): Promise<number> {
  if (pending.length === 0) return 0;
  const missing = pending.flatMap(({ row }) => (known.has(row.appliesTo ?? '') ? [] : [row.appliesTo ?? '']));
  for (const [number, invoice] of await invoicesByNumber(work.db, missing)) known.set(number, invoice);
  const credits: NewInvoice[] = [];
  for (const { row, invoice } of pending) {
    const target = known.get(row.appliesTo ?? '');
    const fits = target?.customerId === invoice.customerId && target.currency === invoice.currency;
    if (target === undefined) {
      const de = `Rechnung ${row.appliesTo} ist nicht erfasst.`;
      problems.push(recordProblem(row.line, row.appliesTo, { en: `Invoice ${row.appliesTo} is not on record.`, de }));
    } else if (!fits || target.kind !== 'invoice') {
      const en = `Credit note ${row.number} does not fit invoice ${row.appliesTo}: other customer or currency.`;
      const de = `Gutschrift ${row.number} passt nicht zu Rechnung ${row.appliesTo}: anderer Kunde oder andere Währung.`;
      problems.push(recordProblem(row.line, row.appliesTo, { en, de }));
    } else credits.push({ ...invoice, appliesToId: target.id });
  }
  const ids = await insertInvoices(work.db, credits, origin);
  await refreshOpen(work, [...ids, ...credits.map((credit) => credit.appliesToId ?? 0)]);
  return credits.length;
}

function newInvoice(row: InvoiceRow, customer: CustomerRecord, planId: number): NewInvoice {
  return {
    number: row.number,
    customerId: customer.id,
    kind: row.kind,
    issuedOn: row.issuedOn,
    dueDate: row.dueDate,
    currency: row.currency,
    grossCents: row.grossCents,
    appliesToId: null,
    paymentReference: row.paymentReference,
    discount: row.discount ?? null,
    planId,
  };
}

function problemOfNew(row: InvoiceRow, customer: CustomerRecord | undefined): Problem | null {
  if (customer !== undefined) return null;
  const { customerNumber, number } = row;
  return recordProblem(row.line, customerNumber, {
    en: `Customer ${customerNumber} of invoice ${number} is not on record. Import the customers first.`,
    de: `Kunde ${customerNumber} der Rechnung ${number} ist nicht erfasst. Bitte zuerst die Kunden einlesen.`,
  });
}

interface OnRecord {
  known: ReadonlyMap<string, InvoiceRecord>;
  isList: boolean;
}

function problemOfKnown(
  row: InvoiceRow,
  before: InvoiceRecord,
  customer: CustomerRecord | undefined,
  record: OnRecord,
): Problem | null {
  const difference = differenceOf(row, before, customer, record);
  if (difference === null) return null;
  return recordProblem(row.line, row.number, {
    en: `Invoice ${row.number} is on record with other content (${difference.en}). It was left as it is.`,
    de: `Rechnung ${row.number} ist mit anderem Inhalt erfasst (${difference.de}). Sie blieb, wie sie ist.`,
  });
}

function differenceOf(
  row: InvoiceRow,
  before: InvoiceRecord,
  customer: CustomerRecord | undefined,
  { known, isList }: OnRecord,
): Texts | null {
  if (before.customerId !== customer?.id) return { en: 'another customer', de: 'anderer Kunde' };
  if (before.kind !== row.kind) {
    return before.kind === 'invoice'
      ? { en: 'recorded as invoice', de: 'als Rechnung erfasst' }
      : { en: 'recorded as credit note', de: 'als Gutschrift erfasst' };
  }
  if (before.currency !== row.currency) return instead('currency', 'Währung', before.currency, row.currency);
  const isOpenAmount = isList && row.openCents === undefined;
  if (before.grossCents !== row.grossCents && !isOpenAmount) {
    const amount = (cents: number) => formatAmount(cents, row.currency);
    return instead('gross', 'Betrag', amount(before.grossCents), amount(row.grossCents));
  }
  if (before.dueDate !== row.dueDate) return instead('due', 'fällig am', before.dueDate, row.dueDate);
  if (before.issuedOn !== row.issuedOn) return instead('issued', 'ausgestellt am', before.issuedOn, row.issuedOn);
  // What the file does not say is no difference.
  if (row.appliesTo !== null && known.get(row.appliesTo)?.id !== before.appliesToId) {
    return {
      en: `set against another invoice than ${row.appliesTo}`,
      de: `mit einer anderen Rechnung als ${row.appliesTo} verrechnet`,
    };
  }
  if (row.paymentReference !== null && row.paymentReference !== before.paymentReference) {
    const { en } = instead('payment reference', '', before.paymentReference ?? 'missing', row.paymentReference);
    return { en, de: instead('', 'Zahlungsreferenz', before.paymentReference ?? 'fehlt', row.paymentReference).de };
  }
  return null;
}

function instead(en: string, de: string, before: string, now: string): Texts {
  return { en: `${en} ${before} instead of ${now}`, de: `${de} ${before} statt ${now}` };
}
