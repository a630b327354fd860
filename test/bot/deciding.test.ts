// Deciding in the channel: menus, modals, ticks; who is let in, who is told what; and that the first decision wins.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { reopenProposals } from '../../src/app/proposals/reopen.ts';
import { ACTION, rowValue } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { type Message, textsOf } from '../support/slack/slack.ts';
import { type Office, openOffice, until } from './office.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

/** An office in which invoices A, B, C of three customers wait for a decision. */
async function withThree(options: Parameters<typeof openOffice>[1] = {}): Promise<Office> {
  const office = await openOffice(store, options);
  await addCustomers(office.house, ['K1', 'K2', 'K3']);
  await addInvoices(office.house, [
    { number: 'A' },
    { number: 'B', customer: 'K2' },
    { number: 'C', customer: 'K3', gross: '2000.00' },
  ]);
  await run(office.house);
  await office.settle();
  return office;
}

const idOf = async (office: Office, invoice: string) => (await proposalOf(office.house, invoice)).id;
const stateOf = async (office: Office, invoice: string) => (await proposalOf(office.house, invoice)).state;

async function choose(office: Office, invoice: string, choice: Parameters<typeof rowValue>[0], by = office.ben) {
  const option = rowValue(choice, await idOf(office, invoice));
  return office.slack.click(office.digest(), ACTION.row, by, { option });
}

/** What somebody has been told so far, when nothing more is to come. */
const toldSoFar = (office: Office, by = office.ben) => office.slack.ephemerals(by).map(textsOf);

describe('the menu of a proposal', () => {
  test.each(['socket', 'http'] as const)('approves over %s, and the notice waits for the undo', async (mode) => {
    const office = await withThree({ mode });
    expect((await choose(office, 'A', 'approve')).acked).toBe(true);
    const { row } = await proposalOf(office.house, 'A');
    expect(row).toMatchObject({ state: 'approved', decided_by: 'Ben', decided_from: 'slack' });
    expect(row.issue_not_before).not.toBeNull();
    expect(office.kicks()).toBe(1);
    expect(toldSoFar(office)).toEqual([]);
    await office.settle();
    expect(office.digestText()).toMatch(/\*A\*.*\n.*_freigegeben von Ben/);
    expect(office.threadText()).toContain('*Ben*: 1 freigegeben (100,00 €)');
  });

  test('skips with a reason that is kept', async () => {
    const office = await withThree();
    await choose(office, 'A', 'skip');
    const outcome = await office.slack.submit(await office.modal(office.ben), office.ben, {
      reason: { option: 'paid' },
      remark: { text: 'bank says Monday' },
    });
    expect(outcome).toMatchObject({ acked: true, closed: true });
    const { row } = await proposalOf(office.house, 'A');
    expect(row).toMatchObject({ state: 'skipped', remark: 'Paid already, not booked yet: bank says Monday' });
  });

  test('snoozes until a day after today only, and for all of a customer', async () => {
    const office = await withThree();
    await choose(office, 'A', 'snooze');
    const modal = (says = '') => office.modal(office.ben, says);
    const wrong = await office.slack.submit(await modal(), office.ben, { until: { day: '2026-03-10' } });
    expect(wrong.errors).toEqual({ until: 'Choose a day after today.' });
    await office.slack.submit(await modal(), office.ben, {
      until: { day: '2026-03-16' },
      scope: { option: 'customer' },
    });
    await modal('Asked again on Mon 16 Mar 2026');
    expect(await stateOf(office, 'A')).toBe('snoozed');
  });

  test.each([
    ['pause', 'withdrawn', 'invoice_paused'],
    ['exclude', 'withdrawn', 'customer_blocked'],
    ['promise', 'withdrawn', 'promised'],
    ['dispute', 'withdrawn', 'disputed'],
    ['skip_level', 'level_skipped', null],
  ])('decides otherwise: %s', async (kind, state, code) => {
    const office = await withThree();
    await choose(office, 'A', 'more');
    const entries = { kind: { option: kind }, until: { day: '2026-03-20' } };
    await office.slack.submit(await office.modal(office.ben), office.ben, entries);
    const { row } = await proposalOf(office.house, 'A');
    expect(row).toMatchObject({ state, withdrawn_reason: code === null ? null : { code } });
  });

  test('opens the details; a higher level needs a remark, the fee can be left out', async () => {
    const office = await withThree();
    await choose(office, 'C', 'details');
    const modal = await office.modal(office.ben, '€2,000.00');
    const level = { level: { option: String(office.house.levels.L2) } };
    expect((await office.slack.submit(modal, office.ben, level)).errors).toEqual({
      remark: 'Say why a higher level is right.',
    });
    await office.slack.submit(modal, office.ben, {
      ...level,
      remark: { text: 'third time' },
      options: { options: ['waive_fee'] },
    });
    expect((await proposalOf(office.house, 'C')).row).toMatchObject({
      state: 'approved',
      level_id: office.house.levels.L2,
      waive_fee: true,
      remark: 'third time',
    });
  });
});

