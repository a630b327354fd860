// One row of an invoices file: typed, or the list of what is wrong with it.

import type { Day } from '../../core/day.ts';
import {
  type Cells,
  type MoneyReading,
  readChoice,
  readDay,
  readText,
  requireAmount,
  requireCurrency,
  requireDay,
  requireText,
} from './cells.ts';
import { INVOICE_KIND } from './choices.ts';
import type { InvoiceField } from './column-names.ts';
import { NUMBER_LENGTH, REFERENCE_LENGTH } from './limits.ts';
import type { InvoiceKind, InvoiceRow } from './types.ts';

type InvoiceCells = Cells<InvoiceField>;

const NAME_LENGTH = 140;

/** The invoice or credit note of a row; null when `cells.problems` says what is wrong. */
export function readInvoice(cells: InvoiceCells, money: MoneyReading): InvoiceRow | null {
  const number = requireText(cells, 'number', NUMBER_LENGTH);
  const customerNumber = requireText(cells, 'customerNumber', NUMBER_LENGTH);
  // A file without the column, or an empty cell in it, is about invoices; a negative amount is stopped below.
  const kind = readChoice(cells, 'kind', INVOICE_KIND) ?? 'invoice';
  const issuedOn = requireDay(cells, 'issuedOn');
  const dueDate = readDueDate(cells, kind, issuedOn);
  const currency = requireCurrency(cells, 'currency', money);
  const grossCents = currency === null ? null : readGross(cells, kind, currency, money);
  const paymentReference = readText(cells, 'paymentReference', REFERENCE_LENGTH);
  const appliesTo = readAppliesTo(cells, kind, number);
  if (cells.problems.length > 0) return null;
  if (number === null || customerNumber === null || issuedOn === null || dueDate === null) return null;
  if (currency === null || grossCents === null) return null;
  const { line } = cells;
  const named = { number, customerNumber, kind, issuedOn, dueDate, currency, grossCents };
  const row: InvoiceRow = { line, ...named, paymentReference, appliesTo };
  readListColumns(cells, row, money);
  return cells.problems.length > 0 ? null : row;
}

/** Puts into the row what lists of open items say beyond an invoice: open amount, customer's name, cash discount. */
function readListColumns(cells: InvoiceCells, row: InvoiceRow, money: MoneyReading): void {
  const { currency, grossCents, kind } = row;
  const openCents = cells.text('open') === '' ? null : requireAmount(cells, 'open', currency, money);
  if (openCents !== null && (openCents < 0 || openCents > grossCents)) {
    cells.reject('open', 'contradiction', {
      en: 'More is open than the invoice is over, or less than nothing.',
      de: 'Es ist mehr offen, als die Rechnung beträgt, oder weniger als nichts.',
    });
  }
  const customerName = readText(cells, 'customerName', NAME_LENGTH);
  const cents = cells.text('discount') === '' ? null : requireAmount(cells, 'discount', currency, money);
  const until = readDay(cells, 'discountUntil');
  if ((cents === null) !== (until === null)) {
    cells.reject('discount', 'contradiction', {
      en: 'A cash discount needs both: its amount and the day until which it holds.',
      de: 'Skonto braucht beides: den Betrag und den Tag, bis zu dem es gilt.',
    });
  }
  const isUsable = cents !== null && until !== null && kind === 'invoice';
  if (isUsable && (cents <= 0 || cents >= grossCents)) {
    cells.reject('discount', 'contradiction', {
      en: 'The cash discount must be less than the invoice.',
      de: 'Das Skonto muss kleiner sein als die Rechnung.',
    });
  }
  if (openCents !== null) row.openCents = openCents;
  if (customerName !== null) row.customerName = customerName;
  if (isUsable) row.discount = { cents, until };
}

/** The due date; a credit note needs none, it is due when issued. */
function readDueDate(cells: InvoiceCells, kind: InvoiceKind, issuedOn: Day | null): Day | null {
  const dueDate = kind === 'credit_note' ? (readDay(cells, 'dueDate') ?? issuedOn) : requireDay(cells, 'dueDate');
  if (dueDate !== null && issuedOn !== null && dueDate < issuedOn) {
    return cells.reject(
      'dueDate',
      'due_before_issue',
      `It is due before it was issued (${issuedOn}). Correct one of the two.`,
    );
  }
  return dueDate;
}

/** The gross amount; programs export credit notes with and without a minus, both mean the same here. */
function readGross(cells: InvoiceCells, kind: InvoiceKind, currency: string, money: MoneyReading): number | null {
  const cents = requireAmount(cells, 'gross', currency, money);
  if (cents === 0) return cells.reject('gross', 'amount_zero', 'There is nothing to pay on it. Remove the row.');
  if (cents === null || cents > 0) return cents;
  if (kind === 'credit_note') return -cents;
  const reason =
    'An invoice cannot be negative. If it is a credit note, say so in the column "Kind" (Belegart: Gutschrift).';
  return cells.reject('gross', 'amount_negative', reason);
}

function readAppliesTo(cells: InvoiceCells, kind: InvoiceKind, number: string | null): string | null {
  const appliesTo = readText(cells, 'appliesTo', NUMBER_LENGTH);
  if (appliesTo === null) return null;
  if (kind === 'invoice') {
    return cells.reject('appliesTo', 'contradiction', {
      en: 'Only a credit note is set against another invoice.',
      de: 'Nur eine Gutschrift wird mit einer anderen Rechnung verrechnet.',
    });
  }
  if (appliesTo === number) {
    return cells.reject('appliesTo', 'contradiction', {
      en: 'A credit note cannot be set against itself.',
      de: 'Eine Gutschrift kann nicht mit sich selbst verrechnet werden.',
    });
  }
  return appliesTo;
}
