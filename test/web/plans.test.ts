// Plans on the console, as forms without script: the list with its switches, the editor with its buttons, what is wrong
// beside its field, and what somebody else changed meanwhile.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readPlan } from '../../src/app/settings/read-plan.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, type Visitor } from './visitor.ts';

let world: World;
let web: OpenWeb;
let anna: Visitor;
let vera: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  web = openWeb(world);
  anna = await web.signIn('admin', 'Anna');
  vera = await web.signIn('viewer', 'Vera');
});

/** The fields of the editor as a browser would send them, read from the page itself. */
async function fieldsOf(visitor: Visitor, path: string): Promise<Map<string, string[]>> {
  return readFields((await visitor.get(path)).html);
}

function readFields(html: string): Map<string, string[]> {
  const form = /<form method="post" action="\/plans[^>]*class="plan-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields = new Map<string, string[]>();
  const add = (name: string, value: string) => fields.set(name, [...(fields.get(name) ?? []), value]);
  for (const [tag] of form.matchAll(/<input[^>]*>|<select[\s\S]*?<\/select>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (tag.startsWith('<select')) add(name, /<option value="([^"]*)" selected/.exec(tag)?.[1] ?? '');
    else if (!tag.includes('type="checkbox"') || / checked/.test(tag))
      add(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}

const sent = (fields: Map<string, string[]>, more: Record<string, string>) => ({
  ...Object.fromEntries(fields),
  ...more,
});
const stored = async () => readPlan(world.as(ADMIN), { planId: 1 });
const keyAt = (fields: Map<string, string[]>, index: number) => fields.get('order')?.[index] ?? '';

describe('the list', () => {
  test('shows plans with their levels and dates, and switches only to admins', async () => {
    const seen = await anna.get('/plans');
    expect(seen.text).toMatch(/Standard.*3 levels.*for all customers/);
    expect(seen.text).toContain('1. Mahnung');
    expect(seen.html).toContain('<svg');
    expect(seen.text).toContain('Switch the plan off');
    expect((await vera.get('/plans')).text).not.toContain('Switch the plan off');
  });

  test('switches a level, a plan and everything off and on', async () => {
    const level = (await stored()).state.levels[1]?.id ?? 0;
    expect((await anna.send(`/levels/${level}/switch`, { to: 'off' })).text).toContain('The level is switched off');
    expect((await stored()).state.levels[1]?.active).toBe(false);
    await anna.send(`/levels/${level}/switch`, { to: 'on' });
    expect((await anna.send('/plans/1/switch', { to: 'off' })).text).toContain('switched off');
    expect((await stored()).state.paused).toBe(true);
    await anna.send('/plans/1/switch', { to: 'on' });
    const off = await anna.send('/dunning', { to: 'off', until: '31.12.2026', reason: 'Inventur' });
    expect(off.text).toContain('All dunning is switched off by Anna through 31 Dec 2026. Inventur');
    expect((await anna.send('/dunning', { to: 'on' })).text).toContain('Dunning is switched on.');
    const wrong = await anna.post('/dunning', { to: 'off', until: 'soon', reason: 'x' });
    expect([wrong.status, wrong.text.includes('Write a date')]).toEqual([422, true]);
  });
});

describe('the editor', () => {
  let fields: Map<string, string[]>;
  beforeEach(async () => {
    fields = await fieldsOf(anna, '/plans/1');
  });

  test('saves what it shows without changing anything', async () => {
    const before = (await stored()).state;
    const answer = await anna.send('/plans/1', sent(fields, { do: 'save' }));
    expect(answer.text).toContain('The plan is saved.');
    expect((await stored()).state).toEqual(before);
  });

  test('moves, adds and removes levels without saving, and keeps what was typed', async () => {
    const [first, second] = [keyAt(fields, 0), keyAt(fields, 1)];
    const down = await anna.post('/plans/1', sent(fields, { do: `down.${first}`, [`name.${second}`]: 'Typed' }));
    expect(readFields(down.html).get('order')?.slice(0, 2)).toEqual([second, first]);
    expect(down.html).toContain('value="Typed"');
    const added = await anna.post('/plans/1', sent(fields, { do: 'add' }));
    expect(readFields(added.html).get('order')).toHaveLength(4);
    const removed = await anna.post('/plans/1', sent(fields, { do: `remove.${first}` }));
    expect(readFields(removed.html).get('order')).toEqual(fields.get('order')?.slice(1));
    expect((await stored()).state.levels).toHaveLength(3);
  });

  test('saves levels in the order of the form, with amounts, percentages and times as people write them', async () => {
    const [first = '', second = '', third = ''] = fields.get('order') ?? [];
    const more = {
      do: 'save',
      [`feeKind.${second}`]: 'percent',
      [`feePercent.${second}`]: '1.5',
      [`feeMin.${second}`]: '1; CHF 2,00',
      [`feeMax.${second}`]: '',
      [`interest.${second}`]: 'fixed',
      [`interestPercent.${second}`]: '4.25',
      [`actAt.${second}`]: '9.30',
    };
    const answer = await anna.post('/plans/1', { ...sent(fields, more), order: [second, first, third] });
    expect(answer.location).toBe('/plans/1');
    const [level, former] = (await stored()).state.levels;
    expect(level).toMatchObject({
      name: '1. Mahnung',
      fee: { kind: 'percent', basisPoints: 150, min: { '*': '1', CHF: '2.00' }, max: null },
      interest: { kind: 'fixed', basisPoints: 425 },
      actAt: '09:30',
    });
    expect(former?.name).toBe('Zahlungserinnerung');
  });

  test('says beside each field what is wrong, in a summary too, and keeps everything', async () => {
    const [first = '', second = ''] = fields.get('order') ?? [];
    const more = {
      do: 'save',
      [`afterDays.${first}`]: 'soon',
      [`feeKind.${second}`]: 'fixed',
      [`fee.${second}`]: 'XXX 5',
    };
    const answer = await anna.post('/plans/1', sent(fields, more));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(`href="#afterDays.${first}"`);
    expect(answer.html).toMatch(new RegExp(`id="fee\\.${second}-problem">Write amounts`));
    expect(answer.html).toContain('value="soon"');
    const later = await anna.post('/plans/1', sent(fields, { do: 'save', [`afterDays.${second}`]: '-3' }));
    expect(later.html).toMatch(new RegExp(`id="afterDays\\.${second}-problem">Only the first level`));
    const most = await anna.post('/plans/1', sent(fields, { do: 'save', [`paymentTermDays.${first}`]: '366' }));
    expect(most.html).toMatch(new RegExp(`id="paymentTermDays\\.${first}-problem">At most 365`));
    const twice = await anna.post('/plans/1', sent(fields, { do: 'save', [`name.${second}`]: '  ' }));
    expect(twice.html).toMatch(new RegExp(`id="name\\.${second}-problem">Must not be empty`));
  });

  test('shows what would change today against the real facts, and saves nothing', async () => {
    const before = (await stored()).version;
    const longer = { do: 'preview', [`afterDays.${keyAt(fields, 2)}`]: '300' };
    const answer = await anna.post('/plans/1', sent(fields, longer));
    expect(answer.text).toMatch(/What would change today .*would be asked for differently/);
    expect(answer.text).toContain('no notice');
    expect((await stored()).version).toBe(before);
    expect((await anna.post('/plans/1', sent(fields, { do: 'preview' }))).text).toContain('proposals stay the same');
  });

  test('shows both sides when somebody was quicker, and saves over it only when asked again', async () => {
    const { id, version, state } = await stored();
    const levels = state.levels.map(({ id: levelId, ...level }) => ({
      ...level,
      id: levelId ?? 0,
      paymentTermDays: 9,
    }));
    await savePlan(world.as({ ...ADMIN, name: 'Ben' }), { ...state, id, seen: version, levels });
    const mine = sent(fields, { do: 'save', minimumAmount: '3' });
    const answer = await anna.post('/plans/1', mine);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Changed meanwhile by Ben');
    expect(answer.text).toMatch(/Days to pay: \d+ → 9 .*If you save now.*Only above: 0.50 → 3.*Days to pay: 9 →/);
    expect((await stored()).state.minimumAmount).toEqual({ '*': '0.50' });
    const again = await anna.post('/plans/1', { ...sent(readFields(answer.html), { do: 'save' }) });
    expect(again.status).toBe(303);
    expect((await stored()).state.minimumAmount).toEqual({ '*': '3' });
  });

  test('refuses fields and buttons it has not', async () => {
    for (const more of [{ nonsense: 'x' }, { do: 'delete' }, { 'name.zz': 'x' }] as Record<string, string>[]) {
      expect((await anna.post('/plans/1', sent(fields, more))).status).toBe(400);
    }
  });

  test('answers with dates and advice alone while somebody types', async () => {
    const [first = ''] = fields.get('order') ?? [];
    const feeFirst = { [`feeKind.${first}`]: 'fixed', [`fee.${first}`]: '30' };
    const answer = await anna.post('/plans/check', sent(fields, feeFirst));
    expect(answer.html).not.toContain('<html');
    expect(answer.text).toContain('The first reminder has a fee');
    expect(answer.text).toContain('BGH, VIII ZR 95/18');
  });
});

test('a new plan begins with four levels, a copy with those of the other', async () => {
  const fresh = await fieldsOf(anna, '/plans/new');
  expect(fresh.get('order')).toHaveLength(4);
  const copy = await fieldsOf(anna, '/plans/new?copy=1');
  expect(copy.get('name')).toEqual(['Copy of Standard']);
  const answer = await anna.send('/plans', sent(copy, { do: 'save' }));
  expect(answer.text).toContain('The plan is saved.');
  expect((await anna.post('/plans', sent(copy, { do: 'save' }))).status).toBe(409);
  expect((await vera.post('/plans', sent(copy, { do: 'save', name: 'X' }))).status).toBe(403);
});

test('the history names who changed which field from what to what', async () => {
  const seen = await vera.get('/plans/1/history');
  expect(seen.text).toMatch(/Changed Anna, .*Only above: 0.50 → 3/);
  expect(seen.text).toMatch(/Changed Ben, /);
  expect(seen.text).toContain('Plan created');
});
