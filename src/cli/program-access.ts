// The commands about access: people, and what programs may do in their name.

import { type Command, Option } from 'commander';
import { ROLES } from '../core/actor.ts';
import type { PersonOptions } from './commands/people.ts';
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
}
