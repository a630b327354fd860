// Deciding: what the check says, that exactly what was shown is decided, and that the first decision wins.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { proposalOutcomes } from '../../src/app/insight/proposal-outcomes.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { reopenText } from '../../src/core/reason-text.ts';
import type { Store } from '../../src/db/client.ts';
import { emptyTables, openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, type Visitor } from './visitor.ts';

let store: Store;
let world: World;
let web: OpenWeb;
let ben: Visitor;

beforeAll(async () => {
  store = await openTestStore();
});

async function startDay(): Promise<void> {
  await emptyTables(store);
  world = await createWorld(store);
  web = openWeb(world);
  ben = await web.signIn('approver', 'Ben');
}

/** The hidden list of what a check page shows. */
const seenOn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
/** How a row is ticked. */
const tickOf = async (invoice: string) => {
  const id = await proposalOf(world, invoice);
  const { html } = await ben.get('/');
  return new RegExp(`value="(${id}\\.\\d+)"`).exec(html)?.[1] ?? '';
};
const stateOf = async (id: number) => (await proposalOutcomes(world.as(ADMIN), { proposals: [id] }))[0];

describe('the check', () => {
  beforeAll(startDay);

  test('states counts and sums, what it means, and what to look at first', async () => {
    const { text } = await ben.post('/decisions/check', { do: 'approve', all: '' });
    expect(text).toContain('Approve 10 notices?');
    expect(text).toMatch(/Letzte Mahnung 1 €89\.90 €16\.01 €105\.91/);
    expect(text).toMatch(/Sum EUR 8 €21,045\.75 €50\.76 €21,096\.51/);
    expect(text).toContain('nothing leaves this machine');
    expect(text).toMatch(/Look at these first .*Schmidt Logistik GmbH : No e-mail address · No postal address/);
  });

  test('of a level concerns that level only', async () => {
    const [, level = ''] = /name="all" value="(level=\d+)"/.exec((await ben.get('/?level=1')).html) ?? [];
    const { text } = await ben.post('/decisions/check', { do: 'approve', all: level });
    expect(text).toContain('Approve 6 notices?');
  });

  test('decides nothing by itself', async () => {
    await ben.post('/decisions/check', { do: 'approve', all: '' });
    expect((await ben.get('/')).text).toContain('10 proposals to decide');
  });

  test('without a tick leads back and says so', async () => {
    expect((await ben.send('/decisions/check', { do: 'skip' })).text).toContain('Nothing was ticked');
  });

  test('of something decided meanwhile leaves it out and says so', async () => {
    const tick = await tickOf('RE-1004');
    const other = await tickOf('RE-1005');
    await decideProposals(world.as(ADMIN), { proposals: [Number.parseInt(tick, 10)], decision: { kind: 'skip' } });
    const { text } = await ben.post('/decisions/check', { do: 'approve', proposal: [tick, other] });
    expect(text).toContain('Approve 1 notice?');
    expect(text).toContain('1 of them was decided or withdrawn meanwhile');
  });

  test.each([
    { do: 'approve', proposal: ['1'] },
    { do: 'approve', proposal: ['1.1.1'] },
    { do: 'approve', proposal: ["1.1'; drop table proposals"] },
    { do: 'cancel', all: '' },
    { do: 'approve', all: 'everything' },
  ])('refuses a form that was made up: %j', async (fields) => {
    expect((await ben.post('/decisions/check', fields)).status).toBe(400);
  });
});

describe('approving', () => {
  beforeEach(startDay);

  test('names what was decided, starts issuing, and shows the notices once they are there', async () => {
    const check = await ben.post('/decisions/check', { do: 'approve', proposal: [await tickOf('RE-1004')] });
    const after = await ben.send('/decisions', { do: 'approve', seen: seenOn(check.html), remark: 'Bitte heute' });
    expect(after.text).toMatch(/1 notice approved Yıldız &amp; Söhne KG .*nothing leaves this machine/);
    expect(web.kicks()).toBe(1);
    await issueApproved(world.as(ADMIN), {});
    await sendDue(world.as(ADMIN), {});
    const later = await ben.get('/');
    expect(later.text).toMatch(/1 notice issued today · 1 in the outbox folder/);
    expect(later.text).not.toContain('1 notice approved');
    expect(later.html).toContain('/preview/notices/12/letter.pdf');
  });

  test('all decides exactly what was shown: what came later waits', async () => {
    const id = await proposalOf(world, 'RE-1004');
    await decideProposals(world.as(ADMIN), { proposals: [id], decision: { kind: 'skip' } });
    const check = await ben.post('/decisions/check', { do: 'approve', all: '' });
    world.clock.set('2026-11-20', '18:00');
    await proposeByHand(world.as(ADMIN), { invoices: ['RE-1004'] });
    const after = await ben.send('/decisions', { do: 'approve', seen: seenOn(check.html) });
    expect(after.text).toContain('9 notices approved');
    expect(after.text).toContain('1 proposal to decide');
  });

  test('what has changed since it was shown is shown again, and nothing is decided', async () => {
    const check = await ben.post('/decisions/check', { do: 'approve', proposal: [await tickOf('RE-1005')] });
    await recordPayment(world.as(ADMIN), { invoice: 'RE-1005', amount: '650.00' });
    const again = await ben.post('/decisions', { do: 'approve', seen: seenOn(check.html), remark: 'mind me' });
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/has changed since you looked.*€12,000\.00/);
    expect(again.html).toContain('value="mind me"');
    expect(web.kicks()).toBe(0);
    const after = await ben.send('/decisions', { do: 'approve', seen: seenOn(again.html) });
    expect(after.text).toContain('1 notice approved');
  });

  test('without the fee leaves it out of the notice', async () => {
    const id = await proposalOf(world, 'RE-1004');
    await ben.post('/decisions', { do: 'approve', seen: await tickOf('RE-1004'), waiveFee: 'on' });
    const [issued] = await issueApproved(world.as(ADMIN), { proposals: [id] });
    expect(issued).toMatchObject({ outcome: 'issued', totalCents: 8990 + 500 + 101 });
  });

  test('at a higher level asks for a remark, and keeps the choice', async () => {
    const id = await proposalOf(world, 'RE-1003');
    const page = await ben.get(`/proposals/${id}`);
    const [, levelId = ''] = /<option value="(\d+)"\s*>Letzte Mahnung/.exec(page.html) ?? [];
    const fields = { do: 'approve', seen: await tickOf('RE-1003'), levelId };
    const asked = await ben.post('/decisions', fields);
    expect([asked.status, asked.text]).toEqual([422, expect.stringContaining('Say in the remark why')]);
    expect(asked.html).toContain(`<option value="${levelId}" selected`);
    await ben.post('/decisions', { ...fields, remark: 'Kunde zahlt nie' });
    expect(await stateOf(id)).toMatchObject({ state: 'approved', levelName: 'Letzte Mahnung', decidedBy: 'Ben' });
  });

  test('can be taken back until it is issued', async () => {
    const id = await proposalOf(world, 'RE-1003');
    await ben.post('/decisions', { do: 'approve', seen: await tickOf('RE-1003') });
    expect((await ben.get(`/proposals/${id}`)).text).toMatch(/State approved by Ben/);
    const back = await ben.send(`/proposals/${id}/take-back`);
    expect(back.text).toContain('The approval was taken back.');
    expect(back.text).toContain(reopenText({ code: 'taken_back', by: 'Ben' }, 'en'));
    expect(await stateOf(id)).toMatchObject({ state: 'proposed' });
  });
});

