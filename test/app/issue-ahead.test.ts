// Documents are made before the transaction that issues their notices: what happens in between is never printed wrongly
// and costs no number.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { noticeNumberText } from '../../src/core/notice-number.ts';
import { announceNumbers, readNumbering } from '../../src/db/notice-numbers.ts';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse, proposalOf, run } from './house.ts';

let store: Store;
let house: House;
/** The numbers that letters were made with, in that order. */
let printed: (string | null)[];
/** What happens while the first letter is being made. */
let meanwhile: () => Promise<unknown>;

beforeAll(async () => {
  store = await openTestStore();
});

const ALL = ['A', 'B', 'C', 'D', 'E'];

/** A to E, of a customer each, are approved; letters say their number and their sum. */
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(
    house,
    ALL.map((name) => `K${name}`),
  );
  await addInvoices(
    house,
    ALL.map((number) => ({ number, customer: `K${number}` })),
  );
  await run(house);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  printed = [];
  meanwhile = async () => undefined;
  const { renderer } = house.ports;
  house.ports.renderer = {
    ...renderer,
    letter: async (notice, ...more) => {
      printed.push(notice.number);
      if (printed.length === 1) await meanwhile();
      const made = await renderer.letter(notice, ...more);
      return { ...made, pdf: new TextEncoder().encode(`${notice.number} ${notice.totalCents}`) };
    },
  };
});

const issue = async (...invoices: string[]) => {
  const proposals = await Promise.all(invoices.map(async (invoice) => (await proposalOf(house, invoice)).id));
  return issueApproved(house.anna, { proposals });
};

/** Number of each issued notice with what its letter says. */
const letters = async () => {
  const rows = await house.rows(sql`
    select number, convert_from(letter, 'UTF8') as letter from notices
    join notice_documents on notice_id = notices.id order by number`);
  return rows.map((row) => [Number(row.number), row.letter]);
};

/** What the letters of these numbers say when each is right. */
const right = (...numbers: number[]) => numbers.map((n) => [n, `${noticeNumberText(n)} 10000`]);

const take = () =>
  house.rows(sql`
    insert into counters values ('notice', 1) on conflict (name) do update set value = counters.value + 1`);

test('a block of notices is printed once, each letter with the number it gets', async () => {
  await issue(...ALL);
  expect(printed).toEqual([1, 2, 3, 4, 5].map(noticeNumberText));
  expect(await letters()).toEqual(right(1, 2, 3, 4, 5));
});

test('what was paid while its letter was made is not issued, and the letters behind it are made again', async () => {
  meanwhile = () => recordPayment(house.anna, { invoice: 'A' });
  const outcomes = await issue(...ALL);
  expect(outcomes.map((one) => one.outcome)).toEqual(['withdrawn', 'issued', 'issued', 'issued', 'issued']);
  expect(printed).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4].map(noticeNumberText));
  expect(await letters()).toEqual(right(1, 2, 3, 4));
});

test('a part payment meanwhile sends the approval back; no letter with the old sum goes out', async () => {
  meanwhile = () => recordPayment(house.anna, { invoice: 'B', amount: '1.00' });
  const outcomes = await issue(...ALL);
  expect(outcomes.map((one) => one.outcome)).toEqual(['issued', 'reopened', 'issued', 'issued', 'issued']);
  expect(await letters()).toEqual(right(1, 2, 3, 4));
});

test('an approval that is taken back meanwhile is not issued', async () => {
  const ofE = sql`(select id from customers where number = 'KE')`;
  meanwhile = () => house.rows(sql`update proposals set state = 'proposed' where customer_id = ${ofE}`);
  const outcomes = await issue(...ALL);
  expect(outcomes.map((one) => one.outcome)).toEqual(['issued', 'issued', 'issued', 'issued', 'not_approved']);
  expect(await letters()).toEqual(right(1, 2, 3, 4));
});

test('a number that somebody else took meanwhile is printed on no second letter', async () => {
  meanwhile = take;
  // Those made with 2 to 5 are used; the one made with 1 is made again.
  const outcomes = await issue(...ALL);
  expect(outcomes).toMatchObject([6, 2, 3, 4, 5].map((number) => ({ number })));
  expect(printed).toEqual([1, 2, 3, 4, 5, 6].map(noticeNumberText));
  expect(await letters()).toEqual(right(2, 3, 4, 5, 6));
});

test('numbers that are taken each time letters were made are given in the transaction in the end', async () => {
  const { letter } = house.ports.renderer;
  let made = 0;
  house.ports.renderer.letter = async (...asked) => {
    made += 1;
    // Ten letters are made ahead; inside the transaction nobody else can take a number.
    if (made <= 10) await take();
    return letter(...asked);
  };
  expect(await issue(...ALL)).toMatchObject([11, 12, 13, 14, 15].map((number) => ({ number })));
  expect(await letters()).toEqual(right(11, 12, 13, 14, 15));
});

test('numbers announced by a process that ended are passed over after a while, and given', async () => {
  await announceNumbers(store.db, 20);
  expect(await issue(...ALL)).toMatchObject([1, 2, 3, 4, 5].map((number) => ({ number })));
  expect(await readNumbering(store.db)).toEqual({ last: 5, announced: 5 });
  expect(await letters()).toEqual(right(1, 2, 3, 4, 5));
});

test('two notices of one customer are issued one after the other: the second knows of the first', async () => {
  await addInvoices(house, [{ number: 'A2', customer: 'KA' }]);
  await run(house);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  const outcomes = await issue('A', 'A2', 'B');
  // The others have their first notice before he has his second.
  expect(outcomes).toMatchObject([{ number: 1 }, { number: 3 }, { number: 2 }]);
});
