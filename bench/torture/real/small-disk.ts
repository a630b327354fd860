// A disk that can be filled up and freed again: a small file system in memory, or, where mounting is not allowed, a
// limit on the size of files that the kernel sets on the running process.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  /** What it is, for the record; with the reason when it is the second choice. */
  how: string;
  /** From now on writing fails, in the process of this id at least. */
  fill(pid: number): void;
  free(pid: number): void;
  remove(): void;
}

const CHUNK = Buffer.alloc(64 * 1024);

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'duly-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'duly-torture', folder], { stdio: 'pipe' });
  } catch (error) {
    return limitedFiles(
      folder,
      error instanceof Error ? error.message.split('\n').slice(-2).join(' ').trim() : 'no reason',
    );
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    how: `tmpfs of ${megabytes} MB, ENOSPC`,
    fill: () => writeUntilFull(filler),
    free: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Down to the last byte. */
function writeUntilFull(path: string): void {
  const file = openSync(path, 'a');
  for (let size = CHUNK.length; size >= 1; ) {
    try {
      writeSync(file, CHUNK, 0, size);
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(file);
}

function limitedFiles(folder: string, reason: string): SmallDisk {
  const limit = (pid: number, bytes: string) => execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`]);
  return {
    folder,
    how: `RLIMIT_FSIZE, EFBIG (mounting is not possible here: ${reason})`,
    fill: (pid) => void limit(pid, '4096'),
    free: (pid) => void limit(pid, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
