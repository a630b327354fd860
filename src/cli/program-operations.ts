// The commands of whoever keeps the installation running.

import { type Command, Option } from 'commander';
import type { Day } from '../core/day.ts';
import { dayArgument, idArgument } from './arguments.ts';
import type { CorrectionOptions } from './commands/letters.ts';
import type { Runner } from './program.ts';

export function addOperations(program: Command, on: Runner): void {
  addDeliveries(program, on);
  addLetters(program, on);
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

const load = () => import('./commands/deliveries.ts');

function addDeliveries(program: Command, on: Runner): void {
  program
    .command('mail-test')
    .description('send a plain test mail the way notices go')
    .argument('<address>', 'your own address')
    .action((to: string) => on.house(async (house) => (await load()).mailTest(house, to)));
  program
    .command('problems')
    .description('notices that reached nobody, and what to do; exit 1 when there are any')
    .action(() => on.house(async (house) => (await load()).problems(house)));
  program
    .command('retry')
    .description('send a notice that reached nobody to another address, or as a letter')
    .argument('<number>', 'number of the notice, M-00042 or 42')
    .addOption(new Option('--to <address>', 'the corrected e-mail address').conflicts('letter'))
    .option('--letter', 'as a letter')
    .action((number: string, { to }: { to?: string; letter?: true }, command: Command) => {
      if (to === undefined && command.opts().letter !== true) command.error('error: say --to ADDRESS or --letter');
      return on.house(async (house) => (await load()).retry(house, number, to));
    });
}

function addLetters(program: Command, on: Runner): void {
  const letters = program.command('letters').description('letters that a person prints and posts');
  letters
    .command('list', { isDefault: true })
    .description('what waits to be printed or posted')
    .action(() => on.house(async (house) => (await load()).letters(house)));
  letters
    .command('print')
    .description('put all that wait into a batch and write its PDF with a cover list')
    .argument('<file>', 'the PDF to write')
    .option('--again <batch>', 'the PDF of an earlier batch', idArgument)
    .action((file: string, { again }: { again?: number }) =>
      on.house(async (house) =>
        again === undefined
          ? (await load()).lettersPrint(house, file)
          : (await load()).lettersAgain(house, again, file),
      ),
    );
  letters
    .command('posted')
    .description('say that the letters of a batch are in the post')
    .argument('<batch>', 'its number', idArgument)
    .option('--on <day>', 'the day they were posted; without, today', dayArgument)
    .option('--even-stopped', 'also those that were paid or stopped after printing')
    .action((batch: number, options: { on?: Day; evenStopped?: true }) =>
      on.house(async (house) => (await load()).lettersPosted(house, batch, options)),
    );
  addCorrection(letters, on);
  letters
    .command('recall')
    .description('ask the letter provider to stop a letter that is not printed yet')
    .argument('<number>', 'number of the notice, M-00042 or 42')
    .requiredOption('--reason <text>', 'why')
    .action((number: string, { reason }: { reason: string }) =>
      on.house(async (house) => (await import('./commands/letters.ts')).recall(house, number, reason)),
    );
  letters
    .command('price')
    .description('what the letter of a notice costs at the provider that is set up')
    .argument('<number>', 'number of the notice, M-00042 or 42')
    .action((number: string) =>
      on.house(async (house) => (await import('./commands/letters.ts')).price(house, number)),
    );
}

function addCorrection(letters: Command, on: Runner): void {
  letters
    .command('correct')
    .description('print the letter of a notice with another postal address and send it; without options, show it')
    .argument('<number>', 'number of the notice, M-00042 or 42')
    .option('--street <street>', 'the corrected street')
    .option('--house-number <number>', 'its house number', '')
    .option('--extra <line>', 'a line above the street; may be given several times', several, [])
    .option('--postal-code <code>')
    .option('--city <city>')
    .option('--country <code>', 'two letters, such as DE')
    .option('--came-back', 'the letter that was sent came back')
    .option('--not-remember', 'the customer keeps his address')
    .option('--remark <text>', 'why')
    .action((number: string, options: CorrectionOptions) =>
      on.house(async (house) => (await import('./commands/letters.ts')).correct(house, number, options)),
    );
}

const several = (line: string, before: readonly string[]): string[] => [...before, line];
