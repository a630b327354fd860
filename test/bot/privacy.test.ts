// Names in Slack: with the switch nothing that the bot keeps there holds a customer's name, an amount of his or what
// people wrote about him - in the channel, its thread, direct messages or on the home. Modals show everything.
import { beforeAll, expect, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { ACTION } from '../../src/bot/ids.ts';
import { initialsOf } from '../../src/bot/messages/shown.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { textsOf } from '../support/slack/slack.ts';
import { type Office, openOffice, until } from './office.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

const NAME = 'Wibke Muster-Söhne';

/** A day on which everything is said that a day can say. */
async function aDay(settings: { showDetails?: boolean; initials?: boolean }, count: number): Promise<Office> {
  const office = await openOffice(store, {
    organisation: { language: 'en', fourEyes: { above: { EUR: '700.00' }, fromLevel: null } },
  });
  await setUpChat(office.house.anna, settings);
  const numbers = Array.from({ length: count }, (_, index) => `R${index}`);
  await addCustomers(
    office.house,
    numbers.map((number) => `K${number}`),
    { name: NAME },
  );
  await addCustomers(office.house, ['KNOWHERE'], {
    name: NAME,
    email: '',
    street: '',
    postalCode: '',
    city: '',
    country: '',
  });
  await addInvoices(office.house, [
    ...numbers.map((number) => ({ number, customer: `K${number}`, gross: '654.32' })),
    { number: 'BIG', customer: 'KR0', gross: '7654.32' },
    { number: 'NOWHERE', customer: 'KNOWHERE' },
  ]);
  await run(office.house);
  await office.settle();
  await office.slack.openHome(office.cleo);
  const idOf = async (invoice: string) => (await proposalOf(office.house, invoice)).id;
  const { anna } = office.house;
  await decideProposals(anna, { proposals: [await idOf('R0'), await idOf('NOWHERE')], decision: { kind: 'approve' } });
  await decideProposals(anna, { proposals: [await idOf('R1')], decision: { kind: 'skip', remark: `${NAME} rang up` } });
  const ben = { ...anna, actor: { name: 'Ben', role: 'approver', surface: 'slack', personId: 2 } as const };
  await decideProposals(ben, { proposals: [await idOf('BIG')], decision: { kind: 'approve' } });
  await pauseInvoice(anna, { invoice: 'R2', reason: `${NAME} complains` });
  office.house.answer = async () => ({
    outcome: 'refused',
    permanent: true,
    detail: `${NAME} <x@example.com> unknown`,
  });
  await issueApproved(anna, {});
  office.house.clock.set('2026-03-10', '13:30');
  await sendDue(anna, {});
  await office.settle();
  office.house.clock.set('2026-03-10', '17:01');
  await office.settle();
  return office;
}

function everythingKept(office: Office): string {
  const { workspace } = office.slack;
  const views = [...workspace.views.values()].filter((view) => view.type === 'home');
  return [
    ...workspace.messages.map((one) => `${one.text}\n${JSON.stringify(one.blocks)}`),
    ...views.map((one) => JSON.stringify(one.content)),
  ].join('\n');
}

test.each([5, 25])('numbers alone: no name, amount or remark is kept in Slack, with %i proposals', async (count) => {
  const office = await aDay({ showDetails: false }, count);
  const kept = everythingKept(office);
  expect(kept).not.toMatch(/Wibke|Muster|Söhne|rang up|complains|x@example|654\.32|7,654/);
  expect(kept).toContain('KR0');
  expect(office.logged.filter((line) => line.includes('Wibke'))).toEqual([]);
});

test('initials: amounts stay, names and remarks do not', async () => {
  const office = await aDay({ initials: true }, 5);
  const kept = everythingKept(office);
  expect(kept).not.toMatch(/Wibke|Muster|Söhne|rang up|complains|x@example/);
  expect(kept).toContain('W. M.');
  expect(kept).toContain('654.32');
});

test('a modal shows the name all the same', async () => {
  const office = await openOffice(store);
  await setUpChat(office.house.anna, { showDetails: false });
  await addCustomers(office.house, ['K1'], { name: NAME });
  await addInvoices(office.house, [{ number: 'A' }]);
  await run(office.house);
  await office.settle();
  await office.slack.click(office.digest(), ACTION.review, office.ben);
  await until(() => expect(textsOf(office.slack.modal(office.ben))).toContain(NAME));
});

test.each([
  ['Müller & Söhne GmbH', 'M. S. G.'],
  ['O’Brien', 'O.'],
  ['株式会社 テスト', '株. テ.'],
  ['<!channel> *x*', 'C. X.'],
  ['1000', 'K-1'],
  ['a b c d e f', 'A. B. C. D.'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name, 'K-1')).toBe(initials);
});