describe('approving many', () => {
  test('shows the numbers, and decides nothing when they have changed meanwhile', async () => {
    const office = await withThree();
    await office.slack.click(office.digest(), ACTION.approveAll, office.ben);
    const modal = await office.modal(office.ben, '*3 reminders to 3 customers*');
    await decideProposals(office.house.anna, {
      proposals: [await idOf(office, 'B')],
      decision: { kind: 'skip' },
    });
    expect((await office.slack.submit(modal, office.ben)).closed).toBe(false);
    await office.modal(office.ben, 'the message showed 3, now it is 2');
    expect(await stateOf(office, 'A')).toBe('proposed');
    expect((await office.slack.submit(await office.modal(office.ben), office.ben)).closed).toBe(true);
    expect(await stateOf(office, 'A')).toBe('approved');
    expect(await stateOf(office, 'B')).toBe('skipped');
  });

  test('goes by the ticks of the review, which are kept in the database', async () => {
    const office = await withThree();
    await office.slack.click(office.digest(), ACTION.review, office.ben);
    const modal = (says = '') => office.modal(office.ben, says);
    const [a, c] = [String(await idOf(office, 'A')), String(await idOf(office, 'C'))];
    await office.slack.click(await modal('3 of 3 selected'), ACTION.tick, office.ben, { options: [a, c] });
    await modal('*2 of 3 selected*');
    await office.restartBot();
    await office.slack.submit(await modal(), office.ben);
    await office.slack.submit(await modal('*2 reminders to 2 customers*'), office.ben);
    const states = await Promise.all(['A', 'B', 'C'].map((invoice) => stateOf(office, invoice)));
    expect(states).toEqual(['approved', 'proposed', 'approved']);
  });

  test('can be taken back by anybody who may approve, until it is too late', async () => {
    const office = await withThree();
    await office.slack.click(office.digest(), ACTION.approveAll, office.ben);
    await office.slack.submit(await office.modal(office.ben), office.ben);
    await office.settle();
    const undoable = office.slack.thread(office.digest().ts).find((message) => textsOf(message).includes('*Ben*'));
    if (undoable === undefined) throw new Error('Ben has no message');
    await office.slack.click(undoable, ACTION.undo, office.cleo);
    const modal = await office.modal(office.cleo);
    await office.slack.submit(modal, office.cleo, { boxes0: { options: [String(await idOf(office, 'B'))] } });
    await office.modal(office.cleo, 'Took back 1 approval.');
    expect(await stateOf(office, 'B')).toBe('proposed');
    expect(await stateOf(office, 'A')).toBe('approved');
  });
});

describe('what was put off or held', () => {
  test.each([
    ['skip', 'skipped'],
    ['skip_level', 'level_skipped'],
    ['snooze', 'snoozed'],
    ['pause', 'withdrawn'],
    ['exclude', 'withdrawn'],
    ['dispute', 'withdrawn'],
  ])('by %s is asked again when somebody takes it back in the thread, once', async (kind, state) => {
    const office = await withThree({ organisation: { language: 'en' } });
    const before = await idOf(office, 'A');
    await choose(office, 'A', 'more');
    await office.slack.submit(await office.modal(office.ben), office.ben, {
      kind: { option: kind },
      until: { day: '2026-03-20' },
    });
    expect(await stateOf(office, 'A')).toBe(state);
    await office.settle();
    const bens = () => office.slack.thread(office.digest().ts).filter((one) => textsOf(one).includes('*Ben*'))[0];
    await office.slack.click(bens() as Message, ACTION.undo, office.cleo);
    await office.slack.submit(await office.modal(office.cleo, '1 decision can still be taken back'), office.cleo);
    await office.modal(office.cleo, '1 reminder waits for a decision again.');
    const again = await proposalOf(office.house, 'A');
    expect(again).toMatchObject({ state: 'proposed' });
    expect(again.id).not.toBe(before);
    await office.settle();
    expect(textsOf(bens() as Message)).toContain('asked again');
    expect(JSON.stringify(bens()?.blocks)).not.toContain(ACTION.undo);
    expect(office.digestText()).toContain('3 open');
  });
});

