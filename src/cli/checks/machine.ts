// The machine under the installation: folders that can be written, room on the disk.

import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeDbError } from '../../db/errors.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok, warning } from './check.ts';

const MEGABYTE = 1024 * 1024;
/** PGlite alone starts with 40 MB and keeps up to 64 MB of its log. */
const LEAST_BYTES = 200 * MEGABYTE;
const LITTLE_BYTES = 1024 * MEGABYTE;

/** Whether a folder can be written; one that is not there yet is judged by where it would be made. */
export async function folderCheck({ say }: Voice, folder: string): Promise<Check> {
  try {
    if (existsSync(folder)) await writeAndRemove(folder);
    else await access(existingPart(folder), constants.W_OK | constants.X_OK);
    return ok('folder', say(`${folder} can be written.`, `${folder} ist beschreibbar.`));
  } catch (error) {
    const { message } = describeDbError(error);
    return failed(
      'folder',
      say(`${folder} cannot be written: ${message}.`, `${folder} ist nicht beschreibbar: ${message}.`),
      say(
        'Give the user who runs Duly the right to write there, or name another folder in DULY_DATA_DIR.',
        'Dem Benutzer, unter dem Duly läuft, Schreibrecht geben oder in DULY_DATA_DIR einen anderen Ordner nennen.',
      ),
    );
  }
}

export function diskCheck({ say }: Voice, folder: string, bytes: number): Check {
  const free = `${Math.floor(bytes / MEGABYTE)} MB`;
  const says = say(`${free} are free for ${folder}.`, `${free} sind frei für ${folder}.`);
  const todo = say('Make room, or move the folder.', 'Platz schaffen oder den Ordner verlegen.');
  if (bytes < LEAST_BYTES) return failed('disk', says, todo);
  return bytes < LITTLE_BYTES ? warning('disk', says, todo) : ok('disk', says);
}

/** Bytes that this user may still write below a folder, which need not exist yet. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(existingPart(folder));
  return bavail * bsize;
}

async function writeAndRemove(folder: string): Promise<void> {
  await rm(await mkdtemp(join(folder, '.doctor-')), { recursive: true });
}

function existingPart(folder: string): string {
  return existsSync(folder) ? folder : existingPart(dirname(folder));
}