describe('the first decision', () => {
  beforeEach(startDay);

  test('wins; the second person is told who decided what', async () => {
    const cleo = await web.signIn('approver', 'Cleo');
    const check = await ben.post('/decisions/check', { do: 'approve', all: '' });
    await cleo.post('/decisions', { do: 'skip', seen: await tickOf('RE-1004'), remark: 'zahlt morgen' });
    const after = await ben.send('/decisions', { do: 'approve', seen: seenOn(check.html) });
    expect(after.text).toMatch(/9 notices approved/);
    expect(after.text).toMatch(
      /1 proposal had been decided before you: .*Yıldız &amp; Söhne KG: skipped by Cleo, 20.Nov.2026/,
    );
    expect(await stateOf(await idOf('RE-1004'))).toMatchObject({ state: 'skipped', decidedBy: 'Cleo' });
  });

  test('sent twice by a double click is one decision', async () => {
    const seen = await tickOf('RE-1004');
    const answers = await Promise.all([1, 2].map(() => ben.post('/decisions', { do: 'approve', seen })));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(web.kicks()).toBe(1);
  });

  const idOf = async (invoice: string) => {
    const { html } = await ben.get(`/invoices/${invoice}`);
    expect(html).toContain('skipped');
    const outcomes = await proposalOutcomes(world.as(ADMIN), {
      proposals: Array.from({ length: 40 }, (_, i) => i + 1),
    });
    return outcomes.find((one) => one.state === 'skipped')?.id ?? 0;
  };
});

describe('other decisions', () => {
  beforeAll(startDay);

  test.each([
    ['RE-1004', 'skip', {}, 'skipped', '1 proposal skipped'],
    ['RE-1009', 'snooze', { until: '2026-12-01' }, 'snoozed', '1 proposal snoozed'],
    ['RE-1003', 'snooze', { until: '01.12.2026' }, 'snoozed', '1 proposal snoozed'],
    ['RE-1002', 'skip_level', {}, 'level_skipped', 'Level of 1 proposal skipped'],
    ['RE-1010', 'pause', { until: '2026-12-24', remark: 'Urlaub' }, 'withdrawn', 'Invoices of 1 proposal paused'],
    ['RE-1005', 'pause', {}, 'withdrawn', 'Invoices of 1 proposal paused'],
    ['RE-1012', 'exclude', { remark: 'Insolvenz' }, 'withdrawn', 'Customers of 1 proposal blocked'],
  ])('%s: %s %j', async (invoice, kind, fields, state, said) => {
    const id = await proposalOf(world, invoice);
    const after = await ben.send('/decisions', { do: kind, seen: await tickOf(invoice), ...fields });
    expect(after.text).toContain(said);
    expect((await stateOf(id))?.state).toBe(state);
    expect(web.kicks()).toBe(0);
  });

  test.each([
    ['snooze', { until: '' }, 422, 'Say until when'],
    ['snooze', { until: '2026-02-30' }, 422, 'Write a date such as'],
    ['snooze', { until: '2026-11-20' }, 409, 'Snooze until a day after today'],
    ['pause', { until: '2026-11-19' }, 409, 'would end before it begins'],
    ['skip', { remark: 'x'.repeat(501) }, 422, 'At most 500 characters'],
    ['skip', { remark: 'a\u0007b' }, 422, 'Control characters are not allowed'],
  ])('%s %j is refused beside the form, and what was typed stays', async (kind, fields, status, said) => {
    const answer = await ben.post('/decisions', { do: kind, seen: await tickOf('RE-1011'), ...fields });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(said)]);
    expect(answer.html).toContain('<title>Error: ');
    for (const value of Object.values(fields)) expect(answer.html).toContain(`value="${value}"`);
  });

  test('reach every day they may: snoozing until tomorrow is the earliest', async () => {
    const answer = await ben.post('/decisions', { do: 'snooze', seen: await tickOf('RE-1011'), until: '2026-11-21' });
    expect(answer.status).toBe(303);
  });
});
