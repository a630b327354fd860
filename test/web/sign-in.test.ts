// Signing in and staying signed in: links that work once and for ten minutes, sessions that end when they should.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SESSION_LIFE } from '../../src/app/access/sessions.ts';
import { LINK_LIFE_MS } from '../../src/app/access/sign-in-links.ts';
import type { Clock } from '../../src/app/context.ts';
import { wallClock } from '../../src/clock.ts';
import { createSignInLink } from '../../src/web/index.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, PUBLIC_URL } from './visitor.ts';

let world: World;
let web: OpenWeb;
let nowMs: number;

/** A clock that stands still until a test moves it: thresholds are tested to the millisecond. */
const clock: Clock = {
  ...wallClock,
  now: () => new Date(nowMs).toISOString(),
  after: (instant, ms) => new Date(Date.parse(instant) + ms).toISOString(),
  local: (zone) => world.clock.local(zone),
};

beforeAll(async () => {
  world = await createWorld(await openTestStore());
});

beforeEach(() => {
  nowMs = Date.parse('2026-11-20T08:00:00.000Z');
  web = openWeb({ as: (actor) => ({ ...world.as(actor), clock }) });
});

async function token(role: 'viewer' | 'admin' = 'admin'): Promise<string> {
  const link = await createSignInLink(web.context(ADMIN), { name: 'Anna', role, publicUrl: PUBLIC_URL });
  return new URL(link).searchParams.get('token') ?? '';
}

const stored = async (table: string) =>
  JSON.stringify(((await world.store.db.execute(sql.raw(`select * from ${table}`))) as { rows: object[] }).rows);

describe('a sign-in link', () => {
  test('names whom it signs in, and leads to the list of today', async () => {
    const visitor = web.visitor();
    const secret = await token();
    const page = await visitor.get(`/sign-in?token=${secret}`);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Sign in as Anna')]);
    const answer = await visitor.post('/sign-in', { token: secret });
    expect([answer.status, answer.location]).toEqual([303, '/']);
    expect((await visitor.get('/')).text).toContain('Anna admin');
  });

  test('is not used up by being opened, only by the button', async () => {
    const secret = await token();
    for (let time = 0; time < 3; time += 1) await web.visitor().get(`/sign-in?token=${secret}`);
    expect((await web.visitor().post('/sign-in', { token: secret })).status).toBe(303);
  });

  test('works once', async () => {
    const secret = await token();
    await web.visitor().post('/sign-in', { token: secret });
    const second = web.visitor();
    const answer = await second.post('/sign-in', { token: secret });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('has been used already')]);
    expect((await second.get('/')).location).toBe('/sign-in');
  });

  test('lets one of two in who press the button at the same time', async () => {
    const secret = await token();
    const answers = await Promise.all([1, 2].map(() => web.visitor().post('/sign-in', { token: secret })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 403]);
  });

  test.each([
    ['just before ten minutes are over', LINK_LIFE_MS - 1, 303],
    ['no more when they are', LINK_LIFE_MS, 403],
    ['no more after them', LINK_LIFE_MS + 1, 403],
  ])('works %s', async (_when, ms, status) => {
    const secret = await token();
    nowMs += ms;
    expect((await web.visitor().post('/sign-in', { token: secret })).status).toBe(status);
  });

  test('cannot be made by somebody who is no admin', async () => {
    const approver = web.context({ ...ADMIN, role: 'approver' });
    const made = createSignInLink(approver, { name: 'Eve', role: 'admin', publicUrl: PUBLIC_URL });
    await expect(made).rejects.toThrow('needs the role admin');
  });

  test('is stored as a hash only, like the session it opens', async () => {
    const secret = await token();
    const visitor = web.visitor();
    await visitor.post('/sign-in', { token: secret });
    const session = visitor.cookies.get('duly_session') ?? '';
    expect(session).toMatch(/^[\w-]{43}$/);
    expect(await stored('sign_in_links')).not.toContain(secret);
    expect(await stored('sessions')).not.toContain(session);
    expect(await stored('audit')).not.toContain(secret);
  });

  test('is tried twenty times a minute and no more, then again after a while', async () => {
    const answers = [];
    for (let time = 0; time < 21; time += 1) answers.push(await web.visitor().get('/sign-in?token=guess'));
    expect(answers.slice(0, 20).every((answer) => answer.status === 403)).toBe(true);
    expect([answers[20]?.status, answers[20]?.headers.get('retry-after')]).toEqual([429, '60']);
  });
});

