// Every command with its arguments. What a command does is loaded when it runs, so that help and light commands start
// fast.

import { Argument, Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { CHANNELS } from '../core/plan.ts';
import {
  amountArgument,
  dayArgument,
  daysArgument,
  idArgument,
  idsArgument,
  limitArgument,
  namesArgument,
  urlArgument,
} from './arguments.ts';
import type { ApproveOptions } from './commands/approve.ts';
import type { ExportOptions } from './commands/export.ts';
import type { UntilOptions } from './commands/holds.ts';
import type { ImportOptions } from './commands/import.ts';
import type { RunOptions } from './commands/run.ts';
import type { SendingStep } from './commands/sending.ts';
import type { Answer, Desk, House } from './desk.ts';
import { EPILOGUE } from './help.ts';
import { addAccess } from './program-access.ts';
import { addLedger } from './program-ledger.ts';
import { addOperations } from './program-operations.ts';

export interface Runner {
  /** A command that needs no database, or opens its own. */
  plain(work: (desk: Desk) => Promise<Answer>): Promise<void>;
  /** A command on the database of an organisation. */
  house(work: (house: House) => Promise<Answer>): Promise<void>;
}

/** The commands; errors of the arguments are thrown, help is printed. */
export function createProgram(desk: Desk, on: Runner): Command {
  const { around } = desk;
  const program = new Command('duly')
    .description('Dunning that people approve: overdue invoices in, reminders proposed, decided, sent and on record.')
    .version(manifest.version)
    .option('--json', 'print the answer as one JSON document')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: around.out,
      // Errors are printed once, by whoever catches them; help in place of a missing command is no error text.
      writeErr: desk.json ? () => undefined : around.err,
      outputError: () => undefined,
      getOutHelpWidth: () => around.columns,
      getErrHelpWidth: () => around.columns,
    })
    .exitOverride()
    .addHelpText('after', EPILOGUE);
  addDaily(program, on);
  addDecisions(program, on);
  addHolds(program, on);
  addRecords(program, on);
  addQuestions(program, on);
  addMaintenance(program, on);
  addOperations(program, on);
  addLedger(program, on);
  addAccess(program, on);
  return program;
}

function addDaily(program: Command, on: Runner): void {
  program.commandsGroup('Every day:');
  program
    .command('run')
    .description('propose what is due today')
    .option('--date <day>', 'another day: one that was missed, or with --dry one to come', dayArgument)
    .option('--dry', 'compute everything, keep nothing')
    .option('--even-if-stale', 'run although payment data is old; the run records who did')
    .option('--plan <name>', 'this dunning plan only')
    .action((options: RunOptions) =>
      on.house(async (house) => (await import('./commands/run.ts')).run(house, options)),
    );
  program
    .command('proposals')
    .description('list the proposals that wait for a decision')
    .option('--limit <rows>', 'show at most so many', limitArgument)
    .action((options: { limit?: number }) =>
      on.house(async (house) => (await import('./commands/proposals.ts')).proposals(house, options)),
    );
  program
    .command('approve')
    .description('approve proposals, issue their notices and send them')
    .argument('[id...]', 'numbers of proposals', idsArgument)
    .option('--all', 'all that wait for a decision')
    .option('--level <name>', 'a higher level than proposed; those between are passed over')
    .option('--without-fee', 'without the fee of the level')
    .option('--remark <text>', 'printed on the letter and in the mail')
    .action((ids: number[] | undefined, options: ApproveOptions) =>
      on.house(async (house) => (await import('./commands/approve.ts')).approve(house, ids ?? [], options)),
    );
}

function addDecisions(program: Command, on: Runner): void {
  program.commandsGroup('Deciding otherwise:');
  const ids = ['<id...>', 'numbers of proposals', idsArgument] as const;
  const reason = ['--reason <text>', 'kept with the decision'] as const;
  program
    .command('skip')
    .description('not this time; the next run asks again')
    .argument(...ids)
    .option(...reason)
    .action((chosen: number[], { reason: remark }: { reason?: string }) =>
      on.house(async (house) => (await import('./commands/decide.ts')).decide(house, chosen, { kind: 'skip', remark })),
    );
  program
    .command('snooze')
    .description('ask again on a day')
    .argument(...ids)
    .requiredOption('--until <day>', 'the day on which it is asked again', dayArgument)
    .option(...reason)
    .action(
      (chosen: number[], { reason: remark, until }: UntilOptions & { until: NonNullable<UntilOptions['until']> }) =>
        on.house(async (house) =>
          (await import('./commands/decide.ts')).decide(house, chosen, { kind: 'snooze', until, remark }),
        ),
    );
  program
    .command('skip-level')
    .description('count the level as passed; nothing is sent')
    .argument(...ids)
    .option(...reason)
    .action((chosen: number[], { reason: remark }: { reason?: string }) =>
      on.house(async (house) =>
        (await import('./commands/decide.ts')).decide(house, chosen, { kind: 'skip_level', remark }),
      ),
    );
  program
    .command('take-back')
    .description('take an approval back, as long as its notice is not issued')
    .argument('<id>', 'number of the proposal', idArgument)
    .action((id: number) => on.house(async (house) => (await import('./commands/proposals.ts')).takeBack(house, id)));
  program
    .command('propose')
    .description('propose overdue invoices now, without waiting for the days')
    .argument('<invoice...>', 'numbers of invoices')
    .option('--level <name>', 'a higher level than the next one')
    .option('--remark <text>', 'kept with the proposal')
    .action((invoices: string[], options: { level?: string; remark?: string }) =>
      on.house(async (house) => (await import('./commands/proposals.ts')).propose(house, invoices, options)),
    );
}

