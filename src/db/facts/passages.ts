// The levels that invoices have passed.

import { and } from 'drizzle-orm';
import type { Passage } from '../../core/position.ts';
import { among } from '../among.ts';
import { type AsOf, notEnded, recordedBy } from '../as-of.ts';
import { passages } from '../schema/index.ts';
import type { Db } from '../store.ts';

/** Standing passages by invoice, oldest first, each with the cycle it belongs to. */
export async function readPassages(
  db: Db,
  invoiceIds: readonly number[],
  positions: ReadonlyMap<number, number>,
  asOf: AsOf,
): Promise<Map<number, (Passage & { cycle: number })[]>> {
  const byInvoice = new Map<number, (Passage & { cycle: number })[]>();
  if (invoiceIds.length === 0) return byInvoice;
  const rows = await db
    .select()
    .from(passages)
    .where(
      and(
        among(passages.invoiceId, invoiceIds),
        notEnded(passages.voidedAt, asOf),
        recordedBy(passages.recordedAt, asOf),
      ),
    )
    .orderBy(passages.id);
  for (const row of rows) {
    const list = byInvoice.get(row.invoiceId) ?? [];
    const position = positions.get(row.levelId) ?? 0;
    const { levelId, kind, cycle, deadline, passedOn: on } = row;
    list.push({ levelId, position, kind, on, deadline, cycle });
    byInvoice.set(row.invoiceId, list);
  }
  return byInvoice;
}
