// A whole day: run, digest, review, 37 decisions by three people with four eyes, a pause between approval and sending,
// an undo, a payment, sending, a bounce, the close. At its end database and channel say the same. Told twice: to our
// own double, which checks every payload, and to the npm package emulate, which nobody here wrote.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addOneEach, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { startEmulated } from '../support/slack/emulated.ts';
import { type Person, textsOf } from '../support/slack/slack.ts';
import { type Office, type OfficeOptions, openOffice, until } from './office.ts';
import { openPostman } from './postman.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

const NUMBERS = Array.from({ length: 40 }, (_, index) => `RE-${String(index + 1).padStart(4, '0')}`);
const idOf = async (office: Office, invoice: string) => (await proposalOf(office.house, invoice)).id;

/** Where the day is played. What emulate has not (clicks, commands, response URLs) the double in front of it does. */
const WORLDS: [string, OfficeOptions][] = [
  ['our own Slack', {}],
  [
    'emulate',
    {
      mode: 'http',
      slack: { behind: (workspace) => startEmulated(workspace, ['Anna', 'Ben', 'Cleo', 'Zoe'], 'mahnwesen') },
    },
  ],
];

async function morning(world: OfficeOptions): Promise<Office> {
  const office = await openOffice(store, {
    ...world,
    organisation: { fourEyes: { above: { EUR: '1000.00' }, fromLevel: null }, language: 'en' },
  });
  await addOneEach(office.house, NUMBERS, (number) => ({ gross: number === 'RE-0005' ? '5000.00' : '100.00' }));
  await run(office.house);
  await office.settle();
  return office;
}

/** Ticks the first page of the review, 30 of 40, and approves them after the numbers. */
async function reviewFirstPage(office: Office, by: Person): Promise<void> {
  const { slack } = office;
  await slack.click(office.digest(), ACTION.review, by);
  await slack.click(await office.modal(by, '40 of 40 selected'), ACTION.tickNone, by);
  for (const [group, from] of [0, 10, 20].entries()) {
    const ids = await Promise.all(NUMBERS.slice(from, from + 10).map((number) => idOf(office, number)));
    const view = await office.modal(by, `${from} of 40 selected`);
    await slack.click(view, ACTION.tick, by, { block: `boxes${group}.`, options: ids.map(String) });
  }
  await slack.submit(await office.modal(by, '30 of 40 selected'), by);
  await slack.submit(await office.modal(by, '*30 reminders to 30 customers*'), by);
  await office.modal(by, '1 reminder waits for a second person.');
}

/** From the details of a reminder on the second page of the review. */
async function decideOtherwise(office: Office, by: Person, invoice: string, entries: Record<string, object>) {
  const { slack } = office;
  await slack.click(office.digest(), ACTION.review, by);
  await slack.click(await office.modal(by, ' selected'), ACTION.details, by, {
    option: String(await idOf(office, invoice)),
  });
  await slack.click(await office.modal(by, 'Send test e-mail'), ACTION.otherwise, by);
  const outcome = await slack.submit(await office.modal(by, 'Skip: asked again at the next run'), by, entries);
  expect(outcome).toMatchObject({ acked: true, errors: {} });
  const { state } = await proposalOf(office.house, invoice);
  expect([invoice, state]).not.toEqual([invoice, 'proposed']);
  for (const view of [...(slack.workspace.stacks.get(by.id) ?? [])].reverse()) {
    await slack.closeView(slack.workspace.views.get(view) ?? slack.modal(by), by);
  }
}

