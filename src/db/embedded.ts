// PGlite in a folder: takes the folder's lock, opens it, migrates, tidies up. What it promises: nothing acknowledged is
// lost when the process dies. It does not promise that of a power cut, since PGlite never flushes to the disk.
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseUnavailable, describeDbError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { migratePglite, pgliteStore, startPglite, tidyUp } from './pglite.ts';
import type { Store, StoreDeps } from './store.ts';

/** The database's own folder; the lock file lies beside it, so that whoever shares the volume meets it. */
const DATABASE_FOLDER = 'pgdata';

/** Opens the database in a folder, made when missing; see `openStore`. */
export async function openEmbedded(dir: string, { log, migrationsDir }: StoreDeps): Promise<Store> {
  const folder = join(await existingFolder(dir), DATABASE_FOLDER);
  const lock = await lockFolder(folder, log);
  try {
    const pglite = await startPglite({ dir: folder }).catch((error: unknown) => {
      throw new DatabaseUnavailable(
        `The data folder ${folder} does not open as a database: ${describeDbError(error).message}. ` +
          'Name an empty folder, or restore a backup into it.',
        { cause: error },
      );
    });
    try {
      const applied = await migratePglite(pglite, migrationsDir);
      if (applied.length > 0) log('info', 'Migrations applied.', { migrations: applied.join(', ') });
      await tidyUp(pglite);
      log('info', 'Embedded database opened; a power cut may lose the last changes.', { folder });
      return pgliteStore('embedded', pglite, lock);
    } catch (error) {
      await pglite.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function existingFolder(dir: string): Promise<string> {
  try {
    await mkdir(dir, { recursive: true });
    return await realpath(dir);
  } catch (error) {
    const reason = describeDbError(error).message;
    throw new DatabaseUnavailable(`The data folder ${dir} cannot be made: ${reason}.`, { cause: error });
  }
}
