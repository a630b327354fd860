// Another program sends customers, invoices and payments as records: taken over as those of a file are, all or none.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { openWeb } from '../web/visitor.ts';
import { type Caller, callerWith, tokenFor } from './caller.ts';

let store: Store;
let world: World;
let program: Caller;

const ADDRESS = { street: 'Hauptstr.', houseNumber: '5', postalCode: '80331', city: 'München', country: 'DE' };
const INVOICE = { customer: 'P-1', issuedOn: '2026-09-01', dueDate: '2026-10-01', gross: '119.00' };
const send = (what: string, rows: readonly object[]) => program(`POST /${what}`, { rows });
const errorsOf = async (what: string, rows: readonly object[]) => {
  const { status, json } = await send(what, rows);
  return [status, ...(json.errors ?? []).map(({ path }) => path)];
};

beforeAll(async () => {
  store = await openTestStore();
  world = await createWorld(store);
  const web = openWeb(world);
  program = callerWith(web, (await tokenFor(web.context(ADMIN), 'approver')).token);
  const customer = { number: 'P-1', name: 'Program GmbH', address: ADDRESS, emailsTo: ['a@example.com'] };
  expect((await send('customers', [customer])).json).toMatchObject({ rows: 1, added: 1 });
});

test('the same records again change nothing; what they say otherwise is changed, what they leave out is kept', async () => {
  const rows = [{ number: 'P-1', name: 'Program AG', party: 'business' }];
  expect((await send('customers', rows)).json).toMatchObject({ added: 0, changed: 1 });
  expect((await send('customers', rows)).json).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  const { row } = (await program('GET /customers/P-1')).json as { row: Record<string, unknown> };
  expect(row).toMatchObject({ name: 'Program AG', party: 'business', emailsTo: ['a@example.com'], version: 2 });
  expect(row.address).toMatchObject(ADDRESS);
});

test('an invoice is on record with its reference, its discount and what is open; a payment closes it once', async () => {
  const discount = { amount: '2.38', until: '2026-09-11' };
  const rows = [{ ...INVOICE, number: 'P-100', open: '100.00', paymentReference: 'RF18 539', discount }];
  expect((await send('invoices', rows)).json).toMatchObject({ added: 1 });
  const open = async () => (await program('GET /invoices/P-100')).json.openCents;
  expect(await open()).toBe(10_000);
  const payment = { id: 'erp-7', invoice: 'P-100', amount: '100.00', valueOn: '2026-11-19' };
  expect((await send('payments', [payment])).json).toMatchObject({ added: 1 });
  expect((await send('payments', [payment])).json).toMatchObject({ added: 0, unchanged: 1 });
  expect(await open()).toBe(0);
});

describe('of records with anything wrong none is taken, and each wrong field is named', () => {
  test.each([
    ['customers', [{ number: 'P-2', name: 'B' }, { number: '' }], ['rows.1.number', 'rows.1.name']],
    ['customers', [{ number: 'P-2', name: 'B', iban: 'DE00 1' }], ['rows.0.iban']],
    ['customers', [{ number: 'P-2', name: 'B', plan: 'None such' }], ['rows.0']],
    [
      'customers',
      [
        { number: 'P-2', name: 'B' },
        { number: 'P-2', name: 'C' },
      ],
      ['rows.0', 'rows.1'],
    ],
    ['invoices', [{ ...INVOICE, number: 'P-2', gross: '1.234,56' }], ['rows.0.gross']],
    ['invoices', [{ ...INVOICE, number: 'P-2', gross: '0.00' }], ['rows.0.gross']],
    ['invoices', [{ ...INVOICE, number: 'P-2', gross: '1.005' }], ['rows.0.gross']],
    ['invoices', [{ ...INVOICE, number: 'P-2', dueDate: '2026-02-30' }], ['rows.0.dueDate']],
    ['invoices', [{ ...INVOICE, number: 'P-2', dueDate: '2026-08-31' }], ['rows.0.dueDate']],
    ['invoices', [{ ...INVOICE, number: 'P-2', open: '119.01' }], ['rows.0.open']],
    ['invoices', [{ ...INVOICE, number: 'P-2', customer: 'P-9' }], ['rows.0']],
    ['invoices', [{ ...INVOICE, number: 'P-2', appliesTo: 'P-100' }], ['rows.0.appliesTo']],
    [
      'invoices',
      [
        { ...INVOICE, number: 'P-2' },
        { ...INVOICE, number: 'P-100', gross: '120.00' },
      ],
      ['rows.1'],
    ],
    ['payments', [{ id: 'P-2', amount: '1.00', valueOn: '2026-11-19' }], ['rows.0.invoice']],
    ['payments', [{ id: 'P-2', invoice: 'P-9', amount: '1.00', valueOn: '2026-11-19' }], ['rows.0']],
    ['payments', [{ id: 'bank:x:1', customer: 'P-1', amount: '1.00', valueOn: '2026-11-19' }], ['rows.0']],
    ['payments', [], ['rows']],
  ])('%s %j', async (what, rows, paths) => {
    expect(await errorsOf(what, rows)).toEqual([422, ...paths]);
    const search = await program('GET /customers/P-2');
    expect([search.status, (await program('GET /invoices/P-2')).status]).toEqual([404, 404]);
  });
});

test('a key makes sending twice safe, and the history of imports says who sent what', async () => {
  const body = { rows: [{ number: 'P-3', name: 'Key GmbH' }], source: 'ERP, nightly' };
  const key = { 'idempotency-key': 'night-1' };
  const first = await program('POST /customers', body, key);
  const again = await program('POST /customers', body, key);
  expect([first.json, again.headers.get('idempotency-replayed')]).toEqual([again.json, 'true']);
  const { rows = [] } = (await program('GET /imports?limit=1')).json;
  expect(rows[0]).toMatchObject({ fileName: 'ERP, nightly', id: first.json.importId });
});