function addHolds(program: Command, on: Runner): void {
  program.commandsGroup('Holding back:');
  const command = (name: string, description: string, argument: [string, string] | null, limited: boolean) => {
    const made = program.command(name).description(description);
    if (argument !== null) made.argument(...argument);
    if (limited) {
      made.option('--until <day>', 'its last day; without, until it is ended', dayArgument);
      made.option('--reason <text>', 'shown wherever it holds something back');
    }
    return made;
  };
  const invoice: [string, string] = ['<invoice>', 'number of the invoice'];
  const customer: [string, string] = ['<customer>', 'number of the customer'];
  const holds = () => import('./commands/holds.ts');
  command('pause', 'pause an invoice', invoice, true).action((number: string, options: UntilOptions) =>
    on.house(async (house) => (await holds()).pause(house, number, options)),
  );
  command('resume', 'end the pause of an invoice', invoice, false).action((number: string) =>
    on.house(async (house) => (await holds()).resume(house, number)),
  );
  command('exclude', 'block all dunning of a customer', customer, true).action(
    (number: string, options: UntilOptions) =>
      on.house(async (house) => (await holds()).exclude(house, number, options)),
  );
  command('include', 'end the block of a customer', customer, false).action((number: string) =>
    on.house(async (house) => (await holds()).include(house, number)),
  );
  command('suspend', 'stop all dunning', null, true).action((options: UntilOptions) =>
    on.house(async (house) => (await holds()).suspend(house, options)),
  );
  command('unsuspend', 'take dunning up again', null, false).action(() =>
    on.house(async (house) => (await holds()).unsuspend(house)),
  );
  command('dispute', 'mark an invoice as disputed', invoice, false)
    .option('--reason <text>', 'what the customer says')
    .action((number: string, options: { reason?: string }) =>
      on.house(async (house) => (await holds()).dispute(house, number, options)),
    );
  command('settle', 'settle the dispute of an invoice', invoice, false).action((number: string) =>
    on.house(async (house) => (await holds()).settle(house, number)),
  );
  command('promise', 'record a promise to pay', invoice, false)
    .argument('<day>', 'the promised day', dayArgument)
    .action((number: string, day: ReturnType<typeof dayArgument>) =>
      on.house(async (house) => (await holds()).promise(house, number, day)),
    );
}

function addRecords(program: Command, on: Runner): void {
  program.commandsGroup('Payments and notices:');
  program
    .command('paid')
    .description('record a payment of an invoice')
    .argument('<invoice>', 'number of the invoice')
    .argument('[amount]', 'in its currency; negative for a returned debit; without, all that is open', amountArgument)
    .option('--on <day>', 'value date; without, today', dayArgument)
    .action((invoice: string, amount: string | undefined, options: { on?: ReturnType<typeof dayArgument> }) =>
      on.house(async (house) => (await import('./commands/payments.ts')).paid(house, invoice, amount, options)),
    );
  program
    .command('bank-imported')
    .description('note that bank data is on record, also when it held no payment')
    .option('--through <day>', 'last booking day it covers; without, today', dayArgument)
    .action((options: { through?: ReturnType<typeof dayArgument> }) =>
      on.house(async (house) => (await import('./commands/payments.ts')).bankImported(house, options)),
    );
  program
    .command('cancel')
    .description('take an issued notice back: the level comes back, its charges fall away')
    .argument('<which>', 'number of the notice (M-00042 or 42), or of an invoice whose latest notice is meant')
    .addOption(new Option('--notice', 'it is the number of a notice').conflicts('invoice'))
    .option('--invoice', 'it is the number of an invoice')
    .option('--reason <text>', 'kept with the notice')
    .action((which: string, options: { notice?: true; invoice?: true; reason?: string }) =>
      on.house(async (house) => (await import('./commands/notices.ts')).cancel(house, which, options)),
    );
  program
    .command('resend')
    .description('send an issued notice, for the first time or deliberately again')
    .argument('<number>', 'number of the notice, M-00042 or 42')
    .addOption(new Option('--channel <channel>', 'another way out than its own').choices(CHANNELS))
    .option('--remark <text>', 'kept with the delivery')
    .action((number: string, options: { channel?: (typeof CHANNELS)[number]; remark?: string }) =>
      on.house(async (house) => (await import('./commands/notices.ts')).resend(house, number, options)),
    );
  program
    .command('sending')
    .description('whether notices are being sent; pause all sending, or let it go on')
    .addArgument(new Argument('[step]').choices(['status', 'pause', 'resume']).default('status'))
    .option('--reason <text>', 'why; needed to pause and to let it go on')
    .action((step: SendingStep, options: { reason?: string }) =>
      on.house(async (house) => (await import('./commands/sending.ts')).sending(house, step, options)),
    );
}