test.each(WORLDS)('a day at %s ends with database and channel saying the same', async (_name, world) => {
  const office = await morning(world);
  const { house, slack, anna, ben, cleo } = office;
  const postman = await openPostman(house);
  await reviewFirstPage(office, ben);
  await slack.openHome(cleo);
  await slack.click(await until(() => slack.home(cleo)), ACTION.second, cleo);
  for (const invoice of NUMBERS.slice(30, 34)) {
    await decideOtherwise(office, anna, invoice, { kind: { option: 'skip' }, reason: { option: 'talk' } });
  }
  for (const invoice of NUMBERS.slice(34, 36)) {
    await decideOtherwise(office, anna, invoice, { kind: { option: 'snooze' }, until: { day: '2026-03-16' } });
  }
  await office.settle();
  expect(office.digestText()).toContain('4 open, 30 approved, 6 skipped');

  // Between approval and sending: a pause, a payment, an undo.
  await slack.command('/dunning pause RE–0001 “complaint by phone”', ben, office.channel);
  expect((await office.told(ben)).join('\n')).toContain('RE-0001');
  await recordPayment(house.anna, { invoice: 'RE-0003', amount: '100.00' });
  const bens = slack.thread(office.digest().ts).find((message) => textsOf(message).includes('*Ben*'));
  if (bens === undefined) throw new Error('Ben has no message');
  await slack.click(bens, ACTION.undo, cleo);
  const taken = { boxes0: { options: [String(await idOf(office, 'RE-0002'))] } };
  const rest = { boxes1: { options: [] }, boxes2: { options: [] } };
  await slack.submit(await office.modal(cleo), cleo, { ...taken, ...rest });
  await office.modal(cleo, 'Took back 1 approval.');

  house.clock.set('2026-03-10', '09:00');
  await issueApproved(house.anna, {});
  house.clock.set('2026-03-10', '13:05');
  await sendDue(house.anna, {});
  await office.settle();
  expect(office.threadText()).toContain('27 of 27 handed over');
  const [mail] = await house.rows(sql`select deliveries.id from deliveries
    join notice_invoices line on line.notice_id = deliveries.notice_id join invoices on invoices.id = line.invoice_id
    where invoices.number = 'RE-0004'`);
  expect(await postman.bounce(String(mail?.id))).toBeLessThan(300);
  house.clock.set('2026-03-10', '14:00');
  await office.settle();
  house.clock.set('2026-03-10', '17:00');
  await office.settle();

  const states = await house.rows(
    sql`select state, count(*)::int as count from proposals group by state order by state`,
  );
  expect(Object.fromEntries(states.map((row) => [row.state, row.count]))).toEqual({
    issued: 27,
    proposed: 5,
    skipped: 4,
    snoozed: 2,
    withdrawn: 2,
  });
  expect(postman.accepted).toHaveLength(27);
  const [big] = await house.rows(
    sql`select first_approved_by, decided_by from proposals where principal_cents = 500000`,
  );
  expect(big).toEqual({ first_approved_by: 'Ben', decided_by: 'Cleo' });
  const surfaces = await house.rows(sql`select distinct surface from audit where action = 'proposal.decide'`);
  expect(surfaces).toEqual([{ surface: 'slack' }]);

  const digest = office.digestText();
  expect(digest).toContain('*L1* · 40 · €8,900.00   (5 open, 26 handed over, 1 not delivered, 6 skipped, 2 withdrawn)');
  expect(digest).toContain('Closed at 17:00.');
  expect(JSON.stringify(office.digest().blocks)).not.toContain(ACTION.approveAll);
  const thread = office.threadText();
  expect(thread).toContain('*Closed 10 Mar 2026*\n26 handed over, 1 not delivered, 6 skipped, 2 withdrawn');
  expect(thread).toContain('5 not decided (asked again at the next run)');
  // What `duly audit verify --head` takes back.
  expect(thread).toMatch(/Head of the audit trail: \d+:[0-9a-f]{64}/);
  expect(thread).toMatch(/Not delivered\*\n• Customer K-RE-0004 · bounced \(no such mailbox\)/);
  expect(thread).toContain('*Cleo*: approved 1 (€5,000.00), took back 1');
  expect(thread).toContain('*Anna*: skipped 4, snoozed 2');
  expect(slack.messages(office.channel).filter((message) => message.threadTs === null)).toHaveLength(1);
  expect(digest).toContain('Overdue by age');
  expect(office.logged).toEqual([]);
});
