// How far an installation has come: whether there is anything of each kind yet.

import { count, eq, sql } from 'drizzle-orm';
import { customers, imports, invoices, levels, notices, payments, people, runs } from './schema/index.ts';
import type { Db } from './store.ts';

export interface SetupFacts {
  customers: boolean;
  invoices: boolean;
  /** A payment or a statement of the bank. */
  bankData: boolean;
  activeLevels: number;
  people: number;
  runs: boolean;
  notices: boolean;
}

export async function readSetupFacts(db: Db): Promise<SetupFacts> {
  const any = async (table: typeof customers | typeof invoices | typeof payments | typeof runs | typeof notices) => {
    const rows = await db.select({ one: sql`1` }).from(table).limit(1);
    return rows.length > 0;
  };
  const [levelCount] = await db
    .select({ value: count() })
    .from(levels)
    .where(sql`${levels.active} and ${levels.removedAt} is null`);
  const [peopleCount] = await db.select({ value: count() }).from(people).where(eq(people.active, true));
  const banks = await db.select({ one: sql`1` }).from(imports).where(eq(imports.kind, 'bank_statement')).limit(1);
  return {
    customers: await any(customers),
    invoices: await any(invoices),
    bankData: banks.length > 0 || (await any(payments)),
    activeLevels: levelCount?.value ?? 0,
    people: peopleCount?.value ?? 0,
    runs: await any(runs),
    notices: await any(notices),
  };
}