describe('a session', () => {
  test.each([
    ['one millisecond before it was idle too long', SESSION_LIFE.idleMs - 1, 200],
    ['no more when it was', SESSION_LIFE.idleMs, 303],
  ])('lasts until %s', async (_when, ms, status) => {
    const visitor = await web.signIn('admin');
    nowMs += ms;
    expect((await visitor.get('/why')).status).toBe(status);
  });

  test('lasts on while it is used, but not beyond its absolute end', async () => {
    const visitor = await web.signIn('admin');
    const end = nowMs + SESSION_LIFE.absoluteMs;
    while (nowMs + SESSION_LIFE.idleMs - 1 < end) {
      nowMs += SESSION_LIFE.idleMs - 1;
      expect((await visitor.get('/why')).status).toBe(200);
    }
    nowMs = end - 1;
    expect((await visitor.get('/why')).status).toBe(200);
    nowMs = end;
    expect((await visitor.get('/why')).status).toBe(303);
  });

  test('gives the role as it is now, at the next request', async () => {
    const visitor = await web.signIn('admin', 'Cleo');
    expect((await visitor.get('/why')).text).toContain('Cleo admin');
    await world.store.db.execute(sql`update sessions set role = 'viewer' where name = 'Cleo'`);
    expect((await visitor.get('/why')).text).toContain('Cleo viewer');
    expect((await visitor.post('/run')).status).toBe(403);
  });

  test('has a new id at every sign-in, and the old one is over', async () => {
    const visitor = await web.signIn('admin');
    const former = visitor.cookies.get('duly_session') ?? '';
    await visitor.post('/sign-in', { token: await token() });
    expect(visitor.cookies.get('duly_session')).not.toBe(former);
    const thief = web.visitor();
    thief.cookies.set('duly_session', former);
    expect((await thief.get('/')).location).toBe('/sign-in');
  });

  test('is over for good after signing out, also for who has copied the cookie', async () => {
    const visitor = await web.signIn('admin');
    const copied = visitor.cookies.get('duly_session') ?? '';
    expect((await visitor.send('/sign-out')).text).toContain('You are signed out');
    expect(visitor.cookies.has('duly_session')).toBe(false);
    visitor.cookies.set('duly_session', copied);
    expect((await visitor.get('/')).location).toBe('/sign-in');
  });

  test('made up by somebody is none', async () => {
    const visitor = web.visitor();
    visitor.cookies.set('duly_session', 'A'.repeat(43));
    expect((await visitor.get('/')).location).toBe('/sign-in');
  });
});

describe('its cookie', () => {
  test('is HttpOnly, Lax and without prefix on http://localhost', async () => {
    const answer = await web.visitor().post('/sign-in', { token: await token() });
    const line = answer.headers.getSetCookie().find((one) => one.startsWith('duly_session=')) ?? '';
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(line).toContain(`Max-Age=${SESSION_LIFE.absoluteMs / 1_000}`);
  });

  test('is Secure and bound to the host on https', async () => {
    const secure = openWeb(world, { publicUrl: 'https://duly.example.com' });
    const link = await createSignInLink(world.as(ADMIN), { name: 'A', role: 'admin', publicUrl: PUBLIC_URL });
    const secret = new URL(link).searchParams.get('token') ?? '';
    const answer = await secure.visitor().post('/sign-in', { token: secret });
    const line = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-duly_session=')) ?? '';
    expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });
});

describe('somebody who was not signed in', () => {
  test('comes to the page he wanted', async () => {
    const visitor = web.visitor();
    expect((await visitor.get('/why?invoice=RE-1001')).location).toBe('/sign-in');
    expect((await visitor.post('/sign-in', { token: await token() })).location).toBe('/why?invoice=RE-1001');
    expect((await visitor.post('/sign-in', { token: await token() })).location).toBe('/');
  });

  test.each([
    '//evil.example/x',
    'https://evil.example/',
    '/\\evil.example',
    '\\/evil',
    'javascript:alert(1)',
    '/a\nb',
  ])('is not led to %j', async (next) => {
    const visitor = web.visitor();
    visitor.cookies.set('duly_next', encodeURIComponent(next));
    expect((await visitor.post('/sign-in', { token: await token() })).location).toBe('/');
  });
});
