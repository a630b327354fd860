// Settings, people and the record of what was done: forms without script, complaints beside fields, both sides of a
// change, the filter and the file.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { changeOrganisation, readSettings } from '../../src/app/settings/change-organisation.ts';
import { setupChecklist } from '../../src/app/settings/checklist.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { openWeb, type Visitor } from './visitor.ts';

let world: World;
let anna: Visitor;
let vera: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  const web = openWeb(world);
  anna = await web.signIn('admin', 'Anna');
  vera = await web.signIn('viewer', 'Vera');
});

const settings = () => readSettings(world.as(ADMIN), {});

/** The fields of a settings form as a browser would send them. */
async function formOf(path: string): Promise<Record<string, string>> {
  const { html } = await anna.get(path);
  const form = new RegExp(`<form method="post" action="${path}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>|<select[\s\S]*?<\/select>|<textarea[\s\S]*?<\/textarea>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (tag.startsWith('<select')) fields[name] = /value="([^"]*)" selected/.exec(tag)?.[1] ?? '';
    else if (tag.startsWith('<textarea')) fields[name] = />\n([\s\S]*)<\/textarea>/.exec(tag)?.[1] ?? '';
    else if (!tag.includes('checkbox') || / checked/.test(tag)) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return fields;
}

describe('the settings', () => {
  test.each(['company', 'rules', 'approvals'])('%s are saved as they are shown, without a change', async (section) => {
    const before = await settings();
    const answer = await anna.send(`/settings/${section}`, await formOf(`/settings/${section}`));
    expect(answer.text).toContain('The settings are saved.');
    expect(await settings()).toEqual(before);
  });

  test('are changed with amounts, days and lines as people write them', async () => {
    const company = { ...(await formOf('/settings/company')), legalLines: 'HRB 1\r\n\r\nUSt-IdNr. 2', city: 'Lübeck' };
    await anna.post('/settings/company', company);
    const rules = {
      ...(await formOf('/settings/rules')),
      extraClosedDays: '24.12.2026\n2026-12-31',
      staleAfterDays: '',
      postageHome: '0.95',
    };
    await anna.post('/settings/rules', rules);
    await anna.post('/settings/approvals', {
      ...(await formOf('/settings/approvals')),
      above: '5000; CHF 6000',
      fromLevel: '3',
    });
    expect(await settings()).toMatchObject({
      address: { city: 'Lübeck', street: 'Speicherstraße' },
      legalLines: ['HRB 1', 'USt-IdNr. 2'],
      extraClosedDays: ['2026-12-24', '2026-12-31'],
      staleAfterDays: null,
      postageHome: '0.95',
      postageAbroad: null,
      fourEyes: { above: { '*': '5000', CHF: '6000' }, fromLevel: 3 },
    });
  });

  test('say beside the field what is wrong, and keep what was typed', async () => {
    const wrong = { ...(await formOf('/settings/company')), iban: 'DE00 1234' };
    const answer = await anna.post('/settings/company', wrong);
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/id="iban-problem">/);
    expect(answer.html).toContain('value="DE00 1234"');
    const wrongRules = { minDaysBetweenNotices: 'many', extraClosedDays: 'soon', postageAbroad: 'a stamp' };
    const rules = { ...(await formOf('/settings/rules')), ...wrongRules };
    const second = await anna.post('/settings/rules', rules);
    expect(second.html).toMatch(/id="minDaysBetweenNotices-problem"/);
    expect(second.html).toMatch(/id="extraClosedDays-problem"/);
    expect(second.html).toMatch(/id="postageAbroad-problem"/);
    const third = await anna.post('/settings/rules', { ...(await formOf('/settings/rules')), postageHome: '0,955' });
    expect(third.html).toMatch(/id="postageHome-problem"/);
  });

  test('show what somebody else saved meanwhile, and save over it only when asked again', async () => {
    const mine = { ...(await formOf('/settings/company')), phone: '+49 40 1' };
    await changeOrganisation(world.as({ ...ADMIN, name: 'Ben' }), { phone: '+49 40 2' });
    const answer = await anna.post('/settings/company', mine);
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/changed meanwhile by Ben.*Telephone ≠ \+49 40 2/);
    const seen = /name="seen" value="(\d+)"/.exec(answer.html)?.[1] ?? '';
    await anna.post('/settings/company', { ...mine, seen });
    expect((await settings()).phone).toBe('+49 40 1');
  });

  test('of the chat are a channel and times', async () => {
    const form = { ...(await formOf('/settings/chat')), channelId: 'C0123456789', nudgeAt: '11.30' };
    expect((await anna.send('/settings/chat', form)).text).toContain('goes to channel C0123456789');
    const wrong = await anna.post('/settings/chat', { ...form, closeAt: 'late' });
    expect([wrong.status, wrong.html.includes('id="closeAt-problem"')]).toEqual([422, true]);
  });

  test('can be looked at by everybody', async () => {
    expect((await vera.get('/settings/company')).text).toContain('needs the role admin');
    expect((await vera.get('/settings/company')).html).toContain('<fieldset class="plan-fields" disabled');
  });
});

describe('the checklist', () => {
  test('says what is missing, with a way there', async () => {
    const seen = await anna.get('/settings');
    expect(seen.text).toContain('Everything that a run needs is there.');
    expect(seen.text).toMatch(/recommended A way for e-mail to leave this machine/);
    await world.store.db.execute(sql`update organisation set iban = null`);
    await world.store.db.execute(sql`update levels set active = false`);
    const missing = await anna.get('/settings');
    expect(missing.text).toContain('2 things are missing before the first run.');
    expect(missing.html).toContain('href="/settings/company#iban"');
    const items = await setupChecklist(world.as({ ...ADMIN, role: 'viewer' }), {});
    expect(items.filter((item) => item.needed && !item.done).map((item) => item.step)).toEqual([
      'bank_account',
      'levels',
    ]);
  });
});

describe('people', () => {
  test('are added, change their role, and are let in no longer', async () => {
    const added = await anna.send('/people', { name: 'Cleo', email: 'cleo@nordwind.example.com', role: 'admin' });
    expect(added.text).toMatch(/The person is on the list\..*Cleo cleo@nordwind\.example\.com/);
    const again = await anna.post('/people', { name: 'Cleo', email: 'cleo@nordwind.example.com', role: 'viewer' });
    expect(again.status).toBe(422);
    await anna.post('/people', { name: 'Dora', role: 'viewer' });
    const id = /action="\/people\/(\d+)" class="row">(?:(?!<\/tr>)[\s\S])*Role of Dora/.exec(
      (await anna.get('/people')).html,
    )?.[1];
    const changed = await anna.send(`/people/${id}`, { role: 'approver', seen: '1' });
    expect(changed.text).toContain('Saved.');
    expect((await anna.send(`/people/${id}`, { active: 'off' })).text).toContain('deactivated');
    const last = /action="\/people\/(\d+)" class="row">(?:(?!<\/tr>)[\s\S])*Role of Cleo/.exec(
      (await anna.get('/people')).html,
    )?.[1];
    expect((await anna.post(`/people/${last}`, { active: 'off' })).status).toBe(422);
    expect((await vera.get('/people')).html).not.toContain('<select name="role"');
  });
});

describe('activity', () => {
  test('names who did what to what, newest first, and filters by each', async () => {
    await pauseInvoice(world.as({ ...ADMIN, name: 'Ben' }), { invoice: 'RE-1005', reason: '=HYPERLINK("x")' });
    const all = await vera.get('/activity');
    expect(all.text).toMatch(/Ben admin, Console.*Invoice paused.*Invoice RE-1005/);
    const rows = (html: string) => (html.match(/<tr/g)?.length ?? 1) - 1;
    expect(rows((await vera.get('/activity?actor=Ben&action=invoice.pause')).html)).toBe(1);
    expect(rows((await vera.get('/activity?action=invoice&entity=invoice')).html)).toBe(1);
    expect((await vera.get('/activity?actor=Nobody')).text).toContain('Nothing was recorded that fits');
    expect((await vera.get('/activity?from=2026-11-21')).text).toContain('Nothing was recorded that fits');
    expect(rows((await vera.get('/activity?from=2026-11-20&to=2026-11-20&actor=Ben')).html)).toBeGreaterThan(0);
    expect((await vera.get('/activity?from=nonsense&surface=mars')).status).toBe(200);
  });

  test('goes on with older entries until the first', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/activity?surface=console';
    while (path !== undefined && seen.length < 20) {
      const { html } = await vera.get(path);
      seen.push(html);
      path = /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toContain('Organisation set up');
  });

  test('is exported with the same filter, formulas as text', async () => {
    const file = await vera.get('/activity.csv?actor=Ben&action=invoice.pause');
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.html).toMatch(/^\uFEFF?When,Who/);
    expect(file.html.trim().split('\r\n')).toHaveLength(2);
    expect(file.html).not.toMatch(/(^|[,;])=HYPERLINK/m);
  });
});
