// Opens an embedded database, writes one row, keeps it open until killed; says `written`, or `refused` and why.
import { sql } from 'drizzle-orm';
import { openStore } from '../../../src/db/client.ts';

const [dir = '', migrationsDir = ''] = process.argv.slice(2);
try {
  const store = await openStore({ kind: 'embedded', dir }, { log: () => undefined, migrationsDir });
  await store.db.execute(sql`insert into first values (1)`);
  process.stdout.write('written\n');
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`refused ${error instanceof Error ? error.message : error}\n`);
}
