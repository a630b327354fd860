// Payment terms in words: the days until an invoice is due, and the cash discount as XRechnung writes it.

import { addDays, type Day } from '../../core/day.ts';
import { parseAmount, shareOf } from '../../core/money.ts';

const MAX_DAYS = 365;
const DAY_WORDS = ['tag', 'day', 'dag', 'jour', 'giorni'];

/** The only number of days that the terms name, e.g. "14 Tage netto"; null when there are several or none. */
export function daysInTerms(terms: string): number | null {
  // Lines of the XRechnung form are about discounts, never about the due date.
  const plain = terms.split('\n').filter((line) => !line.trim().startsWith('#'));
  const words = plain
    .join(' ')
    .toLowerCase()
    .split(/[\s,.;:()]+/);
  const found = new Set<number>();
  for (const [index, word] of words.entries()) {
    if (!/^\d{1,3}$/.test(word) || Number(word) > MAX_DAYS) continue;
    if (DAY_WORDS.some((day) => words[index + 1]?.startsWith(day))) found.add(Number(word));
  }
  const [only, second] = found;
  return only === undefined || second !== undefined ? null : only;
}

/**
 * The cash discount of an XRechnung (extension of BT-20): `#SKONTO#TAGE=14#PROZENT=2.00#`, with an optional
 * `BASISBETRAG=...#`. The largest of several; null when there is none or it cannot be read.
 */
export function discountInTerms(
  terms: string,
  invoice: { issuedOn: Day; payableCents: number; currency: string },
): { cents: number; until: Day } | null {
  let best: { cents: number; until: Day } | null = null;
  for (const line of terms.split('\n')) {
    const parts = line.trim().split('#');
    if (parts[0] !== '' || parts[1] !== 'SKONTO') continue;
    const values = new Map(
      parts.slice(2).map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name, value] as const;
      }),
    );
    const days = values.get('TAGE') ?? '';
    const percent = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(values.get('PROZENT') ?? '');
    if (!/^\d{1,3}$/.test(days) || percent === null) continue;
    const basisPoints = Number(percent[1]) * 100 + Number((percent[2] ?? '').padEnd(2, '0'));
    const basis = values.get('BASISBETRAG');
    const basisCents = basis === undefined ? invoice.payableCents : parseAmount(basis, invoice.currency);
    if (basisCents === null || Number(days) > MAX_DAYS) continue;
    const cents = shareOf(basisCents, basisPoints);
    const isUsable = cents > 0 && cents < invoice.payableCents;
    if (isUsable && cents > (best?.cents ?? 0)) best = { cents, until: addDays(invoice.issuedOn, Number(days)) };
  }
  return best;
}
