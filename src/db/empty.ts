// Empties every table of a database that exists for simulations and tests only.

import { sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from './schema/index.ts';
import type { Db } from './store.ts';

/** Never call this on a database that anybody relies on: it removes the audit trail, too. */
export async function emptyDatabase(db: Db): Promise<void> {
  const tables = Object.values(schema).filter((value) => value instanceof PgTable);
  const names = tables.map((table) => `"${getTableConfig(table).name}"`).join(', ');
  await db.execute(sql`alter table audit disable trigger user`);
  await db.execute(sql`alter table audit_chain disable trigger user`);
  await db.execute(sql.raw(`truncate ${names} restart identity cascade`));
  await db.execute(sql`alter table audit_chain enable trigger user`);
  await db.execute(sql`alter table audit enable trigger user`);
}
