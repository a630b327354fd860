// Saved mappings of table columns, by name.

import { asc } from 'drizzle-orm';
import { importMappings } from './schema/index.ts';
import type { Db } from './store.ts';

export async function readMappings(db: Db) {
  return db.select().from(importMappings).orderBy(asc(importMappings.name));
}

/** Adds a mapping, or replaces the one of this name. */
export async function saveMappingRow(db: Db, row: typeof importMappings.$inferInsert): Promise<void> {
  const { name: _key, ...fields } = row;
  await db.insert(importMappings).values(row).onConflictDoUpdate({ target: importMappings.name, set: fields });
}
