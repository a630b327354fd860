// Runs TypeScript files as processes of their own, for tests of crashes, locks and uncaught errors.
import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

export type Child = {
  readonly pid: number;
  /**
   * Resolves with the rest of the first line of output that starts with `word`; rejects when the process ends first.
   */
  readonly says: (word: string) => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
};

/** Starts `file` with arguments, at most until the test ends; its output and its errors are kept together. */
export function startChild(file: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = whenEnded(child).then((code) => ({ code, output }));
  const says = (word: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = output
          .split('\n')
          .slice(0, -1)
          .find((text) => text.startsWith(word));
        if (line === undefined) return;
        listeners.delete(look);
        resolve(line.slice(word.length).trim());
      };
      listeners.add(look);
      void ended.then(() => reject(new Error(`${file} ended without saying ${word}:\n${output}`)));
      look();
    });
  return { pid: child.pid ?? 0, says, kill: (signal) => void child.kill(signal), ended };
}

function whenEnded(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}
