// The indexes behind searches for a part of a number or of a name. They need an extension that a server may lack, so
// they are no migration: every start sees to them, and one after the extension was installed makes them.

import { sql } from 'drizzle-orm';
import type { Db } from './store.ts';

/** What is not available, or not allowed, is left: the same searches then read the tables. */
export const SEARCH_INDEXES = `
do $$
begin
  if to_regclass('invoices') is null or to_regclass('customers_number_parts') is not null then return; end if;
  create extension if not exists pg_trgm;
  create index if not exists invoices_number_parts on invoices using gin (number gin_trgm_ops);
  create index if not exists customers_name_parts on customers using gin (name gin_trgm_ops);
  create index if not exists customers_number_parts on customers using gin (number gin_trgm_ops);
exception
  when feature_not_supported or insufficient_privilege or undefined_file or undefined_object then
    return;
end
$$`;

/** Makes the indexes where they are missing and can be made. */
export async function ensureSearchIndexes(db: Db): Promise<void> {
  await db.execute(sql.raw(SEARCH_INDEXES));
}
