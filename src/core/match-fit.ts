// How an amount fits what is open on some invoices: exactly, less the cash discount, with the charges of the last
// notice, or not.

import type { Day } from './day.ts';
import type { Allocation, Fit, NoticeTotal, OpenInvoice } from './match-types.ts';
import { minorDigits } from './money.ts';

export interface Fitting {
  fit: Fit;
  /** Empty when the amount cannot be divided without a guess. */
  allocations: Allocation[];
  chargesCents: number;
}

/** Fits of which nobody would doubt that this amount was meant for these invoices. */
export const TELLING_FITS: readonly Fit[] = ['exact', 'cents', 'discount', 'charges'];

/** Differences up to this are slips of the payer or of rounding, and written off: 5 cents; none without decimals. */
const TOLERANCE_CENTS = 5;

/**
 * Divides an amount among invoices of one customer and currency; `notices` are the last ones issued about any of them.
 *
 * A single invoice takes part payments; of several it is not known which one a part is for.
 */
export function fitAmount(
  paid: { cents: number; valueOn: Day },
  invoices: readonly OpenInvoice[],
  notices: readonly NoticeTotal[],
): Fitting {
  const [first] = invoices;
  if (first === undefined) return { fit: 'unclear', allocations: [], chargesCents: 0 };
  const openCents = sum(invoices, (invoice) => invoice.openCents);
  const whole = invoices.map((invoice) => allocate(invoice, invoice.openCents));
  const rest = paid.cents - openCents;
  if (rest === 0) return { fit: 'exact', allocations: whole, chargesCents: 0 };
  const discounted = withDiscount(paid, invoices);
  if (discounted !== null) return discounted;
  const charges = rest > 0 ? chargesFor(rest, invoices, notices) : null;
  if (charges !== null) return { fit: 'charges', allocations: whole, chargesCents: charges };
  const tolerance = minorDigits(first.currency) < 2 ? 0 : TOLERANCE_CENTS;
  if (Math.abs(rest) <= tolerance && openCents > 10 * tolerance) {
    return { fit: 'cents', allocations: shiftCents(whole, rest), chargesCents: 0 };
  }
  if (rest > 0) return { fit: 'over', allocations: whole, chargesCents: 0 };
  if (invoices.length > 1) return { fit: 'unclear', allocations: [], chargesCents: 0 };
  return { fit: 'part', allocations: [allocate(first, paid.cents)], chargesCents: 0 };
}

/** Less the cash discount of all invoices that have one; too late, it is a part payment that a person may forgive. */
function withDiscount(paid: { cents: number; valueOn: Day }, invoices: readonly OpenInvoice[]): Fitting | null {
  const discountOf = (invoice: OpenInvoice): number => invoice.discount?.cents ?? 0;
  const discountCents = sum(invoices, discountOf);
  if (discountCents === 0) return null;
  // Payers round the percentage themselves: a cent for each invoice.
  const rest = paid.cents - (sum(invoices, (invoice) => invoice.openCents) - discountCents);
  if (Math.abs(rest) > invoices.length) return null;
  const isInTime = invoices.every(({ discount }) => discount === null || paid.valueOn <= discount.until);
  const allocations = invoices.map((invoice) => ({
    ...allocate(invoice, invoice.openCents - discountOf(invoice)),
    writeOffCents: discountOf(invoice),
  }));
  return { fit: isInTime ? 'discount' : 'late_discount', allocations: shiftCents(allocations, rest), chargesCents: 0 };
}

/** The charges of a notice about exactly these invoices, when they are what was paid beyond the open amounts. */
function chargesFor(rest: number, invoices: readonly OpenInvoice[], notices: readonly NoticeTotal[]): number | null {
  const ids = new Set(invoices.map((invoice) => invoice.id));
  const fits = notices.some(
    (notice) => notice.chargesCents === rest && notice.invoiceIds.every((id) => ids.has(id)) && rest > 0,
  );
  return fits ? rest : null;
}

/** Puts a difference of cents on the last allocation: its invoice is settled all the same. */
function shiftCents(allocations: readonly Allocation[], rest: number): Allocation[] {
  return allocations.map((one, index) =>
    index === allocations.length - 1
      ? { ...one, cents: one.cents + rest, writeOffCents: one.writeOffCents - rest }
      : one,
  );
}

function allocate(invoice: OpenInvoice, cents: number): Allocation {
  return { invoiceId: invoice.id, number: invoice.number, cents, writeOffCents: 0 };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
