// Bank statements through the front door: what is certain is booked once, whatever file brings it how often; the rest
// waits for a person; a gap between statements proves nothing.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import { acceptGap, assignMatch, confirmMatch, refuseMatch, takeBackMatch } from '../../src/app/matching/decide.ts';
import { listAccounts, listMatches } from '../../src/app/matching/list.ts';
import type { Store } from '../../src/db/client.ts';
import { lastPostedOn } from '../../src/db/runs.ts';
import { camt, type Entry, type StatementOptions } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse, proposalOf, refusalOf, run } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1'], { iban: 'AT611904300234573201' });
  await addCustomers(house, ['K2']);
  await addInvoices(house, [
    { number: 'RE-2026-0041' },
    { number: 'RE-2026-0042', gross: '119.00' },
    { number: 'RE-2026-0043', customer: 'K2', gross: '50.00' },
  ]);
});

const read = (entries: Entry[], options?: StatementOptions) =>
  importFile(house.anna, { name: 'bank.xml', bytes: camt(entries, options) });
/** booked/waiting/known */
async function outcome(entries: Entry[], options?: StatementOptions): Promise<string> {
  const { statement, unchanged } = await read(entries, options);
  return `${statement?.booked}/${statement?.waiting}/${unchanged}`;
}
const openCents = async (number: string) =>
  Number((await house.rows(sql`select open_cents from invoices where number = ${number}`))[0]?.open_cents);
const waiting = async () => (await listMatches(house.anna, {})).rows;

describe.each(['02', '08'] as const)('a statement of version %s', (version) => {
  test('books what is certain, and the same file again changes nothing', async () => {
    const entries: Entry[] = [
      { amount: '100.00', ref: 'B1', text: 'Rechnung RE-2026-0041', name: 'Customer K1' },
      { amount: '77.00', ref: 'B2', text: 'danke', name: 'Somebody' },
    ];
    expect(await outcome(entries, { version })).toBe('1/1/0');
    const before = await house.rows(sql`select * from payments order by id`);
    expect(await outcome(entries, { version })).toBe('0/0/2');
    expect(await house.rows(sql`select * from payments order by id`)).toEqual(before);
    expect(await openCents('RE-2026-0041')).toBe(0);
  });

  test('takes the parts of a batch one by one', async () => {
    const parts = [
      { amount: '100.00', text: ['RE-2026-00', '41'] },
      { amount: '119.00', text: 'RE-2026-0042' },
    ];
    expect(await outcome([{ amount: '219.00', ref: 'B1', parts }], { version })).toBe('2/0/0');
    expect(await openCents('RE-2026-0042')).toBe(0);
  });
});

describe('the same booking in another file', () => {
  const entry: Entry = { amount: '100.00', text: 'Rechnung RE-2026-0041', name: 'Customer K1' };
  test('is known by the bank’s reference in advice and statement, whatever their text', async () => {
    expect(await outcome([{ ...entry, ref: 'B1' }], { format: '054', id: 'A7' })).toBe('1/0/0');
    expect(await outcome([{ ...entry, ref: 'B1', text: 'RE-2026-0041 SEPA' }])).toBe('0/0/1');
  });

  test('is known by its content where there is no reference, and two alike of a day stay two', async () => {
    expect(await outcome([entry, entry], { id: 'S1' })).toBe('1/1/0');
    expect(await outcome([entry, entry, { ...entry, on: '2026-03-11' }], { id: 'S2' })).toBe('0/1/2');
  });

  test('brings the parts of a sum that waits, and takes its place once', async () => {
    const sum: Entry = { amount: '219.00', ref: 'B1', parts: [], text: 'Sammelgutschrift' };
    const parts = [
      { amount: '100.00', text: 'RE-2026-0041' },
      { amount: '119.00', text: 'RE-2026-0042' },
    ];
    expect(await outcome([sum])).toBe('0/1/0');
    expect(await outcome([{ ...sum, parts }], { format: '054' })).toBe('2/0/0');
    expect(await outcome([sum], { id: 'S2' })).toBe('0/0/1');
    expect(await waiting()).toEqual([]);
  });

  test('in an intraday report counts only with the bank’s reference, since it is not final', async () => {
    const report = await read([entry, { ...entry, ref: 'B1' }], { format: '052' });
    expect([report.added, report.statement?.pending]).toEqual([1, 1]);
    expect(await lastPostedOn(store.db, '2026-03-12')).toBeNull();
  });
});

describe('a payment that comes back', () => {
  const paid: Entry = { amount: '100.00', ref: 'B1', text: 'RE-2026-0041', endToEnd: 'E-1', name: 'Customer K1' };
  test('opens the invoice again where it stood, and the proposal follows', async () => {
    await read([paid]);
    await run(house);
    const back: Entry = {
      amount: '100.00',
      debit: true,
      ref: 'B2',
      endToEnd: 'E-1',
      returned: 'AC04',
      on: '2026-03-12',
    };
    expect(await outcome([back], { id: 'S2' })).toBe('1/0/0');
    expect(await openCents('RE-2026-0041')).toBe(10_000);
  });

  test('and belongs to no payment on record is asked, never guessed', async () => {
    const back: Entry = { amount: '33.00', debit: true, ref: 'B2', endToEnd: 'E-9', returned: 'AC04' };
    expect(await outcome([back])).toBe('0/1/0');
  });

  test('is not taken for one when it is a debit of our own or a reversed debit', async () => {
    const { statement, added } = await read([{ amount: '100.00', debit: true, text: 'RE-2026-0041', ref: 'B3' }]);
    expect([added, statement?.debits]).toEqual([0, 1]);
  });
});

