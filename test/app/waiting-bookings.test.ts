// Money that waits: it holds back every invoice that it may be for, says so, and is matched again when an invoice or an
// account comes that explains it.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeCustomer } from '../../src/app/customers/change-customer.ts';
import { undoImport } from '../../src/app/imports/history.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { matchAgain } from '../../src/app/matching/again.ts';
import { assignMatch, confirmMatch, refuseMatch } from '../../src/app/matching/decide.ts';
import { listMatches } from '../../src/app/matching/list.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Day } from '../../src/core/day.ts';
import type { Store } from '../../src/db/client.ts';
import { camt, type Entry } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, csv, type House, openHouse, proposalOf, run } from './house.ts';

const IBAN = 'AT611904300234573201';
let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2', 'K3']);
  await addInvoices(house, [
    { number: 'RE-1', gross: '100.00' },
    { number: 'RE-2', customer: 'K2', gross: '100.00' },
    { number: 'RE-3', customer: 'K3', gross: '70.00' },
  ]);
});

const read = (entries: Entry[], id = 'S1') =>
  importFile(house.anna, { name: 'bank.xml', bytes: camt(entries, { id }) });
const waiting = async () => (await listMatches(house.anna, {})).rows;
const openCents = async (number: string) =>
  Number((await house.rows(sql`select open_cents from invoices where number = ${number}`))[0]?.open_cents);
const heldOf = async () => (await house.rows(sql`select counts->'held' as held from runs order by id desc`))[0]?.held;
const stateOf = async (number: string) => (await proposalOf(house, number)).state;
const nobodys: Entry = { amount: '100.00', ref: 'B1', text: 'danke', name: 'Somebody' };

describe('money of nobody known', () => {
  test('holds back the invoices of every customer it may be from, and no other', async () => {
    await read([nobodys]);
    await run(house);
    expect(await heldOf()).toEqual({ payment_in_question: 2 });
    expect(await stateOf('RE-3')).toBe('proposed');
    const why = await whyInvoice(house.anna, { invoice: 'RE-2' });
    expect(JSON.stringify(why)).toContain('payment_in_question');
  });

  test('lets the others go when it is booked on one of them', async () => {
    await read([nobodys]);
    await run(house);
    await confirmMatch(house.anna, { entry: (await waiting())[0]?.id ?? 0, invoices: [{ invoice: 'RE-1' }] });
    house.clock.set('2026-03-11');
    await run(house);
    expect(await heldOf()).toEqual({});
    expect([await openCents('RE-1'), await stateOf('RE-2')]).toEqual([0, 'proposed']);
  });

  test('withdraws what was proposed before it came, and past runs are still explained as they were', async () => {
    await run(house);
    house.clock.set('2026-03-11');
    expect((await read([nobodys])).withdrawnProposals).toBe(2);
    await run(house);
    await refuseMatch(house.anna, { entry: (await waiting())[0]?.id ?? 0 });
    house.clock.set('2026-03-12');
    await run(house);
    const verdict = async (on: Day) => JSON.stringify(await whyInvoice(house.anna, { invoice: 'RE-2', on }));
    expect(await verdict('2026-03-11')).toContain('payment_in_question');
    expect(await verdict('2026-03-12')).not.toContain('payment_in_question');
    expect(await stateOf('RE-2')).toBe('proposed');
  });

  test('stops a notice that is issued and on its way', async () => {
    await run(house);
    await decideProposals(house.anna, {
      proposals: [(await proposalOf(house, 'RE-2')).id],
      decision: { kind: 'approve' },
    });
    await issueApproved(house.anna, {});
    await read([nobodys]);
    house.clock.set('2026-03-10', '14:00');
    await sendDue(house.anna, {});
    expect(house.handedOver).toEqual([]);
  });

  test('a return that is asked holds nothing back: it is no payment', async () => {
    await read([{ amount: '70.00', debit: true, ref: 'B2', endToEnd: 'E-9', returned: 'AC04' }]);
    await run(house);
    expect(await heldOf()).toEqual({});
  });
});

