// Signing in with an identity provider and by password, through the front door: who gets in, and everything that is
// refused. The issuer is a real one over HTTP, made for tests, with Slack's habits.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setPassword } from '../../src/app/access/passwords.ts';
import { ATTEMPT_LIFE_MS } from '../../src/app/access/provider-sign-in.ts';
import type { Clock } from '../../src/app/context.ts';
import { addPerson, changePerson, deactivatePerson } from '../../src/app/people/people.ts';
import { wallClock } from '../../src/clock.ts';
import { createProvider } from '../../src/web/auth/providers.ts';
import { openTestStore } from '../support/databases.ts';
import { CLIENT, type Issuer, startIssuer } from '../support/oidc-issuer.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, PUBLIC_URL, type Visitor } from './visitor.ts';

let world: World;
let issuer: Issuer;
let web: OpenWeb;
let nowMs: number;
let ben: number;
let cara: number;

const clock: Clock = {
  ...wallClock,
  now: () => new Date(nowMs).toISOString(),
  after: (instant, ms) => new Date(Date.parse(instant) + ms).toISOString(),
  local: (zone) => world.clock.local(zone),
};

const admin = () => web.context(ADMIN);
const BEN = { sub: 'U0BEN', email: 'ben@nordwind.example.com', email_verified: true, team: 'T0NORD', user: 'U0BEN' };

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  issuer = await startIssuer();
  ben = (await addPerson(world.as(ADMIN), { name: 'Ben', role: 'approver', email: BEN.email, slackUserId: 'U0BEN' }))
    .id;
  cara = (await addPerson(world.as(ADMIN), { name: 'Cara', role: 'viewer', email: 'cara@nordwind.example.com' })).id;
});

afterAll(() => issuer.close());

beforeEach(async () => {
  nowMs = Date.parse('2026-11-20T08:00:00.000Z');
  issuer.person = BEN;
  issuer.tamper = (claims) => claims;
  const settings = { issuer: issuer.url, ...CLIENT };
  web = openWeb(
    { as: (actor) => ({ ...world.as(actor), clock }) },
    {
      providers: [
        createProvider({ id: 'slack', label: 'Slack', slackTeamId: 'T0NORD', ...settings }),
        createProvider({ id: 'oidc', label: 'Keycloak', slackTeamId: null, ...settings }),
      ],
    },
  );
  await world.store.db.execute(
    sql`update people set oidc_issuer = null, oidc_subject = null, active = true, language = null`,
  );
});

/** Goes to the provider and follows it back; what our own site then says. */
async function signInWith(visitor: Visitor, provider = 'slack', change = (answer: URL) => answer) {
  const start = await visitor.get(`/auth/${provider}`);
  const asked = await fetch(start.location ?? '', { redirect: 'manual' });
  const answer = change(new URL(asked.headers.get('location') ?? ''));
  expect(answer.origin).toBe(PUBLIC_URL);
  return visitor.get(answer.pathname + answer.search);
}

describe('somebody the provider vouches for', () => {
  test.each(['slack', 'oidc'])(
    'and who is on the list comes in by %s, under the name of the list',
    async (provider) => {
      const visitor = web.visitor();
      expect((await visitor.get('/sign-in')).html).toContain(`href="/auth/${provider}"`);
      expect((await signInWith(visitor, provider)).location).toBe('/');
      expect((await visitor.get('/')).text).toContain('Ben approver');
      expect(issuer.wrongVerifiers).toBe(0);
    },
  );

  test('comes to the page he wanted, and never to another site', async () => {
    const visitor = web.visitor();
    await visitor.get('/why?invoice=RE-1001');
    expect((await signInWith(visitor)).location).toBe('/why?invoice=RE-1001');
    const misled = web.visitor();
    misled.cookies.set('duly_next', encodeURIComponent('//evil.example'));
    expect((await signInWith(misled)).location).toBe('/');
  });

  test('is known by his subject afterwards, whatever his address is called', async () => {
    await signInWith(web.visitor(), 'oidc');
    issuer.person = { ...BEN, email: 'benjamin@nordwind.example.com' };
    expect((await signInWith(web.visitor(), 'oidc')).location).toBe('/');
    const [row] = (
      (await world.store.db.execute(sql`select oidc_subject from people where id = ${ben}`)) as never as {
        rows: object[];
      }
    ).rows;
    expect(row).toEqual({ oidc_subject: 'U0BEN' });
  });

  test.each([
    ['is not on the list', { ...BEN, sub: 'U0EVE', user: 'U0EVE', email: 'eve@nordwind.example.com' }],
    ['has an address that nobody verified', { sub: 'U0EVE', email: BEN.email, team: 'T0NORD' }],
  ])('but who %s is told whom to ask, and stays outside', async (_who, person) => {
    issuer.person = person;
    const visitor = web.visitor();
    const answer = await signInWith(visitor);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('You are not on the list')]);
    expect((await visitor.get('/')).location).toBe('/sign-in');
  });

  test('with the address of somebody who has signed in before under another subject stays outside', async () => {
    await signInWith(web.visitor(), 'oidc');
    issuer.person = { ...BEN, sub: 'U0NEW' };
    expect((await signInWith(web.visitor(), 'oidc')).status).toBe(403);
  });

  test('and who was deactivated stays outside, and is put outside at once', async () => {
    const inside = web.visitor();
    await signInWith(inside);
    await deactivatePerson(admin(), { person: ben });
    expect((await inside.get('/')).location).toBe('/sign-in');
    expect((await signInWith(web.visitor())).status).toBe(403);
  });
});

