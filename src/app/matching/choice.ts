// What a person chose for a booking, checked against what is open now: the candidate may be days old.

import type { Allocation, Candidate } from '../../core/match-types.ts';
import { parseAmount } from '../../core/money.ts';
import type { BankEntryRow } from '../../db/bank.ts';
import { bookableInvoices, openAmounts } from '../../db/match-facts.ts';
import { lockInvoices } from '../../db/progress.ts';
import { refusal, wrongField } from '../errors.ts';
import { invoiceOf } from '../lookups.ts';
import type { Work } from '../use-case.ts';

export interface Choice {
  candidate?: number | undefined;
  invoices?: readonly { invoice: string; amount?: string | undefined }[] | undefined;
  writeOffRest: boolean;
}

export async function chosenCandidate(work: Work, row: BankEntryRow, choice: Choice): Promise<Candidate> {
  const chosen =
    choice.candidate === undefined
      ? await fromNumbers(work, row, choice.invoices ?? [])
      : await stillValid(work, row, row.candidates[choice.candidate]);
  return choice.writeOffRest ? withRestWrittenOff(work, row, chosen) : chosen;
}

/** A candidate as it was offered, unless its invoices have changed since. */
async function stillValid(work: Work, row: BankEntryRow, candidate: Candidate | undefined): Promise<Candidate> {
  if (candidate === undefined) throw refusal('candidate_unknown');
  if (candidate.allocations.length === 0) throw refusal('candidate_has_several');
  const ids = candidate.allocations.map((one) => one.invoiceId);
  await lockInvoices(work.db, ids);
  const open = await openAmounts(work.db, ids);
  for (const { invoiceId, number, cents, writeOffCents } of candidate.allocations) {
    const now = open.get(invoiceId) ?? 0;
    if (row.amountCents > 0 && cents + writeOffCents > now) {
      throw refusal('less_is_open', { invoice: number, open: { cents: now, currency: row.currency } });
    }
  }
  return { ...candidate, rule: 'person' };
}

/** Invoices of one customer in the booking's currency, with the amounts named or as far as the money goes. */
async function fromNumbers(
  work: Work,
  row: BankEntryRow,
  lines: readonly { invoice: string; amount?: string | undefined }[],
): Promise<Candidate> {
  const ids: number[] = [];
  for (const { invoice } of lines) ids.push((await invoiceOf(work.db, invoice)).id);
  await lockInvoices(work.db, ids);
  const found = await bookableInvoices(
    work.db,
    lines.map((line) => line.invoice),
  );
  const byNumber = new Map(found.map((invoice) => [invoice.number, invoice]));
  const [first] = found;
  if (first === undefined) throw refusal('name_an_invoice');
  let left = row.amountCents;
  const allocations = lines.map(({ invoice: number, amount }): Allocation => {
    const invoice = byNumber.get(number);
    if (invoice === undefined || invoice.kind !== 'invoice') throw refusal('is_no_invoice', { number });
    if (invoice.customerId !== first.customerId)
      throw refusal('other_customer', { invoice: number, first: first.number });
    if (invoice.currency !== row.currency) {
      throw refusal('other_currency', { invoice: number, currency: invoice.currency, booking: row.currency });
    }
    const cents = amount === undefined ? shareOf(left, invoice.openCents) : centsOf(amount, row);
    left -= cents;
    return { invoiceId: invoice.id, number, cents, writeOffCents: 0 };
  });
  const tooMuch = row.amountCents > 0 ? left < 0 : left > 0;
  if (tooMuch) throw refusal('more_than_booking', { booking: { cents: row.amountCents, currency: row.currency } });
  if (allocations.every((one) => one.cents === 0)) throw refusal('nothing_open');
  return { rule: 'person', fit: 'unclear', customerId: first.customerId, allocations, chargesCents: 0 };
}

/** A return goes to the invoice whole; money goes as far as something is open. */
function shareOf(left: number, openCents: number): number {
  return left < 0 ? left : Math.max(0, Math.min(left, openCents));
}

function centsOf(amount: string, { currency, amountCents }: BankEntryRow): number {
  const cents = parseAmount(amount, currency);
  if (cents === null || cents === 0 || cents > 0 !== amountCents > 0) {
    throw wrongField('match.confirm', 'invoices', 'amount_signed', { currency });
  }
  return cents;
}

async function withRestWrittenOff(work: Work, row: BankEntryRow, candidate: Candidate): Promise<Candidate> {
  if (row.amountCents < 0) throw refusal('return_writes_nothing_off');
  const open = await openAmounts(
    work.db,
    candidate.allocations.map((one) => one.invoiceId),
  );
  const allocations = candidate.allocations.map((one) => ({
    ...one,
    writeOffCents: Math.max(0, (open.get(one.invoiceId) ?? 0) - one.cents),
  }));
  return { ...candidate, allocations };
}