describe('an invoice that comes later', () => {
  const early: Entry = { amount: '55.00', ref: 'B1', text: 'Rechnung RE-9', name: 'Customer K1' };

  test('in a table books the money that names it, once', async () => {
    await read([early]);
    const report = await addLate('RE-9', '55.00');
    expect(report.matchedAgain).toBe(1);
    expect([await openCents('RE-9'), await waiting()]).toEqual([0, []]);
    expect((await addLate('RE-9', '55.00')).matchedAgain).toBe(0);
    expect(await house.rows(sql`select action, actor from audit where entity = 'bank_entry'`)).toEqual([
      { action: 'match.again', actor: 'Anna' },
    ]);
  });

  test('with another amount is asked about, and its customer is not dunned meanwhile', async () => {
    await read([{ ...early, name: 'Somebody' }]);
    expect((await addLate('RE-9', '80.00')).matchedAgain).toBe(0);
    expect((await waiting())[0]?.candidates.map((one) => one.lines[0]?.invoice)).toContain('RE-9');
    await run(house);
    expect(await heldOf()).toEqual({ payment_in_question: 1 });
  });

  test('and is found by its payment reference', async () => {
    await read([{ amount: '55.00', ref: 'B1', reference: 'RF18539007547034' }]);
    const bytes = csv([late('RE-9', '55.00', { 'payment reference': 'RF18 5390 0754 7034' })]);
    expect((await importFile(house.anna, { name: 'i.csv', bytes })).matchedAgain).toBe(1);
  });

  test('changes nothing about a booking on which a person has said something', async () => {
    await read([early]);
    await assignMatch(house.anna, { entry: (await waiting())[0]?.id ?? 0, customer: 'K1' });
    expect((await addLate('RE-9', '55.00')).matchedAgain).toBe(0);
    expect((await waiting())[0]?.customer?.number).toBe('K1');
  });

  test('cannot be taken back while the money is booked on it', async () => {
    await read([early]);
    const { importId } = await addLate('RE-9', '55.00');
    await expect(undoImport(house.anna, { import: importId })).rejects.toThrow('payments were booked on its invoices');
  });

  test('that two bookings name is paid by the first; the second is its customer’s free money', async () => {
    await read([early, { ...early, ref: 'B2' }]);
    expect((await addLate('RE-9', '55.00')).matchedAgain).toBe(1);
    expect((await waiting()).map((row) => row.because)).toEqual(['settled_invoice']);
    expect((await waiting())[0]?.customer?.number).toBe('K1');
  });
});

describe('an account that becomes known', () => {
  const bare: Entry = { amount: '70.00', ref: 'B1', text: 'danke', iban: IBAN };

  test('by a customers file books the money from it', async () => {
    await read([bare]);
    const bytes = csv([{ number: 'K3', name: 'Customer K3', iban: IBAN }]);
    expect((await importFile(house.anna, { name: 'c.csv', bytes })).matchedAgain).toBe(1);
    expect(await openCents('RE-3')).toBe(0);
  });

  test('by a person’s change of the customer books it, too, and his proposal is withdrawn', async () => {
    await read([{ ...bare, amount: '70.00' }]);
    await run(house);
    const done = await changeCustomer(house.anna, { customer: 'K3', changes: { iban: 'at61 1904 3002 3457 3201' } });
    expect(done.changed).toBe(true);
    expect(await openCents('RE-3')).toBe(0);
  });

  test('moves free money to its owner where the amount alone does not tell', async () => {
    await addInvoices(house, [{ number: 'RE-4', customer: 'K3', gross: '70.00' }]);
    await read([bare]);
    await changeCustomer(house.anna, { customer: 'K3', changes: { iban: IBAN } });
    expect((await waiting()).map((row) => [row.because, row.customer?.number])).toEqual([['several_fit', 'K3']]);
    const free = await house.rows(sql`select sum(amount_cents)::int as cents from payments where invoice_id is null`);
    expect(free).toEqual([{ cents: 7000 }]);
  });

  test('with wrong check digits is refused', async () => {
    const wrong = changeCustomer(house.anna, { customer: 'K3', changes: { iban: 'AT611904300234573202' } });
    await expect(wrong).rejects.toThrow('check digits');
  });
});

test('matching again by hand leaves what is as it was, and asks for the role of an approver', async () => {
  await read([nobodys]);
  const before = await house.rows(sql`select * from bank_entries`);
  expect(await matchAgain(house.anna, {})).toEqual({ booked: 0, withdrawn: 0 });
  expect(await house.rows(sql`select * from bank_entries`)).toEqual(before);
  await expect(matchAgain(house.as('Vera', 'viewer'), {})).rejects.toThrow('needs the role approver');
});

const late = (number: string, gross: string, more: Record<string, string> = {}) => ({
  number,
  customer: 'K1',
  issued: '2026-02-01',
  due: '2026-03-01',
  gross,
  currency: 'EUR',
  ...more,
});
const addLate = (number: string, gross: string) =>
  importFile(house.anna, { name: 'i.csv', bytes: csv([late(number, gross)]) });
