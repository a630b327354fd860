// Several processes start on an empty database at once: one migrates, the others wait, all of them open.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/db/migrate.ts';
import { onServer } from '../support/admin.ts';
import { startChild } from '../support/child.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';

const OPENER = join(import.meta.dirname, 'children', 'open-server.ts');

test('five processes migrate an empty database at once, each migration exactly once', async () => {
  const url = await createTestDatabase('empty');
  const children = Array.from({ length: 5 }, () => startChild(OPENER, url, MIGRATIONS_DIR));
  await Promise.all(children.map((child) => child.says('ready')));
  for (const child of children) child.kill('SIGUSR2');
  const ends = await Promise.all(children.map((child) => child.ended));
  expect(ends).toEqual(children.map(() => ({ code: 0, output: 'ready\nopened\n' })));
  const applied = await onServer(url, 'select hash from drizzle.__drizzle_migrations order by id');
  expect(applied.map(({ hash }) => hash)).toEqual(readJournal(MIGRATIONS_DIR).map(({ hash }) => hash));
});
