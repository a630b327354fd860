// Counts and sums of proposals by level and currency; currencies are never mixed.

import type { DigestItem } from '../../app/chat/digest.ts';
import type { Voice } from '../voice.ts';

export interface LevelGroup {
  levelId: number | null;
  name: string;
  items: DigestItem[];
}

/** Groups by level, in the order of the items (highest level first). */
export function byLevel(items: readonly DigestItem[], { words }: Voice): LevelGroup[] {
  const groups = Map.groupBy(items, (item) => item.levelId);
  return [...groups].map(([levelId, group]) => ({
    levelId,
    name: group[0]?.levelName ?? words.statement,
    items: group,
  }));
}

/** Open amounts per currency, e.g. '1.190,00 € + CHF 300.00'. */
export function sumText(items: readonly DigestItem[], { money }: Voice): string {
  const sums = new Map<string, number>();
  for (const { currency, openCents } of items) sums.set(currency, (sums.get(currency) ?? 0) + openCents);
  return [...sums].map(([currency, cents]) => money(cents, currency)).join(' + ');
}

/** The invoice it is about, and how many more. */
export function invoiceText(
  item: Pick<DigestItem, 'invoice' | 'invoices' | 'customerNumber'>,
  { words }: Voice,
): string {
  return `${item.invoice ?? item.customerNumber}${words.moreInvoices(Math.max(0, (item.invoices ?? 1) - 1))}`;
}