describe('an answer of the provider', () => {
  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['with another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['with the empty nonce of one who was not asked', (claims) => ({ ...claims, nonce: '' })],
    ['for another program', (claims) => ({ ...claims, aud: 'other' })],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['that is out of date', (claims) => ({ ...claims, exp: 1_000_000 })],
    ['from another workspace', (claims) => ({ ...claims, 'https://slack.com/team_id': 'T0EVIL' })],
  ])('%s is refused', async (_what, tamper) => {
    issuer.tamper = tamper;
    expect((await signInWith(web.visitor())).status).toBe(400);
  });

  test('with another state, or brought by another browser, or a second time is refused', async () => {
    const forged = await signInWith(web.visitor(), 'slack', (answer) => {
      answer.searchParams.set('state', 'another');
      return answer;
    });
    expect(forged.status).toBe(400);
    const visitor = web.visitor();
    let answered = '';
    await signInWith(visitor, 'slack', (answer) => {
      answered = answer.pathname + answer.search;
      return new URL('/sign-in', PUBLIC_URL);
    });
    expect((await web.visitor().get(answered)).status).toBe(400);
    expect((await visitor.get(answered)).location).toBe('/');
    expect((await visitor.get(answered)).status).toBe(400);
  });

  test.each([
    ['one millisecond before ten minutes are over', ATTEMPT_LIFE_MS - 1, 303],
    ['no more when they are', ATTEMPT_LIFE_MS, 400],
  ])('is taken %s', async (_when, ms, status) => {
    const answer = await signInWith(web.visitor(), 'slack', (back) => {
      nowMs += ms;
      return back;
    });
    expect(answer.status).toBe(status);
  });

  test('of a provider that is not set up leads nowhere', async () => {
    expect((await web.visitor().get('/auth/google')).status).toBe(404);
  });
});

describe('a password', () => {
  const PASSWORD = 'acht blaue Fahrräder';
  const enter = (visitor: Visitor, password: string, email = BEN.email) =>
    visitor.post('/sign-in/password', { email, password });

  test('lets its person in, and nobody else finds out whether name or password was wrong', async () => {
    await setPassword(admin(), { person: ben, password: PASSWORD });
    const visitor = web.visitor();
    expect((await enter(visitor, PASSWORD, ' BEN@nordwind.example.com ')).location).toBe('/');
    expect((await visitor.get('/')).text).toContain('Ben approver');
    const wrong = await enter(web.visitor(), `${PASSWORD}!`);
    const nobody = await enter(web.visitor(), PASSWORD, 'nobody@nordwind.example.com');
    expect([wrong.status, nobody.status]).toEqual([422, 422]);
    expect(wrong.html.replace(BEN.email, '')).toBe(nobody.html.replace('nobody@nordwind.example.com', ''));
    const stored = JSON.stringify(await world.store.db.execute(sql`select * from people`));
    expect(stored).toContain('scrypt$15$8$3$');
    expect(stored).not.toContain('Fahrr');
  });

  test('is tried five times a minute for an account, then no more', async () => {
    const answers = [];
    for (let time = 0; time < 6; time += 1) answers.push((await enter(web.visitor(), 'guess')).status);
    expect(answers).toEqual([422, 422, 422, 422, 422, 429]);
  });

  test.each(['short', 'elf Zeichen', 'aaaaaaaaaaaaaaaa', 'Passwort1234567890', 'ben@nordwind.example.com'])(
    'like %j is refused',
    async (password) => {
      await expect(setPassword(admin(), { person: ben, password })).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );

  test('is set by its person and by admins only, and ends the sessions', async () => {
    const asCara = web.context({ name: 'Cara', personId: cara, role: 'viewer', surface: 'console' });
    await expect(setPassword(asCara, { person: ben, password: PASSWORD })).rejects.toThrow('needs the role admin');
    const visitor = web.visitor();
    await signInWith(visitor);
    await visitor.post('/account/password', { password: PASSWORD });
    expect((await visitor.get('/')).location).toBe('/sign-in');
  });
});

describe("one's own account", () => {
  test('shows where one is signed in, and signs out there or everywhere', async () => {
    const [here, there] = [web.visitor(), web.visitor()];
    await signInWith(here);
    await signInWith(there);
    const page = await here.get('/account');
    expect(page.text).toContain('this one');
    await here.post('/account/sessions', { session: 'all' });
    expect((await there.get('/')).location).toBe('/sign-in');
  });

  test('keeps the language somebody chose, on every browser', async () => {
    const visitor = web.visitor('en');
    await signInWith(visitor);
    await visitor.post('/account/language', { language: 'de' });
    expect((await visitor.get('/account')).text).toContain('Ihr Konto');
    const other = web.visitor('en');
    await signInWith(other);
    expect((await other.get('/')).html).toContain('<html lang="de">');
  });

  test('of the first start puts an admin on the list, who then signs in by password', async () => {
    const first = await web.signIn('admin', 'Admin');
    const form = { name: 'Dora', email: 'dora@nordwind.example.com', password: 'kurz' };
    const refused = await first.post('/account/first', form);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('At least 12 characters')]);
    expect(refused.html).toContain('value="Dora"');
    expect(refused.html).not.toContain('kurz');
    await first.post('/account/first', { ...form, password: 'zwei grüne Gartenstühle' });
    const dora = web.visitor();
    await dora.post('/sign-in/password', { email: form.email, password: 'zwei grüne Gartenstühle' });
    expect((await dora.get('/')).text).toContain('Dora admin');
  });
});

test('a changed role counts at the next sign-in and ends the sessions of before', async () => {
  const visitor = web.visitor();
  await signInWith(visitor);
  await changePerson(admin(), { person: ben, role: 'viewer' });
  expect((await visitor.get('/')).location).toBe('/sign-in');
  await signInWith(visitor);
  expect((await visitor.get('/')).text).toContain('Ben viewer');
  await changePerson(admin(), { person: ben, role: 'approver' });
});
