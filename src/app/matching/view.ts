// A bank booking as people decide on it: what the bank said, why it is asked, and what it may be about.

import type { BankEntryState } from '../../core/bank-entry.ts';
import type { Day } from '../../core/day.ts';
import type { Fit, MatchRule } from '../../core/match-types.ts';
import { type BankEntryRow, namesFor } from '../../db/bank.ts';
import type { Db } from '../../db/store.ts';

export interface CandidateView {
  rule: MatchRule;
  fit: Fit;
  customer: { number: string; name: string };
  chargesCents: number;
  lines: {
    invoice: string;
    dueDate: Day;
    /** Now, not when the candidate was found. */
    openCents: number;
    cents: number;
    writeOffCents: number;
  }[];
}

export interface BankEntryView {
  id: number;
  version: number;
  state: BankEntryState;
  account: string;
  amountCents: number;
  currency: string;
  bookedOn: Day;
  valueOn: Day;
  payerName: string | null;
  payerIban: string | null;
  reference: string | null;
  endToEndId: string | null;
  /** One line. */
  text: string;
  returnReason: string | null;
  /** A doubt or a rule of `core/match-types.ts`; what a person did is `person`. */
  because: string | null;
  /** Whose money it is, as far as that is sure: it holds his proposals back. */
  customer: { number: string; name: string } | null;
  /** The likeliest first; name one by its place in this list. */
  candidates: CandidateView[];
  decidedBy: string | null;
  decidedAt: string | null;
  remark: string | null;
}

export async function viewEntries(db: Db, rows: readonly BankEntryRow[]): Promise<BankEntryView[]> {
  const candidates = rows.flatMap((row) => row.candidates);
  const names = await namesFor(db, {
    customerIds: [...rows.flatMap((row) => row.customerId ?? []), ...candidates.map((one) => one.customerId)],
    invoiceIds: candidates.flatMap((one) => one.allocations.map((line) => line.invoiceId)),
  });
  const customerOf = (id: number) => {
    const found = names.customers.get(id);
    return found === undefined ? { number: '', name: '' } : { number: found.number, name: found.name };
  };
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    state: row.state,
    account: row.account,
    amountCents: row.amountCents,
    currency: row.currency,
    bookedOn: row.bookedOn,
    valueOn: row.valueOn,
    payerName: row.payerName,
    payerIban: row.payerIban,
    reference: row.reference,
    endToEndId: row.endToEndId,
    text: row.text.replaceAll('\n', ' '),
    returnReason: row.returnReason,
    because: row.because,
    customer: row.customerId === null ? null : customerOf(row.customerId),
    candidates: row.candidates.map((one) => ({
      rule: one.rule,
      fit: one.fit,
      customer: customerOf(one.customerId),
      chargesCents: one.chargesCents,
      lines: one.allocations.flatMap(({ invoiceId, cents, writeOffCents }) => {
        const invoice = names.invoices.get(invoiceId);
        if (invoice === undefined) return [];
        const { number, dueDate, openCents } = invoice;
        return [{ invoice: number, dueDate, openCents, cents, writeOffCents }];
      }),
    })),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt,
    remark: row.remark,
  }));
}
