// E-invoices that were read become customers, invoices and originals; part of a transaction.

import { createHash } from 'node:crypto';
import { addDays, type Day } from '../../core/day.ts';
import { saveOriginal } from '../../db/documents.ts';
import { customersByNumber, customersNamed, insertImport, setImportCounts } from '../../db/ingest.ts';
import { findInvoice } from '../../db/lookups.ts';
import { daysInTerms, discountInTerms } from '../e-invoices/terms.ts';
import type { EInvoice, EInvoiceFile } from '../e-invoices/types.ts';
import type { CustomerRow, InvoiceRow, Problem } from '../ingest/index.ts';
import { customerNamed } from '../ingest/made-rows.ts';
import { matchWaiting } from '../matching/again.ts';
import { told } from '../refusals/rows.ts';
import type { Texts } from '../refusals/say.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { noteChanges, type Work } from '../use-case.ts';
import { applyCustomers } from './customers.ts';
import { applyInvoices } from './invoices.ts';
import type { ImportReport } from './report.ts';

interface Outcome {
  problems: Problem[];
  assumptions: string[];
}

export async function importEInvoices(work: Work, name: string, files: readonly EInvoiceFile[]): Promise<ImportReport> {
  const importId = await insertImport(work.db, {
    kind: 'e_invoice',
    fileName: name,
    counts: {},
    importedAt: work.now,
    importedBy: work.ctx.actor.name,
  });
  const outcome: Outcome = { problems: [], assumptions: [] };
  const rows: InvoiceRow[] = [];
  const taken = onceEach(files, outcome);
  for (const { invoice, notes } of taken) {
    outcome.assumptions.push(...notes);
    const row = await rowOf(work, invoice, outcome);
    if (row !== null) rows.push(row);
  }
  const applied = await applyInvoices(work, rows, importId);
  for (const file of taken) await keepOriginal(work, file);
  const again = await matchWaiting(work, { invoices: rows });
  const customerIds = [...new Set([...applied.customerIds, ...again.customerIds])];
  const { withdrawn } = await reviewAfterChange(work, { customerIds });
  const problems = [...outcome.problems, ...applied.problems.map((problem) => ({ ...problem, place: name, line: 0 }))];
  const { added, changed, unchanged } = applied;
  const counts = { rows: files.length, added, changed, unchanged, closed: 0, problems: problems.length };
  await setImportCounts(work.db, importId, counts);
  await noteChanges(work, 'file.import', [
    { entity: 'import', entityId: String(importId), after: { kind: 'e_invoice', file: name, ...counts } },
  ]);
  const { assumptions } = outcome;
  const rest = { withdrawnProposals: withdrawn, matchedAgain: again.booked, statement: null, dryRun: false };
  return { kind: 'e_invoice', file: name, importId, ...counts, problems, assumptions, ...rest };
}

/** Each invoice once: an archive may hold it twice, as XML and within its PDF. Two that differ are both left out. */
function onceEach(files: readonly EInvoiceFile[], outcome: Outcome): EInvoiceFile[] {
  return [...Map.groupBy(files, ({ invoice }) => invoice.number)].flatMap(([number, alike]) => {
    const [first, second] = alike;
    if (first === undefined || second === undefined) return alike;
    const same = alike.every(({ invoice }) => JSON.stringify(invoice) === JSON.stringify(first.invoice));
    const said = same
      ? {
          en: `Invoice ${number} is in it ${alike.length} times; it counts once.`,
          de: `Rechnung ${number} ist ${alike.length} Mal darin; sie zählt einmal.`,
        }
      : {
          en: `Invoice ${number} is in it with different content; none was taken.`,
          de: `Rechnung ${number} ist mit verschiedenem Inhalt darin; keine wurde übernommen.`,
        };
    const code = same ? 'repeated' : 'conflict';
    outcome.problems.push({ line: 0, place: number, column: null, value: null, ...told(said), code });
    return same ? [alike.find((file) => file.pdf !== null) ?? first] : [];
  });
}