function addQuestions(program: Command, on: Runner): void {
  program.commandsGroup('Questions:');
  program
    .command('why')
    .description('why an invoice is, or is not, dunned')
    .argument('<invoice>', 'number of the invoice')
    .option('--on <day>', 'as a past run saw it; without, as it is now', dayArgument)
    .action((invoice: string, options: { on?: ReturnType<typeof dayArgument> }) =>
      on.house(async (house) => (await import('./commands/why.ts')).why(house, invoice, options)),
    );
  program
    .command('history')
    .description('everything that happened to an invoice')
    .argument('<invoice>', 'number of the invoice')
    .action((invoice: string) =>
      on.house(async (house) => (await import('./commands/history.ts')).history(house, invoice)),
    );
  program
    .command('forecast')
    .description('what will be due in the next days, if all is approved and nobody pays')
    .option('--days <count>', 'how many days', daysArgument, 30)
    .action((options: { days: number }) =>
      on.house(async (house) => (await import('./commands/forecast.ts')).forecastDays(house, options.days)),
    );
}

function addMaintenance(program: Command, on: Runner): void {
  program.commandsGroup('Data and set-up:');
  program
    .command('import')
    .description('import customers, invoices, payments and bank statements, told by their content')
    .argument('<file...>', 'the files, in any order')
    .addOption(
      new Option('--kind <kind>', 'what the files hold; without, told from their columns').choices([
        'customers',
        'invoices',
        'payments',
      ]),
    )
    .option('--ignore-column <name...>', 'columns to leave out', namesArgument)
    .option('--dry', 'say what would change, keep nothing')
    .option('--mapping <name>', 'a preset or a saved mapping of columns; duly mappings lists them')
    .option('--complete [day]', 'the table lists all open items (of a day): what is missing is settled')
    .option('--close-many', 'more than half of the open invoices may be closed')
    .action((files: string[], options: ImportOptions) =>
      on.house(async (house) => (await import('./commands/import.ts')).importFiles(house, files, options)),
    );
  program
    .command('export')
    .description('write notices with their charges, payments, or everything of a customer to a file')
    .addArgument(new Argument('<what>', 'what to write').choices(['notices', 'payments', 'customer']))
    .argument('[customer]', 'number of the customer')
    .option('--from <day>', 'first day', dayArgument)
    .option('--to <day>', 'last day', dayArgument)
    .option('--out <file>', 'where to; without, a name that says what it is, here')
    .action((what: string, customer: string | undefined, options: ExportOptions) =>
      on.house(async (house) => (await import('./commands/export.ts')).exportData(house, what, customer, options)),
    );
  program
    .command('setup')
    .description('create the organisation from a JSON file, with a first dunning plan')
    .argument('<file>', 'see templates/organisation.example.json')
    .action((file: string) => on.plain(async (desk) => (await import('./commands/setup.ts')).setUp(desk, file)));
  program
    .command('doctor')
    .description('check everything that letters, mails and runs need')
    .action(() => on.plain(async (desk) => (await import('./commands/doctor.ts')).doctor(desk)));
  addSlack(program, on);
  program
    .command('simulate')
    .description('play scenario files in a database in memory; one JSON document per file')
    .argument('<file...>', 'scenario files')
    .action((files: string[]) =>
      on.plain(async (desk) => (await import('./commands/simulate.ts')).simulateFiles(desk, files)),
    );
}

function addSlack(program: Command, on: Runner): void {
  const slack = program.command('slack').description('Slack: check the connection, print the manifest of the app');
  slack
    .command('check')
    .description('check tokens, scopes and channel, and have Slack judge every kind of message we send')
    .action(() => on.house(async (house) => (await import('./commands/slack.ts')).slackCheck(house)));
  slack
    .command('manifest')
    .description('print the manifest to paste into the pages of a new Slack app')
    .option('--http <url>', 'for requests to this public address; without, Socket Mode', urlArgument)
    .option('--groups', 'with the scope that roles from user groups of Slack need')
    .action((options: { http?: string; groups?: boolean }) =>
      on.plain(async (desk) => (await import('./commands/slack.ts')).slackManifest(desk, options)),
    );
}
