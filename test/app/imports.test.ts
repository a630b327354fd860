// Importing: repeated it changes nothing; what contradicts the record is reported and left; proposals follow.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { includeCustomer } from '../../src/app/holds/blocks.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  approveAll,
  csv,
  type House,
  level,
  openHouse,
  proposalOf,
  refusalOf,
  run,
} from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B', gross: '50.00' }]);
});

type Kind = 'customers' | 'invoices' | 'payments';
const read = (kind: Kind, rows: Record<string, unknown>[]) =>
  importFile(house.anna, { name: `${kind}.csv`, kind, bytes: csv(rows) });

/** Counts and problems of an import, e.g. '1 added, 2 unchanged'; problems by their line and reason. */
async function outcome(kind: Kind, rows: Record<string, unknown>[]): Promise<string[]> {
  const { added, changed, unchanged, problems } = await read(kind, rows);
  return [`${added}/${changed}/${unchanged}`, ...problems.map(({ line, reason }) => `${line}: ${reason}`)];
}

const invoice = (number: string, fields: Record<string, unknown> = {}) => ({
  number,
  customer: 'K1',
  issued: '2026-03-01',
  due: '2026-03-08',
  currency: 'EUR',
  gross: '100.00',
  'applies to': '',
  kind: 'invoice',
  ...fields,
});
const payment = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  invoice: 'A',
  customer: '',
  amount: '30.00',
  currency: 'EUR',
  'value date': '2026-03-10',
  ...fields,
});
const openCents = async (number: string) => {
  const [row] = await house.rows(sql`select open_cents from invoices where number = ${number}`);
  return Number(row?.open_cents);
};

describe('a file imported twice', () => {
  test.each<[Kind, Record<string, unknown>[]]>([
    [
      'customers',
      [{ number: 'K9', name: 'New', email: 'a@example.com', street: 'Weg 1', 'postal code': '12345', city: 'Ort' }],
    ],
    [
      'invoices',
      [invoice('X'), invoice('Y'), invoice('G', { kind: 'credit note', 'applies to': 'X', gross: '20.00' })],
    ],
    ['payments', [payment('P1'), payment('P2', { invoice: 'B', amount: '-5.00' })]],
  ])('of %s adds its rows once', async (kind, rows) => {
    const tables = { customers: sql`customers`, invoices: sql`invoices`, payments: sql`payments` };
    const content = () => house.rows(sql`select * from ${tables[kind]} order by id`);
    expect(await outcome(kind, rows)).toEqual([`${rows.length}/0/0`]);
    const before = await content();
    expect(await outcome(kind, rows)).toEqual([`0/0/${rows.length}`]);
    expect(await content()).toEqual(before);
  });
});

describe('an invoice on record', () => {
  test.each([
    ['gross', '100.01', /gross 100\.00 instead of 100\.01/],
    ['due', '2026-03-09', /due 2026-03-08 instead of 2026-03-09/],
    ['issued', '2026-03-02', /issued 2026-03-01 instead of 2026-03-02/],
    ['currency', 'CHF', /currency EUR instead of CHF/],
    ['customer', 'K2', /another customer/],
    ['kind', 'credit note', /recorded as invoice/],
  ])(
    'with another %s is reported and left as it is, and the rest of the file is kept',
    async (field, value, reason) => {
      const [counts, problem] = await outcome('invoices', [invoice('A', { [field]: value }), invoice('X')]);
      expect(counts).toBe('1/0/0');
      expect(problem).toMatch(reason);
      expect(problem).toMatch(/^2: Invoice A is on record/);
      expect(await openCents('A')).toBe(10_000);
    },
  );
});

describe('a row that refers to nothing', () => {
  test('is reported with its line: an invoice or payment of an unknown customer or invoice, an unknown plan', async () => {
    expect(await outcome('invoices', [invoice('X', { customer: 'K9' })])).toEqual([
      '0/0/0',
      expect.stringMatching(/^2: Customer K9/),
    ]);
    expect(await outcome('payments', [payment('P1', { invoice: 'X' })])).toEqual([
      '0/0/0',
      expect.stringMatching(/^2: Invoice X/),
    ]);
    const credit = invoice('G', { kind: 'credit note', 'applies to': 'X' });
    expect(await outcome('invoices', [credit])).toEqual([
      '0/0/0',
      expect.stringMatching(/^2: Invoice X is not on record/),
    ]);
    const moved = [{ number: 'K1', name: 'Customer K1', plan: 'Nothing' }];
    expect(await outcome('customers', moved)).toEqual(['0/0/0', expect.stringMatching(/^2: There is no dunning plan/)]);
  });

  test('or to something that does not fit, likewise', async () => {
    expect((await outcome('payments', [payment('P1', { currency: 'CHF' })]))[1]).toMatch(/in CHF, invoice A in EUR/);
    expect((await outcome('payments', [payment('P2', { customer: 'K2' })]))[1]).toMatch(/another customer/);
    const foreign = invoice('G', { customer: 'K2', kind: 'credit note', 'applies to': 'A' });
    expect((await outcome('invoices', [foreign]))[1]).toMatch(/other customer or currency/);
    await read('payments', [payment('P3')]);
    expect((await outcome('payments', [payment('P3', { amount: '31.00' })]))[1]).toMatch(
      /another amount, day or invoice/,
    );
    expect(await openCents('A')).toBe(7_000);
  });
});