describe('two people', () => {
  test('of two the first wins, and the second is told who decided what', async () => {
    const office = await withThree();
    const before = office.digest().blocks;
    await choose(office, 'A', 'approve', office.ben);
    // Cleo still sees the message as it was.
    const stale = { ...office.digest(), blocks: before };
    const option = rowValue('approve', await idOf(office, 'A'));
    await office.slack.click(stale, ACTION.row, office.cleo, { option });
    expect(await office.told(office.cleo)).toEqual([
      expect.stringMatching(/^Too late: this one is approved by Ben, 08:\d\d/),
    ]);
    await office.slack.click(stale, ACTION.row, office.ben, { option });
    expect(toldSoFar(office, office.ben)).toEqual([]);
  });

  test('a click on an invoice that was paid meanwhile says so', async () => {
    const office = await withThree();
    const stale = { ...office.digest() };
    await recordPayment(office.house.anna, { invoice: 'A', amount: '100.00' });
    const option = rowValue('approve', await idOf(office, 'A'));
    await office.slack.click(stale, ACTION.row, office.cleo, { option });
    expect(await office.told(office.cleo)).toEqual([expect.stringContaining('withdrawn: Nothing is open')]);
  });

  test('above the amount two different people have to approve', async () => {
    const office = await withThree({ organisation: { fourEyes: { above: { EUR: '1000.00' }, fromLevel: null } } });
    await choose(office, 'C', 'approve', office.ben);
    expect(await office.told(office.ben)).toEqual(['1 reminder waits for a second person.']);
    expect(await stateOf(office, 'C')).toBe('approved_once');
    await office.settle();
    expect(office.digestText()).toContain('1 wartet auf zweite Freigabe');
    await choose(office, 'C', 'approve', office.ben);
    expect((await office.told(office.ben, 2)).at(-1)).toBe('You approved it first; a second person has to.');
    await office.slack.openHome(office.cleo);
    await office.slack.click(await until(() => office.slack.home(office.cleo)), ACTION.second, office.cleo);
    expect(await stateOf(office, 'C')).toBe('approved');
  });

  test('the same click delivered twice acts once', async () => {
    const office = await withThree();
    await choose(office, 'A', 'approve');
    await office.slack.again();
    const rows = await office.house.rows(
      sql`select count(*)::int as count from audit where action = 'proposal.decide'`,
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(toldSoFar(office)).toEqual([]);
  });
});

test('a click that comes again after its approval was taken back approves nothing', async () => {
  const office = await withThree();
  await choose(office, 'A', 'approve');
  await reopenProposals(office.house.anna, { proposals: [await idOf(office, 'A')] });
  await office.slack.again({ attempt: 1, reason: 'http_timeout' });
  expect(await stateOf(office, 'A')).toBe('proposed');
});

describe('nobody but those on the list', () => {
  test.each([
    ['somebody unknown', {}, 'You are not on the list'],
    ['a guest', { guest: true }, 'Guests cannot do this.'],
    ['a member of another workspace', { teamId: 'T0OTHER01' }, 'members of our own workspace'],
    ['somebody who left', { deactivated: true }, 'Guests cannot do this.'],
  ])('%s is refused, and told who may', async (_who, more, words) => {
    const office = await withThree({ organisation: { language: 'en' } });
    const stranger = office.slack.person('Stranger', more);
    office.channel.members.add(stranger.id);
    await choose(office, 'A', 'approve', stranger);
    expect(await office.told(stranger)).toEqual([expect.stringContaining(words)]);
    expect(await stateOf(office, 'A')).toBe('proposed');
  });
});

describe('the channel', () => {
  test('that is not chosen gets nothing, and everything once it is', async () => {
    const office = await openOffice(store);
    await setUpChat(office.house.anna, { channelId: null });
    await addCustomers(office.house, ['K1']);
    await addInvoices(office.house, [{ number: 'A' }]);
    await run(office.house);
    await office.settle();
    expect(office.slack.messages(office.channel)).toEqual([]);
    await setUpChat(office.house.anna, { channelId: office.channel.id });
    await office.settle();
    expect(office.digestText()).toContain('1 Vorschlag');
  });
});
