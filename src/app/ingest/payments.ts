// One row of a payments file: typed, or the list of what is wrong with it; and the ids of payments that brought none.

import { createHash } from 'node:crypto';
import {
  type Cells,
  type MoneyReading,
  readChoice,
  readDay,
  readText,
  requireAmount,
  requireCurrency,
} from './cells.ts';
import { PAYMENT_METHOD } from './choices.ts';
import type { PaymentField } from './column-names.ts';
import { NUMBER_LENGTH, TEXT_LENGTH } from './limits.ts';
import { flawOf } from './text.ts';
import type { PaymentRow } from './types.ts';

type PaymentCells = Cells<PaymentField>;

/** A payment whose id may still be missing. */
export type PaymentDraft = Omit<PaymentRow, 'externalId'> & { externalId: string | null };

const ID_LENGTH = 120;
const HASH_LENGTH = 32;

/** The payment of a row; null when `cells.problems` says what is wrong. */
export function readPayment(cells: PaymentCells, money: MoneyReading): PaymentDraft | null {
  const externalId = readText(cells, 'externalId', ID_LENGTH);
  const invoiceNumber = readText(cells, 'invoiceNumber', NUMBER_LENGTH);
  const customerNumber = readText(cells, 'customerNumber', NUMBER_LENGTH);
  if (cells.text('invoiceNumber') + cells.text('customerNumber') === '') {
    cells.reject(null, 'unassigned', 'The row names neither an invoice nor a customer, so the payment is nobody’s.');
  }
  const currency = requireCurrency(cells, 'currency', money);
  const amountCents = currency === null ? null : requireAmount(cells, 'amount', currency, money);
  if (amountCents === 0) cells.reject('amount', 'amount_zero', 'A payment of nothing is no payment. Remove the row.');
  const valueOn = readDay(cells, 'valueOn');
  const postedOn = readDay(cells, 'postedOn');
  if (cells.text('valueOn') + cells.text('postedOn') === '') {
    const field = cells.has('valueOn') ? 'valueOn' : 'postedOn';
    cells.reject(field, 'required', 'The payment has no day.');
  }
  const method = readChoice(cells, 'method', PAYMENT_METHOD) ?? 'other';
  const text = readRemittance(cells);
  // One of the two days is enough: most exports have only one.
  const value = valueOn ?? postedOn;
  const posted = postedOn ?? valueOn;
  if (cells.problems.length > 0 || currency === null || amountCents === null || value === null || posted === null)
    return null;
  const about = { externalId, invoiceNumber, customerNumber, amountCents, currency };
  return { line: cells.line, ...about, valueOn: value, postedOn: posted, method, text };
}

/**
 * The payments with an id each: the file's own, else one made from the content.
 *
 * Payments that are alike in everything are told apart by their order among themselves, so that two equal instalments
 * of a day stay two, and the same file imported again gives the same ids whatever its columns or line ends.
 */
export function withExternalIds(drafts: readonly PaymentDraft[]): PaymentRow[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    if (draft.externalId !== null) return { ...draft, externalId: draft.externalId };
    const { invoiceNumber, customerNumber, amountCents, currency, valueOn, postedOn, text } = draft;
    const content = JSON.stringify([invoiceNumber, customerNumber, amountCents, currency, valueOn, postedOn, text]);
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    const hash = createHash('sha256').update(`${content}#${occurrence}`).digest('hex');
    return { ...draft, externalId: `row-${hash.slice(0, HASH_LENGTH)}` };
  });
}

/** Banks break their texts into lines; here they are one. */
function readRemittance(cells: PaymentCells): string | null {
  const text = cells.text('text').replace(/\s+/g, ' ');
  if (text === '') return null;
  const flaw = flawOf(text, TEXT_LENGTH);
  return flaw === null ? text : cells.reject('text', flaw.code, flaw.reason);
}
