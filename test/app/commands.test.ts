// What holds for every use case there is: who may call it, and that a change leaves its row in the audit trail. A new
// command needs an example here.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { suspendDunning } from '../../src/app/holds/blocks.ts';
import { USE_CASES } from '../../src/app/index.ts';
import { setUpOrganisation } from '../../src/app/settings/set-up.ts';
import { ROLES } from '../../src/core/actor.ts';
import { EXAMPLES, idOf, LEAVES, openAfternoon } from './commands-house.ts';
import { type House, refusalOf } from './house.ts';

interface AnyUseCase {
  (ctx: Context, input: unknown): Promise<unknown>;
  readonly kind: string;
  readonly role: (typeof ROLES)[number];
}
const useCases = new Map(USE_CASES.map((one) => [one.name, one as unknown as AnyUseCase]));
const commands = [...useCases].filter(([, useCase]) => useCase.kind === 'command').map(([name]) => name);
const queries = [...useCases].filter(([, useCase]) => useCase.kind === 'query').map(([name]) => name);

let house: House;

beforeAll(async () => {
  house = await openAfternoon();
});

const auditRows = () => house.rows(sql`select actor, role, surface, action, entity_id, after from audit order by id`);

/** Calls a command as somebody, and returns the audit rows it left. */
async function rowsLeftBy(name: string, ctx: Context): Promise<Record<string, unknown>[]> {
  const before = (await auditRows()).length;
  await useCases.get(name)?.(ctx, await EXAMPLES[name]?.());
  return (await auditRows()).slice(before);
}

/** Called once, by everybody about himself, or a machine's step with a log of its own: each has tests of its own. */
const APART = new Set([
  'webhook.send_due',
  'organisation.set_up',
  'person.set_password',
  'person.choose_language',
  'preview.send_test',
]);
const changing = commands.filter((name) => !APART.has(name));

describe('every command', () => {
  test('has an example here', () => expect(changing.filter((name) => !(name in EXAMPLES))).toEqual([]));

  test.each(changing)('%s is refused to a viewer, and to an approver where it needs an admin', async (name) => {
    const needed = useCases.get(name)?.role ?? 'viewer';
    expect(needed).not.toBe('viewer');
    const before = await auditRows();
    for (const role of ROLES.slice(0, ROLES.indexOf(needed))) {
      const input = await EXAMPLES[name]?.();
      expect(await refusalOf(useCases.get(name)?.(house.as('Vic', role), input) ?? Promise.resolve())).toBe(
        'forbidden',
      );
    }
    expect(await auditRows()).toEqual(before);
  });

  test.each(changing)('%s is done with the role it needs, and says who did it', async (name) => {
    if (name === 'dunning.resume') await suspendDunning(house.anna, {});
    const role = useCases.get(name)?.role ?? 'viewer';
    const left = await rowsLeftBy(name, house.as('Ben', role));
    if (name === 'dunning.suspend') await rowsLeftBy('dunning.resume', house.anna);
    expect(left.length).toBeGreaterThan(0);
    for (const row of left) expect(row).toMatchObject({ actor: 'Ben', role, surface: 'console' });
    expect([...new Set(left.map((row) => row.action))]).toEqual(LEAVES[name] ?? [name]);
    expect(left.every((row) => String(row.entity_id) !== '')).toBe(true);
  });

  test('organisation.set_up is an admin’s, once, and leaves its row', async () => {
    const input = {
      name: 'X',
      accountHolder: 'X',
      address: { street: 'S', postalCode: '1', city: 'C', country: 'DE' },
    };
    expect(await refusalOf(setUpOrganisation(house.as('Vic', 'approver'), input))).toBe('forbidden');
    expect(await setUpOrganisation(house.anna, input)).toEqual({ created: false });
    expect((await auditRows())[0]).toMatchObject({ action: 'organisation.set_up', actor: 'Anna', role: 'admin' });
  });
});

describe('every query', () => {
  test('is open to a viewer, unless it shows who may get in or a file that nobody has taken over', () => {
    const closed = queries.filter((name) => useCases.get(name)?.role !== 'viewer');
    expect(closed.sort()).toEqual(['file.columns', 'file.weigh', 'token.list', 'webhook.list', 'webhook.log']);
  });

  test('refuses an input it does not know with the path of the field', async () => {
    for (const name of [...queries, ...changing]) {
      const act = useCases.get(name)?.(house.anna, { nonsense: true }) ?? Promise.resolve();
      expect([name, await refusalOf(act)]).toEqual([name, 'invalid_input']);
    }
  });
});

test('a command that changes nothing leaves no row', async () => {
  const again: [string, unknown][] = [
    ['invoice.resume', { invoice: 'PAID' }],
    ['dispute.settle', { invoice: 'PAID' }],
    ['level.switch', { levelId: house.levels.L1, active: true }],
    ['proposal.decide', { proposals: [await idOf('SENT')], decision: { kind: 'approve' } }],
  ];
  const before = await auditRows();
  for (const [name, input] of again) await useCases.get(name)?.(house.anna, input);
  expect(await auditRows()).toEqual(before);
});
