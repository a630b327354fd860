// Forms that would do something twice: sent again by a second click or a reload, they do it once. And refused files,
// whose page can be loaded again without sending anything.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../support/databases.ts';
import { createWorld, type World } from '../support/world.ts';
import { openWeb, type Visitor } from './visitor.ts';

let world: World;
let anna: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  anna = await openWeb(world).signIn('admin', 'Anna');
});

async function count(table: string): Promise<number> {
  const { rows } = (await world.store.db.execute(sql`select count(*)::int as n from ${sql.raw(table)}`)) as unknown as {
    rows: { n: number }[];
  };
  return rows[0]?.n ?? 0;
}

/** The key of the form with this action, as the page gives it out. */
async function keyOf(page: string, action: string): Promise<string> {
  const { html } = await anna.get(page);
  return (
    new RegExp(`action="${action}"[^>]*><input type="hidden" name="once" value="([0-9a-f-]{36})"`).exec(html)?.[1] ?? ''
  );
}

describe('a form that is sent again', () => {
  test('books a payment once', async () => {
    const once = await keyOf('/invoices/RE-1001', '/invoices/RE-1001/payment');
    const fields = { once, amount: '5.00', valueOn: '', method: 'cash' };
    const before = await count('payments');
    expect((await anna.send('/invoices/RE-1001/payment', fields)).text).not.toContain('done already');
    const again = await anna.send('/invoices/RE-1001/payment', fields);
    expect(again.text).toContain('That had been done already; nothing was done a second time.');
    expect(await count('payments')).toBe(before + 1);
  });

  test('books another one under a key of its own', async () => {
    const before = await count('payments');
    for (const path of ['/invoices/RE-1001', '/invoices/RE-1001']) {
      const once = await keyOf(path, `${path}/payment`);
      await anna.send(`${path}/payment`, { once, amount: '5.00', valueOn: '', method: 'cash' });
    }
    expect(await count('payments')).toBe(before + 2);
  });

  test('makes a token once, and shows it once', async () => {
    const once = await keyOf('/settings/tokens', '/settings/tokens');
    const fields = { once, name: 'ERP', role: 'viewer', scopes: ['invoices'], days: '30' };
    const before = await count('api_tokens');
    expect((await anna.post('/settings/tokens', fields)).status).toBe(200);
    const again = await anna.send('/settings/tokens', fields);
    expect(again.text).toContain('shown once only');
    expect(again.html).not.toContain('id="new-token"');
    expect(await count('api_tokens')).toBe(before + 1);
  });

  test('that was refused is not used up', async () => {
    const once = await keyOf('/settings/tokens', '/settings/tokens');
    const fields = { once, name: '', role: 'viewer', scopes: ['invoices'], days: '30' };
    expect((await anna.post('/settings/tokens', fields)).status).toBe(422);
    expect((await anna.post('/settings/tokens', { ...fields, name: 'Shop' })).status).toBe(200);
  });
});

test.each([
  ['/payments', '/imports', 'Choose a file\\.'],
  ['/invoices/RE-1001', '/invoices/RE-1001/original', 'Choose a PDF file\\.'],
])('on %s a missing file is said of beside its field, and once', async (page, path, said) => {
  const answer = await anna.hand(path, '', new Uint8Array());
  expect([answer.status, answer.location?.split('#')[0]]).toEqual([303, page]);
  const shown = await anna.get(page);
  expect(shown.status).toBe(200);
  expect(shown.html.match(new RegExp(said, 'g'))).toHaveLength(2);
  expect((await anna.get(page)).html).not.toMatch(new RegExp(said));
});