describe('what an import changes', () => {
  test('is the open amount, by payments, reversals and credit notes, whatever their order', async () => {
    await read('payments', [payment('P1'), payment('P2', { amount: '-10.00' })]);
    expect(await openCents('A')).toBe(8_000);
    const credit = invoice('G', { kind: 'credit note', 'applies to': 'Z', gross: '40.00' });
    await read('invoices', [credit, invoice('Z')]);
    expect(await openCents('Z')).toBe(6_000);
  });

  test('is the open amount at once also by a credit note dated tomorrow, and what is approved can be issued', async () => {
    const dated = { issued: '2026-03-11', due: '2026-03-11', gross: '40.00' };
    await read('invoices', [invoice('G', { kind: 'credit note', 'applies to': 'A', ...dated })]);
    await run(house);
    const outcomes = await approveAll(house);
    expect(outcomes.map((one) => one.outcome === 'issued' && one.totalCents)).toEqual([6_000, 5_000]);
  });

  test('is the undecided proposal: refreshed by a part payment, withdrawn by the whole', async () => {
    await run(house);
    await read('payments', [payment('P1')]);
    expect(Number((await proposalOf(house, 'A')).row.principal_cents)).toBe(7_000);
    expect((await read('payments', [payment('P2', { amount: '70.00' })])).withdrawnProposals).toBe(1);
    expect((await proposalOf(house, 'A')).row).toMatchObject({ withdrawn_reason: { code: 'paid' } });
  });

  test('is a customer where the file says something else, and only what it says', async () => {
    expect(await outcome('customers', [{ number: 'K1', name: 'Renamed' }])).toEqual(['0/1/0']);
    const [row] = await house.rows(sql`select name, emails_to from customers where number = 'K1'`);
    expect(row).toEqual({ name: 'Renamed', emails_to: ['pay@example.com'] });
  });

  test('is the plan of a customer, with the level his invoices are asked for next', async () => {
    await savePlan(house.anna, { name: 'Slow', levels: [level('S1', { afterDays: 30 })] });
    await run(house);
    await read('customers', [{ number: 'K1', name: 'Customer K1', plan: 'Slow' }]);
    expect((await proposalOf(house, 'A')).state).toBe('withdrawn');
    house.clock.set('2026-04-07');
    await run(house);
    const [row] = await house.rows(sql`
      select levels.name from proposals join levels on levels.id = level_id where state = 'proposed' limit 1`);
    expect(row).toEqual({ name: 'S1' });
  });

  test('is a block for a customer that the file marks so, until a person has ended it; then it is reported', async () => {
    const file = (number: string, blocked: string) => [
      {
        number,
        name: `Customer ${number}`,
        'dunning block': blocked,
        'block until': blocked === 'yes' ? '2026-05-01' : '',
      },
    ];
    await read('customers', file('K9', 'yes'));
    await read('customers', file('K1', 'yes'));
    const standing = () =>
      house.rows(sql`select customers.number, until_on::text from blocks
        join customers on customers.id = customer_id where ended_at is null order by number`);
    const both = ['K1', 'K9'].map((number) => ({ number, until_on: '2026-05-01' }));
    expect(await standing()).toEqual(both);
    expect((await read('customers', file('K1', 'no'))).problems[0]?.reason).toMatch(/He stays blocked/);
    expect(await standing()).toEqual(both);
    await includeCustomer(house.anna, { customer: 'K1' });
    expect((await read('customers', file('K1', 'yes'))).problems[0]?.reason).toMatch(/Anna ended his block here/);
    expect(await standing()).toEqual(both.slice(1));
  });

  test('is the channel of a customer, and whether he is activated', async () => {
    await read('customers', [{ number: 'K1', name: 'Customer K1', 'preferred channel': 'Brief', activated: 'ja' }]);
    const [row] = await house.rows(sql`select preferred_channel, activated from customers where number = 'K1'`);
    expect(row).toEqual({ preferred_channel: 'letter', activated: true });
  });

  test('is nothing where a credit note or a reference differs: that is reported', async () => {
    const credit = invoice('G', { kind: 'credit note', 'applies to': 'A', gross: '20.00' });
    await read('invoices', [credit, invoice('X')]);
    const other = { ...credit, 'applies to': 'B' };
    expect((await read('invoices', [other])).problems[0]?.reason).toMatch(/set against another invoice than B/);
    const referenced = { ...invoice('X'), reference: 'RF18539007547034' };
    expect((await read('invoices', [referenced])).problems[0]?.reason).toMatch(/payment reference missing instead of/);
  });
});

test('a file that is none is refused whole', async () => {
  const bytes = new TextEncoder().encode('hello');
  expect(await refusalOf(importFile(house.anna, { name: 'x.csv', kind: 'invoices', bytes }))).toBe('invalid_input');
});
