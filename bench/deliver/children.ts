// Starts the measured processes and lets several begin at the same moment.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.ts';
import { ROOT } from '../../test/support/paths.ts';
import type { Took } from './task.ts';

interface Child {
  /** Resolves with the rest of the first line that begins with the word; rejects when it ends without. */
  says(word: string): Promise<string>;
  go(): void;
  kill(): void;
  ended: Promise<void>;
}

/** As in the Dockerfile and in `npm start`. */
const AS_SHIPPED = ['--heap-growing-percent=50'];

/**
 * Bundles the measured programs as the product is shipped, in a folder beside dist/; returns the path of each by its
 * name, and what removes them.
 */
export async function bundlePrograms<N extends string>(
  names: readonly N[],
): Promise<{ files: Record<N, string>; remove: () => void }> {
  const folder = join(ROOT, `.bench-${process.pid}`);
  await bundle(Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, `${name}.ts`)])), folder);
  const files = Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)])) as Record<N, string>;
  return { files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function startChild(path: string, args: readonly string[], environment: Record<string, string>): Child {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [...AS_SHIPPED, path, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    says: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = output.split('\n').find((one) => one.startsWith(word));
          if (line !== undefined) resolve(line.slice(word.length).trim());
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`${path} ended without saying ${word}:\n${output}`)));
        look();
      }),
    go: () => void child.stdin.write('go\n'),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/**
 * Starts one process for each list of arguments, lets them begin together, and waits until all are done; `atEnd` is
 * called while they still stand.
 */
export async function measureTogether(
  file: string,
  argsOfEach: readonly (readonly string[])[],
  environmentOf: (index: number) => Record<string, string>,
  atEnd: () => void = () => undefined,
): Promise<Took[]> {
  const children = argsOfEach.map((args, index) => startChild(file, args, environmentOf(index)));
  await Promise.all(children.map((child) => child.says('ready')));
  for (const child of children) child.go();
  const took = await Promise.all(children.map(async (child) => JSON.parse(await child.says('done')) as Took));
  atEnd();
  for (const child of children) child.go();
  await Promise.all(children.map((child) => child.ended));
  return took;
}
