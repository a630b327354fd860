// The statements of each account as a chain: each begins with the balance the one before ended with.

import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { bankStatements } from './schema/index.ts';
import type { Db } from './store.ts';

export type NewBankStatement = typeof bankStatements.$inferInsert;

/** Inserts a statement; false when it is on record already. */
export async function insertStatement(db: Db, row: NewBankStatement): Promise<boolean> {
  const inserted = await db
    .insert(bankStatements)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: bankStatements.id });
  return inserted.length > 0;
}

export interface ChainLink {
  id: number;
  statementKey: string;
  sequence: number | null;
  currency: string;
  openingCents: number | null;
  closingCents: number | null;
  closingOn: Day | null;
  gapBefore: boolean;
  gapAcceptedBy: string | null;
}

/** The proving statements of an account, in the order of their days and numbers. */
export async function chainOf(db: Db, account: string): Promise<ChainLink[]> {
  return db
    .select({
      id: bankStatements.id,
      statementKey: bankStatements.statementKey,
      sequence: bankStatements.sequence,
      currency: bankStatements.currency,
      openingCents: bankStatements.openingCents,
      closingCents: bankStatements.closingCents,
      closingOn: bankStatements.closingOn,
      gapBefore: bankStatements.gapBefore,
      gapAcceptedBy: bankStatements.gapAcceptedBy,
    })
    .from(bankStatements)
    .where(and(eq(bankStatements.account, account), sql`${bankStatements.format} in ('camt053', 'mt940')`))
    .orderBy(asc(bankStatements.closingOn), sql`${bankStatements.sequence} asc nulls first`, asc(bankStatements.id));
}

export async function markGap(db: Db, id: number, gapBefore: boolean): Promise<void> {
  await db.update(bankStatements).set({ gapBefore }).where(eq(bankStatements.id, id));
}

/** A person says that nothing is missing before a statement, or that it no longer matters. */
export async function acceptGaps(db: Db, account: string, by: { name: string; at: string }): Promise<number> {
  const rows = await db
    .update(bankStatements)
    .set({ gapAcceptedBy: by.name, gapAcceptedAt: by.at })
    .where(
      and(
        eq(bankStatements.account, account),
        eq(bankStatements.gapBefore, true),
        isNull(bankStatements.gapAcceptedAt),
      ),
    )
    .returning({ id: bankStatements.id });
  return rows.length;
}

export interface AccountState {
  account: string;
  statementCount: number;
  lastClosingOn: Day | null;
  lastClosingCents: number | null;
  currency: string;
  openGaps: number;
}

/** Each account with its latest statement and the gaps nobody has accepted. */
export async function accountStates(db: Db): Promise<AccountState[]> {
  const { rows } = (await db.execute(sql`
    select account, count(*)::int as "statementCount", max(closing_on)::text as "lastClosingOn",
      (array_agg(closing_cents order by closing_on desc nulls last, id desc))[1]::text as "closing",
      max(currency) as currency,
      (count(*) filter (where gap_before and gap_accepted_at is null))::int as "openGaps"
    from bank_statements where format in ('camt053', 'mt940') group by account order by account`)) as unknown as {
    rows: (Omit<AccountState, 'lastClosingCents'> & { closing: string | null })[];
  };
  return rows.map(({ closing, ...row }) => ({ ...row, lastClosingCents: closing === null ? null : Number(closing) }));
}

/** Accounts whose statements an import brought. */
export async function bankStatementAccounts(db: Db, importId: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ account: bankStatements.account })
    .from(bankStatements)
    .where(eq(bankStatements.importId, importId));
  return rows.map((row) => row.account);
}
