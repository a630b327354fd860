// What comes by the hour and by itself: the empty day, the reminder at noon, levels that act unless stopped, a run that
// old bank data stopped, and messages that are emptied after some days.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { automateProposals } from '../../src/app/proposals/automate.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, level, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { type Message, type Person, textsOf } from '../support/slack/slack.ts';
import { type Office, type OfficeOptions, openOffice, until } from './office.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

async function withTwo(options: OfficeOptions = {}): Promise<Office> {
  const office = await openOffice(store, options);
  await addCustomers(office.house, ['K1', 'K2']);
  await addInvoices(office.house, [{ number: 'A' }, { number: 'B', customer: 'K2' }]);
  await run(office.house);
  await office.settle();
  return office;
}

/** What the bot wrote to a person alone. */
function writtenTo({ slack }: Office, person: Person): Message[] {
  const own = [...slack.workspace.channels.values()].find((channel) => channel.with === person.id);
  return slack.workspace.messages.filter((message) => message.channel === own?.id);
}

test('an empty day names the two invoices that reach a level next, and leaves out what is held', async () => {
  const office = await openOffice(store, { organisation: { language: 'en' } });
  await addCustomers(office.house, ['K1']);
  await addInvoices(office.house, [
    { number: 'LATER', due: '2026-03-20' },
    { number: 'FIRST', due: '2026-03-09', gross: '119.00' },
    { number: 'SECOND', due: '2026-03-12' },
    { number: 'HELD', due: '2026-03-10' },
  ]);
  await pauseInvoice(office.house.anna, { invoice: 'HELD' });
  await run(office.house);
  await office.settle();
  expect(office.digestText()).toContain(
    'Next up:\n• *FIRST* · €119.00 · L1 on Wed 11 Mar 2026\n• *SECOND* · €100.00 · L1 on Sat 14 Mar 2026',
  );
  expect(office.digestText()).not.toMatch(/LATER|HELD/);
});

describe('at noon', () => {
  test('the approvers are written to once each, in their language, and told when nothing waits any more', async () => {
    const office = await withTwo();
    office.house.clock.set('2026-03-10', '11:59');
    await office.settle();
    expect(writtenTo(office, office.ben)).toEqual([]);
    office.house.clock.set('2026-03-10', '12:00');
    await office.settle();
    expect(office.threadText()).toContain('2 Mahnungen');
    const said = '12:00: 2 reminders wait for a decision, and nobody has looked yet. Nothing is sent without one.';
    for (const person of [office.ben, office.cleo]) {
      expect(writtenTo(office, person).map(textsOf).join()).toContain(said);
    }
    expect(writtenTo(office, office.anna)).toEqual([]);
    office.house.clock.set('2026-03-10', '12:30');
    await office.settle();
    const [message] = writtenTo(office, office.ben) as [Message];
    await office.slack.click(message, ACTION.review, office.ben);
    await office.modal(office.ben, '2 of 2 selected');
    await decideProposals(office.house.anna, { proposals: 'all', decision: { kind: 'skip' } });
    await office.settle();
    expect(writtenTo(office, office.ben).map(textsOf)).toEqual(['Nothing waits for a decision any more.']);
    expect(office.logged).toEqual([]);
  });

  test.each([
    [
      'somebody opened the review',
      async (office: Office) => {
        await office.slack.click(office.digest(), ACTION.review, office.ben);
        await office.modal(office.ben);
      },
    ],
    [
      'somebody decided',
      async (office: Office) => {
        const { id } = await proposalOf(office.house, 'A');
        await decideProposals(office.house.anna, { proposals: [id], decision: { kind: 'skip' } });
      },
    ],
    [
      'it is switched off',
      async (office: Office) => {
        await setUpChat(office.house.anna, { nudgeDirect: false });
      },
    ],
  ])('nobody is written to when %s', async (_when, act) => {
    const office = await withTwo();
    await act(office);
    office.house.clock.set('2026-03-10', '12:01');
    await office.settle();
    expect(writtenTo(office, office.cleo)).toEqual([]);
  });

  test('somebody who cannot be written to keeps nobody else from being reminded', async () => {
    const office = await withTwo();
    office.slack.faults.plan('chat.getPermalink', { kind: 'error', error: 'message_not_found' }, 0);
    office.slack.workspace.people.delete(office.ben.id);
    office.house.clock.set('2026-03-10', '12:01');
    await office.settle();
    expect(writtenTo(office, office.cleo)).toHaveLength(1);
  });
});

