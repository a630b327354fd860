// Bank bookings that are not certain, asked about in the channel: one message an import, decided by the use cases of
// the console, the first decision wins, and the message says what is true, whoever decided and where.
import { beforeAll, expect, test } from 'vitest';
import { bookingQuestions, takeQuestion } from '../../src/app/chat/booking-questions.ts';
import { chatMemory } from '../../src/app/chat/messages.ts';
import { describeChat, setUpChat } from '../../src/app/chat/settings.ts';
import { listImports, undoImport } from '../../src/app/imports/history.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { refuseMatch, takeBackMatch } from '../../src/app/matching/decide.ts';
import { listMatches } from '../../src/app/matching/list.ts';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, run } from '../app/house.ts';
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

test('one of several is chosen from a menu; what is no payment of the house is set aside', async () => {
  const office = await withBookings([EITHER, { ...LESS, amount: '80.00' }]);
  const [either] = (await listMatches(office.house.anna, {})).rows.filter((row) => row.amountCents === 10_000);
  expect(either?.candidates.length).toBeGreaterThan(1);
  const option = `${either?.id}.${either?.version}.1`;
  await office.slack.click(question(office), ACTION.booking, office.ben, { option });
  const number = either?.candidates[1]?.lines[0]?.invoice ?? '';
  await office.settle();
  expect(textsOf(question(office))).toContain(`Gebucht auf ${number} von Ben`);
  // The console's words, and asked again: money that is set aside holds no reminder back any more.
  const none = JSON.stringify(question(office).blocks);
  expect(none).toContain('"Keine Zahlung für uns"');
  expect(none).toContain('hält keine Mahnung mehr zurück');
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

test('what was brought back waits on the console, and after an undone import nothing is left to decide', async () => {
  const office = await withBookings([LESS]);
  const [row] = (await listMatches(office.house.anna, {})).rows;
  await refuseMatch(office.house.anna, { entry: row?.id ?? 0 });
  await takeBackMatch(office.house.anna, { entry: row?.id ?? 0 });
  await office.settle();
  expect(textsOf(question(office))).toContain('1 Buchung wartet in der Konsole');
  expect(textsOf(question(office))).toContain('Zurückgeholt, wartet in der Konsole von Anna');
  await statement(office, [EITHER], 'undone.xml');
  const [latest] = (await listImports(office.house.anna, {})).rows;
  await undoImport(office.house.anna, { import: latest?.id ?? 0 });
  await office.settle();
  expect(textsOf(question(office))).toContain('Der Import wurde rückgängig gemacht');
});

test('a question in a channel that was archived since holds back no digest, and no emptying', async () => {
  const office = await withBookings([LESS]);
  const moved = office.slack.channel('finance', [office.anna]);
  await setUpChat(office.house.anna, { channelId: moved.id });
  office.channel.archived = true;
  const [row] = (await listMatches(office.house.anna, {})).rows;
  await refuseMatch(office.house.anna, { entry: row?.id ?? 0 });
  await run(office.house);
  await office.settle();
  expect(office.slack.messages(moved).map(textsOf).join()).toContain('Mahnlauf 10.03.2026');
  expect((await describeChat(office.house.anna, {})).problem).toBeNull();
  const closed = office.logged.filter((line) => line.includes('is_archived'));
  expect(closed).toHaveLength(1);
  await setUpChat(office.house.anna, { emptyAfterDays: 1 });
  office.house.clock.set('2026-03-13', '09:00');
  await office.restartBot();
  await until(() => expect(office.slack.messages(moved).map(textsOf).join()).toContain('Nach 1 Tag'));
});

test('whoever may write a question learns what another process has shown since it was read', async () => {
  const office = await withBookings([LESS]);
  await office.bot.stop();
  const { anna, clock } = office.house;
  const [seen] = await bookingQuestions(anna);
  // The process that was stopped in order has let go of it.
  expect(await takeQuestion(anna, seen?.id ?? 0, 'one', 15_000)).not.toBeNull();
  expect(await takeQuestion(anna, seen?.id ?? 0, 'another', 15_000)).toBeNull();
  clock.set('2026-03-10', '09:30');
  await chatMemory(anna).save(seen?.id ?? 0, { ts: '99.9' });
  expect(await takeQuestion(anna, seen?.id ?? 0, 'another', 15_000)).toMatchObject({ id: seen?.id, ts: '99.9' });
});

test('certain bookings are no question, and a restart asks nothing twice', async () => {
  const office = await withBookings([{ amount: '100.00', ref: 'S1', text: 'Rechnung RE-100' }]);
  expect(questions(office)).toEqual([]);
  await statement(office, [{ ...LESS, text: 'Rechnung RE-101' }], 'two.xml');
  await office.restartBot();
  await office.settle();
  expect(questions(office).length).toBe(1);
});
