// Which payment a return or reversal takes back: the one with its end-to-end id and amount, or the only one of that
// amount on an invoice it names. A return never restarts dunning: the invoice is open again where it stood.

import type { Allocation, Candidate, Verdict } from './match-types.ts';

/** An earlier payment, or several of one booking, that may have come back. */
export interface EarlierPayment {
  customerId: number;
  /** Null when no bank booking stands behind it. */
  endToEndId: string | null;
  payerIban: string | null;
  /** Money of the booking, above zero. */
  amountCents: number;
  currency: string;
  allocations: readonly Allocation[];
}

export interface ReturnedBooking {
  /** Below zero. */
  amountCents: number;
  currency: string;
  endToEndId: string | null;
  payerIban: string | null;
  /** Invoices that the text names, settled ones included. */
  namedInvoiceIds: readonly number[];
}

/** Judges a return. `earlier` holds payments of this amount that are not taken back yet, the latest first. */
export function matchReturn(booking: ReturnedBooking, earlier: readonly EarlierPayment[]): Verdict {
  const sameAmount = earlier.filter(
    (payment) => payment.amountCents === -booking.amountCents && payment.currency === booking.currency,
  );
  const sameId = sameAmount.filter(
    (payment) => booking.endToEndId !== null && payment.endToEndId === booking.endToEndId,
  );
  const named = sameAmount.filter((payment) =>
    payment.allocations.some((allocation) => booking.namedInvoiceIds.includes(allocation.invoiceId)),
  );
  const [only, second] = sameId.length > 0 ? sameId : named;
  if (only !== undefined && second === undefined) return { kind: 'certain', candidate: takeBack(only) };
  const likely = sameAmount.filter((payment) => payment.payerIban !== null && payment.payerIban === booking.payerIban);
  const candidates = [...new Set([...sameId, ...named, ...likely, ...sameAmount])].slice(0, 5).map(takeBack);
  return { kind: 'asked', doubt: 'return_unclear', candidates, customerId: null };
}

function takeBack({ customerId, allocations }: EarlierPayment): Candidate {
  const negative = allocations.map((one) => ({ ...one, cents: -one.cents, writeOffCents: -one.writeOffCents }));
  return { rule: 'return', fit: 'exact', customerId, allocations: negative, chargesCents: 0 };
}