describe('money that is not certain', () => {
  const unsure: Entry = { amount: '100.00', ref: 'B1', text: 'Teilzahlung', iban: 'AT611904300234573201' };
  const twice = async () => addInvoices(house, [{ number: 'RE-2026-0044' }]);

  test('holds its customer’s proposals back and says so, until it is decided', async () => {
    await twice();
    expect(await outcome([unsure])).toBe('0/1/0');
    const [row] = await waiting();
    expect(row?.candidates.map((one) => one.lines.map((line) => line.invoice).join())).toEqual([
      'RE-2026-0041',
      'RE-2026-0044',
    ]);
    await run(house);
    const [held] = await house.rows(sql`select counts->'held' as held from runs`);
    expect(held?.held).toEqual({ payment_in_question: 2 });
    await refuseMatch(house.anna, { entry: row?.id ?? 0 });
    house.clock.set('2026-03-11');
    await run(house);
    expect((await proposalOf(house, 'RE-2026-0041')).state).toBe('proposed');
  });

  test('is booked by a person on a candidate, once; whoever comes later is told', async () => {
    await twice();
    await read([unsure]);
    const [row] = await waiting();
    const entry = row?.id ?? 0;
    await confirmMatch(house.anna, { entry, candidate: 1 });
    expect(await openCents('RE-2026-0044')).toBe(0);
    expect(await refusalOf(confirmMatch(house.as('Ben'), { entry, candidate: 0 }))).toBe('conflict');
    const free = await house.rows(sql`select sum(amount_cents)::int as sum from payments where invoice_id is null`);
    expect(free[0]?.sum).toBe(0);
    await takeBackMatch(house.anna, { entry });
    expect(await openCents('RE-2026-0044')).toBe(10_000);
  });

  test('is divided among invoices by number, the rest stays the customer’s; another customer’s is refused', async () => {
    await read([{ amount: '250.00', ref: 'B9', name: 'Nobody', text: 'Zahlung' }]);
    const entry = (await waiting())[0]?.id ?? 0;
    const mixed = [{ invoice: 'RE-2026-0041' }, { invoice: 'RE-2026-0043' }];
    expect(await refusalOf(confirmMatch(house.anna, { entry, invoices: mixed }))).toBe('refused');
    await confirmMatch(house.anna, { entry, invoices: [{ invoice: 'RE-2026-0041' }, { invoice: 'RE-2026-0042' }] });
    const free = await house.rows(sql`
      select amount_cents::int as cents from payments where invoice_id is null and customer_id is not null`);
    expect(free).toEqual([{ cents: 3_100 }]);
  });

  test('can be kept as a customer’s, and less than is open can be enough', async () => {
    await read([{ amount: '118.00', ref: 'B9', name: 'Nobody', text: 'Zahlung' }]);
    const entry = (await waiting())[0]?.id ?? 0;
    await assignMatch(house.anna, { entry, customer: 'K1' });
    await confirmMatch(house.anna, { entry, invoices: [{ invoice: 'RE-2026-0042' }], writeOffRest: true });
    expect(await openCents('RE-2026-0042')).toBe(0);
  });

  test('is decided by approvers only', async () => {
    const viewer = house.as('Vera', 'viewer');
    expect(await refusalOf(confirmMatch(viewer, { entry: 1, candidate: 0 }))).toBe('forbidden');
    expect(await refusalOf(refuseMatch(viewer, { entry: 1 }))).toBe('forbidden');
  });
});

describe('the chain of statements', () => {
  const day = (on: string, opening: string, closing: string, sequence: number): StatementOptions => ({
    id: on,
    on,
    opening,
    closing,
    sequence,
  });
  test('proves bank data through its last day, also without a booking', async () => {
    await read([], day('2026-03-10', '10.00', '10.00', 1));
    expect(await lastPostedOn(store.db, '2026-03-12')).toBe('2026-03-10');
  });

  test('proves nothing after a gap, until the missing one comes or somebody accepts it', async () => {
    await read([], day('2026-03-10', '10.00', '10.00', 1));
    const { statement } = await read([], day('2026-03-12', '30.00', '40.00', 3));
    expect(statement?.missing[0]).toMatch(/missing between 2026-03-10 and 2026-03-12: .* 10\.00 to 30\.00 EUR/);
    expect(await lastPostedOn(store.db, '2026-03-12')).toBe('2026-03-10');
    await read([], day('2026-03-11', '10.00', '30.00', 2));
    expect(await lastPostedOn(store.db, '2026-03-12')).toBe('2026-03-12');
    await read([], day('2026-03-16', '90.00', '90.00', 5));
    expect((await listAccounts(house.anna, {}))[0]?.openGaps).toBe(1);
    await acceptGap(house.anna, { account: 'DE89370400440532013000', remark: 'the bank confirmed' });
    expect(await lastPostedOn(store.db, '2026-03-16')).toBe('2026-03-16');
  });
});

test('a dry run says the same and keeps nothing', async () => {
  const bytes = camt([{ amount: '100.00', ref: 'B1', text: 'RE-2026-0041' }]);
  const dry = await importFile(house.anna, { name: 'bank.xml', bytes, dryRun: true });
  expect([dry.dryRun, dry.added, dry.statement?.booked]).toEqual([true, 1, 1]);
  expect(await house.rows(sql`select id from bank_entries`)).toEqual([]);
  expect(await openCents('RE-2026-0041')).toBe(10_000);
  const real = await importFile(house.anna, { name: 'bank.xml', bytes });
  expect([real.added, real.statement?.booked]).toEqual([1, 1]);
});
