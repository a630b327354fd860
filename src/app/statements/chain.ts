// The chain of an account's statements: a gap means that money may have come in which nobody here knows of.

import { formatAmount } from '../../core/money.ts';
import { type ChainLink, chainOf, markGap } from '../../db/bank-statements.ts';
import type { Db } from '../../db/store.ts';

/** Marks the gaps of an account anew; returns what is missing, one sentence each. */
export async function checkChain(db: Db, account: string): Promise<string[]> {
  const chain = await chainOf(db, account);
  const missing: string[] = [];
  for (const [index, link] of chain.entries()) {
    const before = chain[index - 1];
    const gap = before === undefined ? null : gapBetween(before, link);
    if ((gap !== null) !== link.gapBefore) await markGap(db, link.id, gap !== null);
    if (gap !== null && link.gapAcceptedBy === null) missing.push(`Account ${account}: ${gap}`);
  }
  return missing;
}

/** What is missing between two statements, by balance where both tell it, else by number; null = nothing. */
function gapBetween(before: ChainLink, after: ChainLink): string | null {
  const days = `between ${before.closingOn ?? before.statementKey} and ${after.closingOn ?? after.statementKey}`;
  if (before.closingCents !== null && after.openingCents !== null && before.currency === after.currency) {
    if (before.closingCents === after.openingCents) return null;
    const from = formatAmount(before.closingCents, before.currency);
    const to = formatAmount(after.openingCents, after.currency);
    return `a statement is missing ${days}: the balance goes from ${from} to ${to} ${after.currency}.`;
  }
  if (before.sequence === null || after.sequence === null) return null;
  // Numbers start over with the year.
  if (after.sequence === before.sequence + 1 || after.sequence <= before.sequence) return null;
  return `statement ${before.sequence + 1} is missing ${days}.`;
}
