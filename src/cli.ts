// The command line `duly`: the same use cases as everywhere, from a terminal. This file owns the process - arguments,
// environment, streams, exit code - and src/cli/main.ts the rest.

import { userInfo } from 'node:os';
import { runCli } from './cli/main.ts';
import { describeDbError } from './db/errors.ts';

// A reader that went away (`duly proposals | head`) ends the printing, not the work.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// What no command could catch: one line all the same, and no statement of the database in it.
process.on('uncaughtException', (error) => {
  process.stderr.write(`This should not have happened: ${describeDbError(error).message.split('\n')[0]}\n`);
  process.exit(1);
});

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  userName: userName(),
  interactive: process.stderr.isTTY,
  columns: process.stdout.columns ?? 100,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  openSystem: async (config) => (await import('./compose.ts')).openSystem(config),
  openScratch: async () => (await import('./cli/scratch.ts')).openScratch(),
});

/** As it stands in the audit trail; in a container the user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
