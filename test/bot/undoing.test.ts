// Undo of everything that `/dunning` changes, in the answer and in the thread: what was withdrawn waits again, what
// stood before stands again, and what comes too late is told so.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { proposalOf } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { type Message, textsOf } from '../support/slack/slack.ts';
import type { Office } from './office.ts';
import { opened, say, stateOf, undo } from './speaking.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

const INVOICE = 'RE-2026-0417';
const held = async (office: Office) => (await say(office, `status ${INVOICE}`)).text;

describe('in the answer, undo of', () => {
  test.each([
    ['a pause', 'pause 417 until 20.3.'],
    ['an exclusion', 'exclude K1 insolvent'],
    ['a dispute', 'dispute 417 wrong goods'],
    ['a promise', 'promise 417 20.3. 50,00 EUR'],
    ['a payment', 'paid 417'],
    ['a skip', 'skip 417'],
  ])('%s puts what it withdrew before people again', async (_what, command) => {
    const office = await opened(store);
    const said = await say(office, command);
    expect(await stateOf(office, INVOICE)).not.toBe('proposed');
    const count = command.startsWith('exclude') ? '2 reminders wait' : '1 reminder waits';
    expect(await undo(office, said)).toContain(`${count} for a decision again.`);
    expect(await stateOf(office, INVOICE)).toBe('proposed');
    expect(await held(office)).toMatch(/Proposed by hand/);
  });

  test.each([
    ['pause 417 until 20.3. talks', 'pause 417 until 24.3. other', /Paused by Ben until 20 March 2026.*talks/],
    ['exclude K1 until 20.3. talks', 'exclude K1 for ever', /blocked by Ben until 20 March 2026.*talks/],
    ['promise 417 20.3.', 'promise 417 24.3.', /promised for Fri 20 Mar 2026/],
  ])('what replaced another sets the other back: %s', async (first, second, stands) => {
    const office = await opened(store);
    await say(office, first);
    await undo(office, await say(office, second));
    expect(await held(office)).toMatch(stands);
  });

  test('the end of a promise makes it anew with amount and remark', async () => {
    const office = await opened(store);
    await say(office, 'promise 417 20.3. 50,00 EUR “by phone”');
    await undo(office, await say(office, 'unpromise 417'));
    const [row] = await office.house.rows(
      sql`select promised_on::text as on, amount_cents::int as cents, remark from promises where ended_at is null`,
    );
    expect(row).toEqual({ on: '2026-03-20', cents: 5_000, remark: 'by phone' });
  });

  test('what something else stands against ends its hold alone, and nothing is asked', async () => {
    const office = await opened(store);
    const paused = await say(office, 'pause 417');
    await say(office, 'dispute 417');
    expect(await undo(office, paused)).toBe(`Taken back: ${INVOICE}`);
    expect(await held(office)).toMatch(/Disputed since/);
    expect(await stateOf(office, INVOICE)).toBe('withdrawn');
  });

  test('the channel of the digest takes the one before', async () => {
    const office = await opened(store);
    const other = office.slack.channel('finance', [office.anna]);
    await office.slack.command('/dunning setup here', office.anna, other);
    await office.told(office.anna);
    const [answer] = office.slack.ephemerals(office.anna);
    if (answer === undefined) throw new Error('no answer');
    await undo(office, { answer }, office.anna);
    const [row] = await office.house.rows(sql`select channel_id from chat_settings`);
    expect(row).toEqual({ channel_id: office.channel.id });
  });

  test('a chosen level comes too late once it was approved, and says so', async () => {
    const office = await opened(store);
    const said = await say(office, 'level 417 2');
    const { id } = await proposalOf(office.house, INVOICE);
    await decideProposals(office.house.anna, { proposals: [id], decision: { kind: 'approve' } });
    await issueApproved(office.house.anna, {});
    expect(await undo(office, said)).toContain('That is not possible');
  });
});

describe('in the thread, undo of', () => {
  const ofBen = (office: Office): Message => {
    const found = office.slack.thread(office.digest().ts).find((message) => textsOf(message).includes('*Ben*'));
    if (found === undefined) throw new Error('Ben has no message');
    return found;
  };

  test.each([
    ['a promise', 'promise 417 20.3.', 'held 1 back', /Payment is promised for 20.March.2026/],
    ['a dispute', 'dispute 417 wrong goods', 'held 1 back', /wrong goods/],
    ['a payment', 'paid 417', 'recorded 1 as paid', /Nothing is open/],
  ])('%s asks again, by anybody who may approve', async (_what, command, says, why) => {
    const office = await opened(store, { organisation: { language: 'en' } });
    await office.settle();
    await say(office, command);
    await office.settle();
    expect(textsOf(ofBen(office))).toContain(`*Ben*: ${says}`);
    expect(textsOf(ofBen(office))).toMatch(why);
    await office.slack.click(ofBen(office), ACTION.undo, office.cleo);
    await office.slack.submit(await office.modal(office.cleo, '1 decision can still be taken back'), office.cleo);
    await office.modal(office.cleo, '1 reminder waits for a decision again.');
    expect(await stateOf(office, INVOICE)).toBe('proposed');
    await office.settle();
    expect(textsOf(ofBen(office))).toContain('asked again');
  });
});
