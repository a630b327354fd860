// The commands about what was read in: bookings to decide, imports and their undo, columns of tables, what leaves.

import { type Command, Option } from 'commander';
import type { Day } from '../core/day.ts';
import { dayArgument, idArgument, limitArgument, namesArgument } from './arguments.ts';
import type { ConfirmOptions, DatevOptions, GuessOptions } from './commands/ledger.ts';
import type { Runner } from './program.ts';

const load = () => import('./commands/ledger.ts');

export function addLedger(program: Command, on: Runner): void {
  program.commandsGroup('What was read in:');
  addBookings(program, on);
  const imports = program.command('imports').description('what was imported; take an import back');
  imports
    .command('list', { isDefault: true })
    .description('the latest imports with their counts')
    .option('--limit <rows>', 'how many', limitArgument)
    .action(({ limit }: { limit?: number }) => on.house(async (house) => (await load()).imports(house, limit)));
  imports
    .command('undo')
    .description('take an import back, as long as nothing was built on it')
    .argument('<import>', 'its number', idArgument)
    .action((which: number) => on.house(async (house) => (await load()).undo(house, which)));
  addMappings(program, on);
  program
    .command('anonymise')
    .description('remove what names a customer, where nothing is open; invoices and letters stay')
    .argument('<customer>', 'his number')
    .requiredOption('--reason <text>', 'why; it is kept on record')
    .action((customer: string, { reason }: { reason: string }) =>
      on.house(async (house) => (await load()).anonymise(house, customer, reason)),
    );
  program
    .command('datev')
    .description('write the charges of notices as a batch of postings for DATEV (EXTF)')
    .requiredOption('--from <day>', 'first day', dayArgument)
    .requiredOption('--to <day>', 'last day, in the same year', dayArgument)
    .requiredOption('--consultant <number>', 'Beraternummer')
    .requiredOption('--client <number>', 'Mandantennummer')
    .requiredOption('--receivable <account>', 'account of customers whose number is no personal account')
    .requiredOption('--fees <account>', 'account of dunning fees')
    .requiredOption('--interest <account>', 'account of interest')
    .requiredOption('--compensation <account>', 'account of the flat compensation')
    .option('--account-length <digits>', 'digits of a general ledger account; without, 4', limitArgument)
    .option('--out <file>', 'where to; without, a name that says what it is, here')
    .action((options: DatevOptions & { from: Day; to: Day }) =>
      on.house(async (house) => (await load()).datev(house, options)),
    );
}

function addBookings(program: Command, on: Runner): void {
  const bookings = program.command('bookings').description('money from bank statements that waits for a decision');
  const which = ['<booking>', 'its number in the list'] as const;
  const remark = () => new Option('--remark <text>', 'kept on record');
  bookings
    .command('list', { isDefault: true })
    .description('what waits, with what it may pay; exit 1 when there is any')
    .action(() => on.house(async (house) => (await load()).bookings(house)));
  bookings
    .command('confirm')
    .description('book it on one of its candidates, or on invoices')
    .argument(...which, idArgument)
    .addOption(new Option('--candidate <place>', 'of its list, from 1').argParser(idArgument).conflicts('invoice'))
    .option('--invoice <number...>', 'invoices by number; NUMBER=AMOUNT for a part', namesArgument)
    .option('--write-off-rest', 'what stays open on them is written off')
    .addOption(remark())
    .action((entry: number, options: ConfirmOptions) =>
      on.house(async (house) => (await load()).confirm(house, entry, options)),
    );
  bookings
    .command('assign')
    .description('keep it as money of a customer; it holds his proposals back')
    .argument(...which, idArgument)
    .argument('<customer>', 'his number')
    .addOption(remark())
    .action((entry: number, customer: string, options: { remark?: string }) =>
      on.house(async (house) => (await load()).assign(house, entry, customer, options)),
    );
  for (const [name, does] of [
    ['set-aside', 'it concerns no invoice'],
    ['take-back', 'undo what was booked for it, or bring it back'],
  ] as const) {
    bookings
      .command(name)
      .description(does)
      .argument(...which, idArgument)
      .addOption(remark())
      .action((entry: number, options: { remark?: string }) =>
        on.house(async (house) => (await load()).settle(house, name, entry, options)),
      );
  }
  bookings
    .command('again')
    .description('match all that wait with the invoices and accounts of now')
    .action(() => on.house(async (house) => (await load()).again(house)));
}

function addMappings(program: Command, on: Runner): void {
  const mappings = program.command('mappings').description('which column of a table is which field');
  mappings
    .command('list', { isDefault: true })
    .description('presets and saved mappings')
    .action(() => on.house(async (house) => (await load()).mappings(house)));
  mappings
    .command('guess')
    .description('look at a table: what its columns may be, by their German or English names')
    .argument('<file>', 'a CSV file')
    .addOption(new Option('--kind <kind>', 'what it holds').choices(['customers', 'invoices', 'payments']))
    .option('--set <column=field...>', 'another field for a column; COLUMN= leaves it out', namesArgument)
    .option('--save <name>', 'save it under this name, for duly import --mapping NAME')
    .addOption(new Option('--slashes <order>', 'how 01/02/2026 is meant').choices(['month-first', 'day-first']))
    .option('--cut-times', 'days are followed by a time of day')
    .action((file: string, options: GuessOptions) =>
      on.house(async (house) => (await load()).guess(house, file, options)),
    );
}
