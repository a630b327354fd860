// Child processes of the torture: started, listened to for one word, killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Process {
  child: ChildProcess;
  /** The rest of the first line that begins with the word that was waited for. */
  said: string;
  /** Resolves when it has ended, by itself or killed. */
  ended: Promise<void>;
}

/** Starts a file of this folder and waits until it says `word`. */
export function startProcess(name: string, args: readonly string[], word: string): Promise<Process> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return new Promise((resolve, reject) => {
    const look = (text: string) => {
      output += text;
      const line = output.split('\n').find((one) => one.startsWith(word));
      if (line !== undefined) resolve({ child, said: line.slice(word.length).trim(), ended });
    };
    child.stdout?.setEncoding('utf8').on('data', look);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before "${word}":\n${output}`)));
  });
}

/** Kills as nothing in the process can prevent. */
export async function kill({ child, ended }: Process): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