describe('a level that sends by itself', () => {
  const sending = { plan: { levels: [level('L1', { automation: 'send', graceDays: 1, actAt: '13:00' })] } };

  test('says when, and a stop in time keeps it from acting', async () => {
    const office = await withTwo({ ...sending, organisation: { language: 'en' } });
    expect(office.digestText()).toContain('2 reminders of L1 will act by themselves on Wed 11 Mar 2026 at 13:00');
    await office.slack.click(office.digest(), ACTION.stopAutomation, office.ben);
    const modal = await office.modal(office.ben, '2 reminders would act by themselves');
    await office.slack.submit(modal, office.ben);
    await office.modal(office.ben, 'Stopped: 2 reminders wait for a person now.');
    await office.settle();
    expect(JSON.stringify(office.digest().blocks)).not.toContain(ACTION.stopAutomation);
    expect(office.threadText()).toContain('*Ben*: stopped the automation of 2');
    office.house.clock.set('2026-03-11', '13:30');
    await automateProposals(office.house.anna, {});
    expect((await proposalOf(office.house, 'A')).state).toBe('proposed');
  });

  test('acts by itself when nobody stops it, and not before', async () => {
    const office = await withTwo(sending);
    office.house.clock.set('2026-03-11', '12:59');
    await automateProposals(office.house.anna, {});
    expect((await proposalOf(office.house, 'A')).state).toBe('proposed');
    office.house.clock.set('2026-03-11', '13:00');
    await automateProposals(office.house.anna, {});
    expect((await proposalOf(office.house, 'A')).state).not.toBe('proposed');
  });
});

test('a run that old bank data stopped is run anyway by a person, and the record says who', async () => {
  const office = await openOffice(store, { organisation: { staleAfterDays: 2, language: 'en' } });
  await addCustomers(office.house, ['K1']);
  await addInvoices(office.house, [{ number: 'A' }]);
  await startRun(office.house.anna, { trigger: 'schedule' });
  await office.settle();
  expect(office.digestText()).toContain('The run of Standard was stopped.');
  await office.slack.click(office.digest(), ACTION.runAnyway, office.ben);
  const modal = await office.modal(office.ben, 'People who have paid may be reminded.');
  await office.slack.submit(modal, office.ben);
  await office.modal(office.ben, 'The run proposes 1 reminder.');
  expect((await proposalOf(office.house, 'A')).state).toBe('proposed');
  const runs = await office.house.rows(sql`select started_by, state, gate->>'code' as gate from runs order by id`);
  expect(runs.at(-1)).toEqual({ started_by: 'Ben', state: 'planned', gate: 'payments_stale' });
  await office.settle();
  expect(office.digestText()).toContain('1 proposal');
});

const filesOnRecord = async (office: Office) => (await office.house.rows(sql`select 1 from chat_files`)).length;

test('what is old is taken out of the channel: messages lose their content, files go', async () => {
  const office = await withTwo();
  await office.settle();
  const first = office.digest();
  // On record, too, before the clock goes on: its age counts from there.
  for (let look = 0; look < 200 && (await filesOnRecord(office)) === 0; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(await filesOnRecord(office)).toBe(1);
  await setUpChat(office.house.anna, { emptyAfterDays: 3 });
  office.house.clock.set('2026-03-13', '09:00');
  await run(office.house);
  await office.settle();
  expect(textsOf(first)).toContain('Customer K1');
  office.house.clock.set('2026-03-14', '09:00');
  office.slack.faults.plan('files.delete', { kind: 'rate_limited', retryAfterSeconds: 1 }, 1);
  await office.restartBot();
  await until(() => {
    expect(textsOf(first)).toBe('Nach 3 Tagen geleert. In der Konsole steht alles.');
    expect([...office.slack.workspace.files.values()].map((file) => file.deleted)).toContain(true);
  }, 10_000);
  const [refused, next] = office.slack.calls('files.delete');
  expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThan(950);
  const [row] = await office.house.rows(
    sql`select count(*)::int as count from chat_messages where emptied_at is not null`,
  );
  expect(row?.count).toBeGreaterThan(0);
  await office.settle();
  expect(textsOf(office.digest())).toContain('Customer K1');
  expect(textsOf(first)).not.toContain('Customer K1');
});
