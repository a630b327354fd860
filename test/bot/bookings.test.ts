// Bank bookings that are not certain, asked about in the channel: one message an import, decided by the use cases of
// the console, the first decision wins, and the message says what is true, whoever decided and where.
import { beforeAll, expect, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { refuseMatch } from '../../src/app/matching/decide.ts';
import { listMatches } from '../../src/app/matching/list.ts';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices } from '../app/house.ts';
import { camt, type Entry } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { type Message, textsOf } from '../support/slack/slack.ts';
import { type Office, openOffice, until } from './office.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

const NASTY = 'Becker <!channel> *GmbH* :boom:';

/** An office with invoices A and B of 100.00 each, and C of 70.00; the statement brings these bookings. */
async function withBookings(entries: Entry[]): Promise<Office> {
  const office = await openOffice(store);
  await addCustomers(office.house, ['K1'], { name: 'Becker Metallbau GmbH' });
  await addInvoices(office.house, [{ number: 'RE-100' }, { number: 'RE-101' }, { number: 'RE-102', gross: '70.00' }]);
  await statement(office, entries);
  return office;
}

async function statement(office: Office, entries: Entry[], name = 'bank.xml'): Promise<void> {
  await importFile(office.house.anna, { name, bytes: camt(entries) });
  await office.settle();
}

const LESS = { amount: '90.00', ref: 'B1', name: NASTY, text: 'Rechnung RE-100 *danke* <@U1>' };
const EITHER = { amount: '100.00', ref: 'B2', name: 'Becker Metallbau GmbH', text: 'Danke' };

const questions = (office: Office): Message[] =>
  office.slack.messages(office.channel).filter((message) => textsOf(message).includes('.xml'));
const question = (office: Office) => questions(office).at(-1) as Message;
const told = (office: Office, by = office.ben) => office.slack.ephemerals(by).map(textsOf);
const stateOf = async (office: Office) =>
  (await listMatches(office.house.anna, { states: ['booked', 'asked', 'unmatched', 'set_aside'] })).rows.map(
    ({ state, decidedBy }) => `${state} ${decidedBy}`,
  );

test('one message an import shows amount, payer and text of each, which can become no mention or formatting', async () => {
  const office = await withBookings([LESS, EITHER]);
  expect(questions(office).length).toBe(1);
  const shown = textsOf(question(office));
  expect(shown).toContain('2 Buchungen brauchen eine Entscheidung');
  expect(shown).toContain('90,00 €');
  expect(shown).toContain('der Betrag weicht ab');
  expect(shown).toContain('&lt;!channel&gt;');
  expect(shown).not.toContain('<!channel>');
  expect(shown).not.toContain('<@U1>');
  await statement(office, [LESS, EITHER], 'again.xml');
  expect(questions(office).length).toBe(1);
});

test('a click books it once, whoever comes later is told who was first, and the message shows what is true', async () => {
  const office = await withBookings([LESS]);
  const before = question(office);
  expect((await office.slack.click(before, ACTION.booking, office.ben)).acked).toBe(true);
  await office.slack.click(before, ACTION.booking, office.cleo);
  await until(() => expect(told(office, office.cleo).join()).toMatch(/Ben/));
  await until(() => expect(told(office).join()).toMatch(/Booked on RE-100/));
  expect(await stateOf(office)).toEqual(['booked Ben']);
  await office.settle();
  expect(textsOf(question(office))).toContain('Gebucht auf RE-100 von Ben');
  expect(textsOf(question(office))).toContain('Die Buchungen sind entschieden');
});

test('one of several is chosen from a menu; none of them sets it aside', async () => {
  const office = await withBookings([EITHER, { ...LESS, amount: '80.00' }]);
  const [either] = (await listMatches(office.house.anna, {})).rows.filter((row) => row.amountCents === 10_000);
  expect(either?.candidates.length).toBeGreaterThan(1);
  const option = `${either?.id}.${either?.version}.1`;
  await office.slack.click(question(office), ACTION.booking, office.ben, { option });
  const number = either?.candidates[1]?.lines[0]?.invoice ?? '';
  await office.settle();
  expect(textsOf(question(office))).toContain(`Gebucht auf ${number} von Ben`);
  await office.slack.click(question(office), ACTION.bookingNone, office.cleo);
  await office.settle();
  expect(await stateOf(office)).toEqual(['set_aside Cleo', 'booked Ben']);
  expect(textsOf(question(office))).toContain('Zur Seite gelegt: betrifft keine Rechnung von Cleo');
});

test('what is decided on the console is shown, and nobody outside the list decides', async () => {
  const office = await withBookings([LESS]);
  await office.slack.click(question(office), ACTION.booking, office.zoe);
  await until(() => expect(told(office, office.zoe).length).toBe(1));
  expect(await stateOf(office)).toEqual(['asked null']);
  const [row] = (await listMatches(office.house.anna, {})).rows;
  await refuseMatch(office.house.anna, { entry: row?.id ?? 0 });
  await office.settle();
  expect(textsOf(question(office))).toContain('Zur Seite gelegt: betrifft keine Rechnung von Anna');
});

test('five of many are shown, the rest waits on the console; without details no name and no text leaves the house', async () => {
  const entries = Array.from({ length: 7 }, (_, n) => ({ ...LESS, ref: `M${n}`, amount: `${60 + n}.00` }));
  const office = await openOffice(store);
  await setUpChat(office.house.anna, { showDetails: false });
  await addCustomers(office.house, ['K1'], { name: 'Becker Metallbau GmbH' });
  await addInvoices(office.house, [{ number: 'RE-100' }]);
  await statement(office, entries);
  const shown = textsOf(question(office));
  expect(shown).toContain('5 Buchungen brauchen eine Entscheidung');
  expect(shown).toContain('2 weitere Buchungen warten in der Konsole');
  expect(shown).toContain('66,00 €');
  expect(shown).not.toContain('60,00 €');
  expect(shown).not.toMatch(/Becker|danke/);
});

test('certain bookings are no question, and a restart asks nothing twice', async () => {
  const office = await withBookings([{ amount: '100.00', ref: 'S1', text: 'Rechnung RE-100' }]);
  expect(questions(office)).toEqual([]);
  await statement(office, [{ ...LESS, text: 'Rechnung RE-101' }], 'two.xml');
  await office.restartBot();
  await office.settle();
  expect(questions(office).length).toBe(1);
});
