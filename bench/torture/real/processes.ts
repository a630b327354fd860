// Child processes of the torture: started, listened to line by line, told a word, killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Process {
  pid: number;
  /** Resolves with the rest of the next line that begins with the word; rejects when the process ends before. */
  says(word: string): Promise<string>;
  /** Called with every line from now on. */
  onLine(listener: (line: string) => void): void;
  tell(word: string): void;
  /** Kills as nothing in the process can prevent; resolves when it has ended. */
  kill(): Promise<void>;
  /** Its exit code, null when it was killed. */
  ended: Promise<number | null>;
}

/** Starts a file as a process of its own. */
export function startProcess(file: string, args: readonly string[]): Process {
  // Compiled code is kept, as where a service is restarted again and again.
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: `${import.meta.dirname}/../../../node_modules/.cache/duly/compiled`,
  };
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
  const listeners = new Set<(line: string) => void>();
  let errors = '';
  child.stdin.on('error', () => undefined); // it was killed before it read
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    for (const listener of listeners) listener(line);
  });
  const ended = whenEnded(child);
  return {
    pid: child.pid ?? 0,
    says: (word) =>
      new Promise((resolve, reject) => {
        const look = (line: string) => {
          if (!line.startsWith(word)) return;
          listeners.delete(look);
          resolve(line.slice(word.length).trim());
        };
        listeners.add(look);
        void ended.then((code) => reject(new Error(`${file} ended with ${code} before "${word}":\n${errors}`)));
      }),
    onLine: (listener) => void listeners.add(listener),
    tell: (word) => void child.stdin.write(`${word}\n`),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}

function whenEnded(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
