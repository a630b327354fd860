// The list of the day: what stands in it, what it says about stale data and the outbox, and runs that people start.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { pausePlan } from '../../src/app/settings/save-plan.ts';
import type { Day } from '../../src/core/day.ts';
import { gateText } from '../../src/core/reason-text.ts';
import type { Store } from '../../src/db/client.ts';
import { emptyTables, openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, type Visitor } from './visitor.ts';

let store: Store;
let world: World;
let web: OpenWeb;
let visitor: Visitor;

beforeAll(async () => {
  store = await openTestStore();
});

async function startDay(): Promise<void> {
  await emptyTables(store);
  world = await createWorld(store);
  web = openWeb(world);
  visitor = await web.signIn('approver', 'Ben');
}

/** Another day: whoever was signed in the day before signs in again. */
async function comeBack(day: Day, time: string): Promise<void> {
  world.clock.set(day, time);
  visitor = await web.signIn('approver', 'Ben');
}

/** The row of a customer, its words with one blank between them. */
function rowOf(html: string, invoice: string): string {
  const rows = html.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
  const row = rows.find((one) => one.includes(`>${invoice}</a>`)) ?? '';
  return row
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();
}

describe('the list', () => {
  beforeAll(startDay);

  test('says of each proposal who, what for, how far and how much it would be', async () => {
    const { html } = await visitor.get('/');
    // 89.90 at 10.52 % from 13 October to 20 November: 39 days, 1.01; 10.00 of this level, 5.00 of the one before.
    expect(rowOf(html, 'RE-1004')).toBe(
      'Tick Yıldız &amp; Söhne KG Yıldız &amp; Söhne KG K-200 RE-1004 39 days overdue 3 Letzte Mahnung by letter ' +
        '1. Mahnung of 6 Nov 2026 €89.90 €16.01 €5.00 carried over €1.01 interest €105.91',
    );
    expect(rowOf(html, 'RE-1012')).toContain('€20.00 unmatched from this customer');
    expect(rowOf(html, 'RE-1011')).toMatch(/No e-mail address No postal address .* no address/);
  });

  test('counts and sums by level and currency, and leads to one level', async () => {
    const { text, html } = await visitor.get('/');
    expect(text).toContain('10 proposals to decide');
    expect(text).toMatch(/Sum CHF 2 CHF\s2,948\.30 Sum EUR 8 €21,045\.75/);
    const [link = ''] = /\/\?level=\d+/.exec(html) ?? [];
    const level = await visitor.get(link);
    expect(level.html.match(/name="proposal"/g)).toHaveLength(2);
    expect(level.text).toMatch(/Without filter .*2 proposals found · CHF\s2,308\.30 · €89\.90/);
  });

  test('shows hostile names as text', async () => {
    const { html } = await visitor.get('/');
    expect(html).toContain('Gärtnerei &lt;Grünwald&gt;');
    expect(html).not.toContain('<Grünwald>');
  });

  test('ticks everything on the page when asked to, without script', async () => {
    expect((await visitor.get('/')).html.match(/name="proposal"[^>]*checked/g)).toBeNull();
    expect((await visitor.get('/?tick=page')).html.match(/name="proposal"[^>]*checked/g)).toHaveLength(10);
  });

  test('offers a viewer nothing to press', async () => {
    const viewer = await web.signIn('viewer', 'Vic');
    const { html, text } = await viewer.get('/');
    expect(html).not.toMatch(/name="do"|name="proposal"|action="\/run"/);
    expect(text).toContain('You can look, but not decide');
  });

  test.each([
    '/?level=999',
    '/?level=x&page=0',
    '/?page=99999999',
    '/?level=-1&tick=all',
    '/?sort=x&after=0&currency=eur&state=issued',
  ])('is shown for the address %s, whatever it asks for', async (path) =>
    expect((await visitor.get(path)).status).toBe(200),
  );

  test('says plainly that nothing leaves the machine, in both languages', async () => {
    expect((await visitor.get('/?lang=de')).text).toContain('Nichts verlässt diesen Rechner');
    expect((await visitor.get('/?lang=en')).text).toContain('Nothing leaves this machine');
  });

  test('is sorted by its headers, the other way round when pressed again', async () => {
    const first = async (path: string) => {
      const { html } = await visitor.get(path);
      const link = (name: string) =>
        new RegExp(`href="([^"]*)">${name}</a>`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const sorted = /aria-sort="(\w+)"><a class="sorted"[^>]*>(\w+)/.exec(html);
      return { link, first: /data-peek[^>]*>([^<]*)</.exec(html)?.[1], sorted: `${sorted?.[2]} ${sorted?.[1]}` };
    };
    const byLevel = await first('/');
    expect(byLevel.sorted).toBe('Level descending');
    const byName = await first(byLevel.link('Customer'));
    expect(byName).toMatchObject({ sorted: 'Customer ascending', first: 'Alpenrose Hotels AG' });
    const turned = await first(byName.link('Customer'));
    expect(turned).toMatchObject({ sorted: 'Customer descending', first: 'Yıldız &amp; Söhne KG' });
    expect(await first(turned.link('Open'))).toMatchObject({
      sorted: 'Open descending',
      first: 'Yıldız &amp; Söhne KG',
    });
  });

  test('is filtered, and what the filter finds can be approved as a whole', async () => {
    const { html, text } = await visitor.get('/?currency=CHF&warning=unmatched');
    expect(text).toContain('No proposal fits this filter.');
    expect(html).not.toContain('name="proposal"');
    const found = await visitor.get('/?currency=CHF');
    expect(found.text).toMatch(/2 proposals found · CHF\s2,948\.30/);
    expect(found.html).toContain('name="all" value="currency=CHF"');
    const check = await visitor.post('/decisions/check', { do: 'skip', all: 'currency=CHF', list: 'currency=CHF' });
    expect(check.text).toContain('Skip 2 proposals?');
    expect(check.html).toContain('href="/?currency=CHF">Back without deciding');
  });

  test('leads back to itself after a decision, filter and order kept', async () => {
    const id = await proposalOf(world, 'RE-1004');
    const decided = await visitor.post('/decisions', {
      do: 'approve',
      seen: `${id}.1`,
      list: 'text=RE-1&sort=amount&next=//evil.example',
      levelId: '999999',
    });
    expect(decided.status).toBe(422);
    const nothing = await visitor.post('/decisions/check', {
      do: 'skip',
      list: 'text=RE-1&sort=amount&next=//evil.example',
    });
    expect(nothing.location).toBe('/?text=RE-1&sort=amount');
  });

  test('opens a row in place: notes, letter and mail as a piece of a page', async () => {
    const id = await proposalOf(world, 'RE-1004');
    const { html, status } = await visitor.get(`/proposals/${id}/peek`);
    expect(status).toBe(200);
    expect(html).not.toContain('<html');
    expect(html).toContain(`src="/preview/proposals/${id}/letter.png"`);
    expect(html).toContain(`<iframe class="mail" sandbox src="/preview/proposals/${id}/mail"`);
    expect((await web.visitor().get(`/proposals/${id}/peek`)).status).toBe(303);
  });

  test('goes page by page from a row on, also when that row was decided meanwhile', async () => {
    await store.db.execute(sql`
      with one as (select * from proposals where state = 'proposed' and level_id is not null order by id limit 1)
      insert into proposals (plan_id, customer_id, currency, level_id, principal_cents, proposed_on, proposed_at,
        proposed_by, refreshed_on)
      select plan_id, customer_id, currency, level_id, 100, proposed_on, proposed_at, proposed_by, refreshed_on
      from one, generate_series(1, 51)`);
    const idsIn = (html: string) => [...html.matchAll(/name="proposal" value="(\d+)\./g)].map(([, id]) => Number(id));
    const first = await visitor.get('/?sort=amount');
    const ids = idsIn(first.html);
    expect(ids).toHaveLength(50);
    const [, next = ''] = /rel="next" href="([^"]*)"/.exec(first.html) ?? [];
    await decideProposals(world.as(ADMIN), { proposals: [ids.at(-1) ?? 0], decision: { kind: 'skip' } });
    const second = await visitor.get(next.replaceAll('&amp;', '&'));
    expect(idsIn(second.html)).toHaveLength(11);
    expect(new Set([...ids, ...idsIn(second.html)]).size).toBe(61);
    expect(second.html).not.toContain('rel="next"');
    const rest = { proposals: idsIn(second.html), decision: { kind: 'skip' as const } };
    await decideProposals(world.as(ADMIN), rest);
    expect(idsIn((await visitor.get(next.replaceAll('&amp;', '&'))).html)).toHaveLength(49);
  });
});

describe('the run', () => {
  beforeEach(startDay);

  test('is described: when, by whom, and what came of it', async () => {
    const { text } = await visitor.get('/');
    expect(text).toContain('Standard: run at 08:00 (on schedule). 10 new');
    expect(text).toMatch(/Held back at the last run .*below the minimum amount 1/);
  });

  test('is offered before there was one, and done by the person who asks for it', async () => {
    await decideProposals(world.as(ADMIN), { proposals: 'all', decision: { kind: 'skip' } });
    await comeBack('2026-11-21', '09:30');
    const before = await visitor.get('/');
    expect(before.text).toContain('There was no run today');
    const after = await visitor.send('/run');
    expect(after.text).toMatch(/Standard: run at 09:30 \(by Ben\)\. 10 new/);
  });

  test('on stale payment data is warned of, refused, and possible all the same by saying so', async () => {
    await decideProposals(world.as(ADMIN), { proposals: 'all', decision: { kind: 'skip' } });
    await comeBack('2026-11-25', '10:00');
    expect((await visitor.get('/')).text).toContain('A run of Standard would be stopped');
    const stopped = await visitor.send('/run');
    expect(stopped.text).toMatch(/The run of Standard was stopped .*19.November.2026/);
    expect(stopped.html).toContain('Run anyway');
    const run = await visitor.send('/run', { evenIfStale: 'on' });
    expect(run.text).toMatch(/11 proposals to decide .*run at 10:00 \(by Ben\)/);
  });

  test('of a paused plan cannot be forced', async () => {
    const planId = ((await store.db.execute(sql`select id from plans`)) as { rows: { id: number }[] }).rows[0]?.id ?? 0;
    await pausePlan(world.as(ADMIN), { planId, paused: true });
    const { text, html } = await visitor.get('/');
    expect(text).toContain(gateText({ code: 'plan_paused' }, 'en'));
    expect(html).not.toContain('Run anyway');
  });
});

describe('what was decided', () => {
  beforeEach(startDay);

  test('leaves the list, and an empty list says what comes next', async () => {
    await decideProposals(world.as(ADMIN), { proposals: 'all', decision: { kind: 'skip' } });
    expect((await visitor.get('/')).text).toMatch(/Nothing waits for a decision .*The next run asks again/);
  });

  test('but is not issued yet is counted', async () => {
    const id = await proposalOf(world, 'RE-1004');
    await decideProposals(world.as(ADMIN), { proposals: [id], decision: { kind: 'approve' } });
    expect((await visitor.get('/')).text).toContain('1 approved notice is being issued');
  });
});
