// Lists the files of the checkout that people write, for the tests that hold the house rules.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.ts';

/** Not written by people here: installed, generated or local. */
const NOT_OURS = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', 'src/db/migrations']);

/** Paths of all files, relative to the checkout, in order. */
export function allFiles(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(relative(ROOT, join(folder, entry.name))))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? allFiles(path) : [relative(ROOT, path)];
    })
    .sort();
}

/** The text of one of them. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Its size in bytes. */
export const bytesOf = (path: string): number => statSync(join(ROOT, path)).size;

/** TypeScript files below the folders named. */
export function typescriptIn(...folders: string[]): string[] {
  return allFiles().filter((path) => /\.ts$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)));
}
