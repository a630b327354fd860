// One process per data folder. PGlite itself lets two in without a word, and one of them then loses what it wrote
// (5,619 of 10,670 acknowledged commits when it was tried). Two guards, since each has a hole: an abstract Unix
// socket (Linux; the kernel frees it at once with the process, but it is seen within one network namespace only) and
// a lock file beside the folder (seen wherever the folder is, but it survives its owner).
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, describeDbError, FolderInUse } from './errors.ts';
import {
  createLockFile,
  type LockRecord,
  type OwnLockFile,
  readLockFile,
  removeAbandoned,
  sameRecord,
} from './lock-file.ts';
import { lifeOf, ownIdentity } from './process-identity.ts';
import type { StoreLog } from './store.ts';

/** A lock that is held. */
export type FolderLock = {
  /** Throws `FolderInUse` when the lock file was removed or taken over meanwhile: nothing may be written any more. */
  readonly assertHeld: () => void;
  readonly release: () => Promise<void>;
};

/** Times of the heartbeat, in ms; the watch is long because one statement of PGlite may block the whole process. */
export type LockTimes = { readonly beatMs: number; readonly watchMs: number };

const TIMES: LockTimes = { beatMs: 2_000, watchMs: 15_000 };

/**
 * Takes the lock of a folder given by its real path.
 *
 * A dead owner is replaced at once; one that cannot be seen from here is watched for `watchMs` first.
 * @throws FolderInUse naming the owner.
 */
export async function lockFolder(folder: string, log: StoreLog, times: LockTimes = TIMES): Promise<FolderLock> {
  const path = `${folder}.lock`;
  const socket = await takeSocket(folder);
  if (socket === 'taken') throw inUse(folder, path, await readSoon(path));
  try {
    const file = await takeFile(folder, path, log, times);
    return hold(folder, path, file, socket, times.beatMs, log);
  } catch (error) {
    socket?.close();
    if (error instanceof FolderInUse) throw error;
    throw new DatabaseUnavailable(`The lock file ${path} cannot be written: ${describeDbError(error).message}.`, {
      cause: error,
    });
  }
}

/** Listens on a name that only one process can have; undefined where the system knows no such names. */
function takeSocket(folder: string): Promise<Server | 'taken' | undefined> {
  if (process.platform !== 'linux') return Promise.resolve(undefined);
  const name = createHash('sha256').update(folder).digest('hex');
  return new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else reject(error);
    });
    server.listen({ path: `\0duly-${name}` }, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function takeFile(folder: string, path: string, log: StoreLog, times: LockTimes): Promise<OwnLockFile> {
  const own = ownIdentity();
  for (;;) {
    const file = await createLockFile(path, own);
    if (file !== undefined) return file;
    const found = await readLockFile(path);
    if (found === 'missing') continue;
    const life = found === 'unreadable' ? 'unknown' : lifeOf(found, own);
    if (life === 'alive') throw inUse(folder, path, found);
    if (life === 'unknown') {
      log('warn', 'The data folder was last held elsewhere; watching its heartbeat before taking it.', {
        folder,
        holder: nameOf(found),
        watchMs: times.watchMs,
      });
      await sleep(times.watchMs);
      const later = await readLockFile(path);
      if (later !== 'missing' && !sameRecord(found, later)) throw inUse(folder, path, later);
    }
    await removeAbandoned(path, found, own);
    log('warn', 'The last process on the data folder ended without closing it; taking it over.', {
      folder,
      holder: nameOf(found),
    });
  }
}

/**
 * The owner of the socket writes its file a moment later: waits for it up to a second, to be able to name the owner.
 */
async function readSoon(path: string): Promise<LockRecord | 'missing' | 'unreadable'> {
  for (let tries = 0; tries < 10; tries += 1) {
    const found = await readLockFile(path);
    if (typeof found !== 'string') return found;
    await sleep(100);
  }
  return readLockFile(path);
}

function hold(
  folder: string,
  path: string,
  file: OwnLockFile,
  socket: Server | undefined,
  beatMs: number,
  log: StoreLog,
): FolderLock {
  let lost = false;
  const beat = async () => {
    try {
      if (lost || (await file.beat())) return;
      lost = true;
      log('error', 'The lock file was removed or taken over; nothing more is written.', { folder, path });
    } catch (error) {
      // A disk that is full for a moment is no reason to stop; the next beat tells.
      log('error', 'The heartbeat of the data folder failed.', { folder, reason: describeDbError(error).message });
    }
  };
  const timer = setInterval(() => void beat(), beatMs);
  timer.unref();
  return {
    assertHeld: () => {
      if (lost)
        throw new FolderInUse(`The lock file ${path} was removed or taken over by another process. Restart Duly.`);
    },
    release: async () => {
      clearInterval(timer);
      await file.remove();
      socket?.close();
    },
  };
}

function inUse(folder: string, path: string, holder: LockRecord | 'missing' | 'unreadable'): FolderInUse {
  return new FolderInUse(
    `The data folder ${folder} is in use by ${nameOf(holder)} (${path}). Two processes on one folder lose data. ` +
      'Stop that process first, or use its console; for several processes set DATABASE_URL to a PostgreSQL server.',
  );
}

function nameOf(holder: LockRecord | 'missing' | 'unreadable'): string {
  if (typeof holder === 'string') return 'another process, whose lock file is not readable';
  return `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
}
