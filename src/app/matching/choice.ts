// What a person chose for a booking, checked against what is open now: the candidate may be days old.

import type { Allocation, Candidate } from '../../core/match-types.ts';
import { formatAmount, parseAmount } from '../../core/money.ts';
import type { BankEntryRow } from '../../db/bank.ts';
import { bookableInvoices, openAmounts } from '../../db/match-facts.ts';
import { lockInvoices } from '../../db/progress.ts';
import { notFound, refused, UseCaseError } from '../errors.ts';
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
  if (candidate === undefined) throw notFound('This candidate', 'Look at the booking again.');
  if (candidate.allocations.length === 0) throw refused('Name the invoices with their amounts: they are several.');
  const ids = candidate.allocations.map((one) => one.invoiceId);
  await lockInvoices(work.db, ids);
  const open = await openAmounts(work.db, ids);
  for (const { invoiceId, number, cents, writeOffCents } of candidate.allocations) {
    const now = open.get(invoiceId) ?? 0;
    if (row.amountCents > 0 && cents + writeOffCents > now) {
      const left = formatAmount(now, row.currency);
      throw refused(`On invoice ${number} ${left} ${row.currency} are open now: name the amounts.`);
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
  if (first === undefined) throw refused('Name at least one invoice.');
  let left = row.amountCents;
  const allocations = lines.map(({ invoice: number, amount }): Allocation => {
    const invoice = byNumber.get(number);
    if (invoice === undefined || invoice.kind !== 'invoice') throw refused(`${number} is no invoice.`);
    if (invoice.customerId !== first.customerId) throw refused(`${number} is another customer's than ${first.number}.`);
    if (invoice.currency !== row.currency) {
      throw refused(`Invoice ${number} is in ${invoice.currency}, the booking in ${row.currency}.`);
    }
    const cents = amount === undefined ? shareOf(left, invoice.openCents) : centsOf(amount, row);
    left -= cents;
    return { invoiceId: invoice.id, number, cents, writeOffCents: 0 };
  });
  const tooMuch = row.amountCents > 0 ? left < 0 : left > 0;
  if (tooMuch) throw refused(`The amounts are more than the booking (${formatAmount(row.amountCents, row.currency)}).`);
  if (allocations.every((one) => one.cents === 0)) throw refused('Nothing is open on these invoices: name an amount.');
  return { rule: 'person', fit: 'unclear', customerId: first.customerId, allocations, chargesCents: 0 };
}

/** A return goes to the invoice whole; money goes as far as something is open. */
function shareOf(left: number, openCents: number): number {
  return left < 0 ? left : Math.max(0, Math.min(left, openCents));
}

function centsOf(amount: string, { currency, amountCents }: BankEntryRow): number {
  const cents = parseAmount(amount, currency);
  if (cents === null || cents === 0 || cents > 0 !== amountCents > 0) {
    const message = `expected an amount in ${currency} with the sign of the booking, e.g. 119.00`;
    throw new UseCaseError('invalid_input', `match.confirm: ${message} (invoices)`, [{ path: 'invoices', message }]);
  }
  return cents;
}

async function withRestWrittenOff(work: Work, row: BankEntryRow, candidate: Candidate): Promise<Candidate> {
  if (row.amountCents < 0) throw refused('A return writes nothing off.');
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