async function rowOf(work: Work, invoice: EInvoice, outcome: Outcome): Promise<InvoiceRow | null> {
  const report = (said: Texts, code: Problem['code'] = 'conflict'): null => {
    outcome.problems.push({ line: 0, place: invoice.number, column: null, value: null, ...told(said), code });
    return null;
  };
  const stranger = strangeSeller(work, invoice);
  if (stranger !== null) return report(stranger);
  if (invoice.payableCents === 0) {
    const de = `Auf ${invoice.number} ist nichts zu zahlen.`;
    return report({ en: `Nothing is to be paid on ${invoice.number}.`, de }, 'amount_zero');
  }
  if (invoice.payableCents < 0) {
    const en = `The amount due of ${invoice.number} is negative: enter it as a credit note in a CSV file.`;
    const de = `Der Zahlbetrag von ${invoice.number} ist negativ: bitte als Gutschrift in einer CSV-Datei einlesen.`;
    return report({ en, de }, 'amount_negative');
  }
  const dueDate = dueDateOf(invoice, outcome.assumptions);
  if (dueDate === null) {
    const de = `Rechnung ${invoice.number} nennt weder Fälligkeit noch Zahlungsfrist.`;
    return report({ en: `Invoice ${invoice.number} says neither a due date nor days to pay.`, de }, 'required');
  }
  if (dueDate < invoice.issuedOn) {
    const de = `Rechnung ${invoice.number} ist fällig, bevor sie ausgestellt ist.`;
    return report({ en: `Invoice ${invoice.number} is due before it is issued.`, de }, 'due_before_issue');
  }
  if (invoice.prepaidCents !== 0) {
    outcome.assumptions.push(`Of ${invoice.number} a part is paid already: the amount due (BT-115) is what is open.`);
  }
  const { number, kind, issuedOn, currency, payableCents, paymentReference } = invoice;
  const preceding = kind === 'credit_note' ? invoice.precedingInvoice : null;
  // A correction of an invoice that nobody knows here is free money of the customer.
  const appliesTo = preceding === null || (await findInvoice(work.db, preceding)) === null ? null : preceding;
  const discount = kind === 'invoice' && invoice.terms !== null ? discountInTerms(invoice.terms, invoice) : null;
  const customerNumber = await customerFor(work, invoice, outcome.assumptions);
  const row = { line: 0, number, customerNumber, kind, issuedOn, dueDate, currency, grossCents: payableCents };
  return { ...row, paymentReference, appliesTo, discount };
}

/** A supplier's invoice dropped by mistake must never be dunned: its seller is somebody else. */
function strangeSeller({ organisation }: Work, { seller, number }: EInvoice): Texts | null {
  const own = (organisation.vatId ?? '').replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const sameName = seller.name.toLowerCase() === organisation.name.toLowerCase();
  const sameVat = own !== '' && seller.vatId === own;
  if (sameName || sameVat) return null;
  if (seller.vatId !== null && own !== '') {
    return {
      en: `Invoice ${number} was issued by ${seller.name} (${seller.vatId}), not by ${organisation.name} (${own}).`,
      de: `Rechnung ${number} ist von ${seller.name} (${seller.vatId}), nicht von ${organisation.name} (${own}).`,
    };
  }
  return {
    en: `Invoice ${number} was issued by ${seller.name}, not by ${organisation.name}: it is none of yours.`,
    de: `Rechnung ${number} ist von ${seller.name}, nicht von ${organisation.name}: es ist keine von Ihnen.`,
  };
}

function dueDateOf({ number, kind, issuedOn, dueDate, terms }: EInvoice, assumptions: string[]): Day | null {
  const days = terms === null ? null : daysInTerms(terms);
  if (dueDate !== null) {
    if (dueDate === issuedOn && days !== null && days > 0) {
      assumptions.push(
        `Invoice ${number} is due on its issue date, but its terms say ${days} days: the due date counts.`,
      );
    }
    return dueDate;
  }
  if (kind === 'credit_note') return issuedOn;
  if (days === null) return null;
  const due = addDays(issuedOn, days);
  assumptions.push(`Invoice ${number} has no due date: from its terms (${days} days) it is due on ${due}.`);
  return due;
}

/** The number of the buyer: by his id, else by his name where exactly one customer has it, else a new customer. */
async function customerFor(work: Work, { buyer, number }: EInvoice, assumptions: string[]): Promise<string> {
  if (buyer.id !== null && (await customersByNumber(work.db, [buyer.id])).has(buyer.id)) return buyer.id;
  const named = await customersNamed(work.db, buyer.name);
  const [only, second] = named;
  if (buyer.id === null && only !== undefined && second === undefined) return only.number;
  const fresh = buyer.id ?? buyer.vatId ?? `E-${hashOf(`${buyer.name} ${buyer.postalCode ?? ''}`).slice(0, 8)}`;
  if ((await customersByNumber(work.db, [fresh])).has(fresh)) return fresh;
  await applyCustomers(work, [customerRow(fresh, buyer)]);
  assumptions.push(`Customer ${fresh} (${buyer.name}) is new with invoice ${number}; look at his address and kind.`);
  return fresh;
}

/** A VAT id is a hint that the buyer is a business, not proof: his kind stays unconfirmed. */
function customerRow(number: string, buyer: EInvoice['buyer']): CustomerRow {
  const { name, extra, street, postalCode, city, country, email } = buyer;
  const address = { extra: extra.slice(0, 3), street, postalCode, city, country };
  return { ...customerNamed(number, name), ...address, emailsTo: email === null ? [] : [email] };
}

/** The PDF as the original of its invoice, once the invoice is on record. */
async function keepOriginal(work: Work, { invoice, pdf }: EInvoiceFile): Promise<void> {
  if (pdf === null) return;
  const row = await findInvoice(work.db, invoice.number);
  if (row === null || row.grossCents !== invoice.payableCents) return;
  const fileName = pdf.name.toLowerCase().endsWith('.pdf') ? pdf.name : `${pdf.name}.pdf`;
  const sha256 = createHash('sha256').update(pdf.bytes).digest('hex');
  await saveOriginal(work.db, { invoiceId: row.id, fileName, sha256, content: pdf.bytes, recordedAt: work.now });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').toUpperCase();
}
