// A dump of a migrated PGlite data folder, from which each test file starts in half a second. Making one takes 4 s,
// so it is kept until PGlite, its settings or the migrations change.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../src/db/migrate.ts';
import { migratePglite, startPglite } from '../../src/db/pglite.ts';
import { MIGRATIONS_DIR, ROOT } from './paths.ts';

const CACHE = join(ROOT, 'node_modules', '.cache', 'duly');

/** Returns the path of the dump, made now if need be. */
export async function migratedSnapshot(): Promise<string> {
  const path = join(CACHE, `migrated-${fingerprint()}.tar`);
  if (existsSync(path)) return path;
  const pglite = await startPglite({});
  await migratePglite(pglite, MIGRATIONS_DIR);
  const dump = await pglite.dumpDataDir('none'); // 40 MB, and loads faster than the packed one
  await pglite.close();
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
  for (const old of readdirSync(CACHE).filter((name) => /^migrated-\w+\.tar$/.test(name))) rmSync(join(CACHE, old));
  renameSync(unfinished, path);
  return path;
}

function fingerprint(): string {
  const parts = [
    readFileSync(join(ROOT, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8'),
    readFileSync(join(ROOT, 'src', 'db', 'pglite.ts'), 'utf8'),
    readFileSync(join(ROOT, 'src', 'db', 'search-indexes.ts'), 'utf8'),
    ...readJournal(MIGRATIONS_DIR).map(({ hash, when }) => `${hash} ${when}`),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
