// A customer's account on the console: payments from it are his, so bookings that waited find their invoice; a wrong
// one is said beside its field.
import { beforeAll, expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import { listMatches } from '../../src/app/matching/list.ts';
import { addCustomers, addInvoices, csv, type House, openHouse } from '../app/house.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { openWeb, type Visitor } from './visitor.ts';

const IBAN = 'AT611904300234573201';
const FIELDS = { seen: '1', name: 'Becker', emailsTo: 'b@example.com', language: '', preferredChannel: '', planId: '' };

let house: House;
let anna: Visitor;

beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'RE-100' }]);
  const { store, clock, ports } = house;
  anna = await openWeb({ as: (actor) => ({ store, clock, ports, actor }) }).signIn('approver', 'Anna');
});

const change = (iban: string) => anna.post('/customers/K1/change', { ...FIELDS, party: 'business', iban });

test('a wrong account is refused beside its field; a right one is kept and its booking is booked', async () => {
  await importFile(house.anna, { name: 'b.xml', bytes: camt([{ amount: '100.00', ref: 'B', iban: IBAN, text: 'x' }]) });
  expect((await listMatches(house.anna, {})).counts.booked).toBe(0);
  const wrong = await change('AT61 1904 3002 3457 3202');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('The check digits or the length of the IBAN are wrong.');
  expect((await change('AT61 1904 3002 3457 3201')).status).toBe(303);
  expect((await anna.get('/customers/K1')).html).toContain('value="AT61 1904 3002 3457 3201"');
  expect((await listMatches(house.anna, {})).counts.booked).toBe(1);
});

test('a file that explains a booking which waits says so before it is taken over', async () => {
  await importFile(house.anna, {
    name: 'c.xml',
    bytes: camt([{ amount: '50.00', ref: 'C', text: 'Rechnung RE-555' }]),
  });
  const row = { number: 'RE-555', customer: 'K1', issued: '2026-03-01', due: '2026-03-08', gross: '50.00' };
  const body = new FormData();
  body.set('file', new File([Buffer.from(csv([row]))], 'new.csv'));
  const cookie = [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const web = openWeb({ as: (actor) => ({ ...house.anna, actor }) });
  const headers = { origin: 'http://localhost:8080', cookie };
  const staged = await web.app.request('http://localhost:8080/imports', { method: 'POST', headers, body });
  const page = await anna.get(staged.headers.get('location') ?? '');
  expect(page.text).toContain('1 booking that waited finds its invoice with this file.');
});
