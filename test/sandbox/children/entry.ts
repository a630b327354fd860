// A program that runs apart and does what its job says, good or bad.
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { answerJob } from '../../../src/sandbox/answer-job.ts';

export type Deed =
  | 'echo'
  | 'many'
  | 'snoop'
  | 'crash'
  | 'fill the heap'
  | 'fill buffers'
  | 'use up the processor'
  | 'loop'
  | 'wait'
  | 'noise'
  | 'end';

const refused = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    return (error as { code?: string }).code ?? 'failed';
  }
};

await answerJob(async ({ deed, value }: { deed: Deed; value?: unknown }): Promise<unknown> => {
  const kept: unknown[] = [];
  switch (deed) {
    case 'echo':
      return value;
    case 'many':
      return { rows: Array.from({ length: 2_500 }, (_, n) => ({ n })), parts: [{ rows: [1, 2] }, { rows: [] }] };
    case 'snoop':
      return {
        environment: Object.keys(process.env).filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name)),
        reading: refused(() => readFileSync('/etc/hostname')),
        writing: refused(() => writeFileSync('/tmp/duly-snoop', 'x')),
        running: refused(() => execSync('true')),
      };
    case 'crash':
      process.kill(process.pid, 'SIGTRAP');
      return new Promise(() => undefined);
    case 'fill the heap':
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, n) => ({ n })));
    case 'fill buffers':
      for (;;) kept.push(Buffer.alloc(1024 * 1024, 1));
    case 'use up the processor':
      // As the system does it after the seconds of `ulimit -t`, which nobody wants to wait for.
      process.kill(process.pid, 'SIGXCPU');
      return new Promise(() => undefined);
    case 'loop':
      for (;;) kept.length = 0;
    case 'wait':
      setInterval(() => undefined, 1_000);
      return new Promise(() => undefined);
    case 'noise':
      process.stdout.write('what a library says\n');
      return 'heard';
    case 'end':
      return process.exit(0);
  }
});
