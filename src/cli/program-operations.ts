// The commands of whoever keeps the installation running.

import type { Command } from 'commander';
import type { Runner } from './program.ts';

export function addOperations(program: Command, on: Runner): void {
  const audit = program.command('audit').description('the audit trail: is it as it was written?');
  audit
    .command('verify')
    .description('check every row against the chain; exit 1 when something was changed, removed or put in')
    .option('--head <number:hash>', 'a head that was written down before, e.g. in a digest')
    .action((options: { head?: string }) =>
      on.house(async (house) => (await import('./commands/audit.ts')).verify(house, options)),
    );
  audit
    .command('head')
    .description('print where the chain stands, to be kept elsewhere')
    .action(() => on.house(async (house) => (await import('./commands/audit.ts')).head(house)));
}
