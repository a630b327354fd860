// The commands about access: people, and what programs may do in their name.

import { type Command, Option } from 'commander';
import { ROLES } from '../core/actor.ts';
import { SCOPES } from '../core/scope.ts';
import { daysArgument, idArgument } from './arguments.ts';
import type { PersonOptions } from './commands/people.ts';
import type { TokenOptions } from './commands/tokens.ts';
import type { Runner } from './program.ts';

export function addAccess(program: Command, on: Runner): void {
  program.commandsGroup('People and programs:');
  const people = () => import('./commands/people.ts');
  program
    .command('people')
    .description('who may work here, and how each of them signs in')
    .action(() => on.house(async (house) => (await people()).list(house)));
  const person = program.command('person').description('put somebody on the list, change or deactivate a person');
  const options = (command: Command) =>
    command
      .option('--email <address>', 'to sign in with, and to be named by')
      .addOption(new Option('--role <role>', 'what the person may do').choices(ROLES))
      .option('--slack <id>', 'member ID in Slack, e.g. U012AB3CD')
      .addOption(new Option('--language <language>', 'of the screens').choices(['de', 'en']));
  options(
    person.command('add').description('put a person on the list').argument('<name>', 'as people know him'),
  ).action((name: string, given: PersonOptions) => on.house(async (house) => (await people()).add(house, name, given)));
  const who = ['<person>', 'number or e-mail address'] as const;
  options(
    person
      .command('change')
      .description('change name, role or addresses')
      .argument(...who)
      .option('--name <name>', 'another name'),
  ).action((which: string, given: PersonOptions) =>
    on.house(async (house) => (await people()).change(house, which, given)),
  );
  person
    .command('deactivate')
    .description('let a person in no longer; what he decided stays')
    .argument(...who)
    .action((which: string) => on.house(async (house) => (await people()).deactivate(house, which)));
  person
    .command('reactivate')
    .description('let a deactivated person in again')
    .argument(...who)
    .action((which: string) => on.house(async (house) => (await people()).reactivate(house, which)));
  person
    .command('link')
    .description('print a link that signs a person in once, within ten minutes')
    .argument(...who)
    .action((which: string) => on.house(async (house) => (await people()).link(house, which)));
  addTokens(program, on);
}

function addTokens(program: Command, on: Runner): void {
  const tokens = () => import('./commands/tokens.ts');
  const token = program.command('token').description('access of programs to the REST interface');
  token
    .command('create')
    .description('make a token; it is shown once')
    .argument('<name>', 'of the program')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('viewer'))
    .addOption(new Option('--scope <scope...>', 'groups of addresses; without, all').choices(['*', ...SCOPES]))
    .option('--days <count>', 'after how many days it ends (365)', daysArgument)
    .action((name: string, given: TokenOptions) =>
      on.house(async (house) => (await tokens()).create(house, name, given)),
    );
  token
    .command('list')
    .description('all tokens, with role, scopes and last use')
    .action(() => on.house(async (house) => (await tokens()).list(house)));
  token
    .command('revoke')
    .description('end a token at once')
    .argument('<id>', 'its number', idArgument)
    .action((id: number) => on.house(async (house) => (await tokens()).revoke(house, id)));
}
