// The lock file beside a data folder: who holds it, since when, and a heartbeat for readers that cannot see the process
// (another container, another machine, before a restart). Creation is exclusive (O_EXCL); taking over is in here too.
import { type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import type { ProcessIdentity } from './process-identity.ts';

/** What the file says. `since` is the file system's own time of creation (ISO, UTC): this room reads no clock. */
export type LockRecord = ProcessIdentity & { readonly since: string; readonly beat: number };

/** A lock file made by this process. */
export type OwnLockFile = {
  /** Writes the next heartbeat; false when the file is gone or belongs to somebody else. */
  readonly beat: () => Promise<boolean>;
  /** Removes the file if it is still ours. */
  readonly remove: () => Promise<void>;
};

/** Makes the lock file; undefined when there is one already. */
export async function createLockFile(path: string, owner: ProcessIdentity): Promise<OwnLockFile | undefined> {
  const handle = await open(path, 'wx', 0o644).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  const since = (await handle.stat()).mtime.toISOString();
  let beat = 0;
  const write = () => writeRecord(handle, { ...owner, since, beat });
  await write();
  return {
    beat: async () => {
      beat += 1;
      await write();
      return isStill(path, handle);
    },
    remove: async () => {
      if (await isStill(path, handle)) await rm(path, { force: true });
      await handle.close();
    },
  };
}

/** Reads a lock file: `missing`, or `unreadable` when it was cut off (its maker died in that moment). */
export async function readLockFile(path: string): Promise<LockRecord | 'missing' | 'unreadable'> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as LockRecord;
    return typeof record.pid === 'number' ? record : 'unreadable';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/**
 * Removes the lock file that was judged abandoned, and no other: it is first moved away, which only one of several
 * processes can do, and put back should it turn out to be a newer one.
 */
export async function removeAbandoned(
  path: string,
  judged: LockRecord | 'unreadable',
  own: ProcessIdentity,
): Promise<void> {
  const aside = `${path}.${own.pid}.${own.startTicks || 'x'}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (!sameRecord(await readLockFile(aside), judged)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** True when both say the same, down to the heartbeat. */
export function sameRecord(
  a: LockRecord | 'missing' | 'unreadable',
  b: LockRecord | 'missing' | 'unreadable',
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Padded to one length, so that a reader never sees the end of a longer record. */
async function writeRecord(handle: FileHandle, record: LockRecord): Promise<void> {
  const text = `${JSON.stringify(record)}\n`.padEnd(512, ' ');
  await handle.write(text, 0, 'utf8');
}

async function isStill(path: string, handle: FileHandle): Promise<boolean> {
  const [there, ours] = await Promise.all([stat(path).catch(() => undefined), handle.stat()]);
  return there !== undefined && there.ino === ours.ino && there.dev === ours.dev;
}
