// What stands in front of every page: own forms only, headers, limits, errors without a stack, two languages.
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../support/databases.ts';
import { createWorld, proposalOf, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, PUBLIC_URL, type Visitor } from './visitor.ts';

let world: World;
let web: OpenWeb;
let visitor: Visitor;
let proposal: number;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  web = openWeb(world);
  visitor = await web.signIn('admin');
  proposal = await proposalOf(world, 'RE-1011');
});

describe('a form', () => {
  const pause = (headers: Record<string, string>) => visitor.post('/invoices/RE-1001/resume', {}, headers);

  test.each([
    ['from our own page', { origin: PUBLIC_URL }, 303],
    [
      'from our own page that says so by Sec-Fetch-Site alone',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      303,
    ],
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from another port', { origin: 'http://localhost:9999' }, 403],
    ['from a neighbouring site', { origin: 'null', 'sec-fetch-site': 'same-site' }, 403],
    ['that does not say where it is from', { origin: '' }, 403],
  ])('%s: %j -> %i', async (_whence, headers, status) => {
    expect((await pause(headers)).status).toBe(status);
  });

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'sent as %j is refused, wherever it is from',
    async (type) => {
      const answer = await pause({ 'content-type': type, origin: PUBLIC_URL });
      expect(answer.status).toBe(415);
    },
  );

  test('with a field nobody knows is refused as a whole', async () => {
    const answer = await visitor.post('/invoices/RE-1001/pause', { reason: 'x', admin: 'true' });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('was not complete')]);
  });

  test('with a field twice that may come once is refused as a whole', async () => {
    expect((await visitor.post('/invoices/RE-1001/pause', { reason: ['a', 'b'] })).status).toBe(400);
  });

  test.each([
    ['262144 bytes is read', 262_144, 400],
    ['262145 bytes is not', 262_145, 413],
  ])('of %s', async (_what, bytes, status) => {
    const body = `reason=${'x'.repeat(bytes - 'reason='.length)}`;
    const headers = { 'content-length': String(bytes) };
    const answer = await visitor.post('/invoices/RE-1001/pause', { reason: body.slice(7) }, headers);
    expect(answer.status).toBe(status);
  });
});

describe('the headers', () => {
  test('of a page allow our own scripts alone, no frame around it, no other origin and no copy', async () => {
    const { headers } = await visitor.get('/');
    const policy = headers.get('content-security-policy')?.replace(/'nonce-[A-Za-z0-9+/=]{22,}'/, 'NONCE');
    expect(policy).toBe(
      "default-src 'none'; script-src NONCE; connect-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('of a mail shut it in a sandbox that only our own pages may frame', async () => {
    const { headers, html } = await visitor.get(`/preview/proposals/${proposal}/mail`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; " +
        "base-uri 'none'; sandbox",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('src="data:image/png;base64,AQID"');
  });

  test('of a letter let it be shown, and name its type', async () => {
    const { headers } = await visitor.get(`/preview/proposals/${proposal}/letter.pdf`);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('inline; filename="preview.pdf"');
    expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
  });

  test('are there on pages that failed, too', async () => {
    for (const path of ['/no-such-page', '/proposals/999999', '/proposals/x']) {
      const { status, headers } = await visitor.get(path);
      expect([path, status, headers.get('x-frame-options')]).toEqual([path, 404, 'DENY']);
    }
  });
});

describe('the assets', () => {
  test('may be kept for ever under the name of their content, and are found under no other', async () => {
    const [path = ''] = /\/assets\/style\.\w{12}\.css/.exec((await web.visitor().get('/sign-in')).html) ?? [];
    const style = await web.visitor().get(path);
    expect([style.status, style.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await web.visitor().get('/assets/style.000000000000.css')).status).toBe(404);
  });

  test('name no other place: no page loads anything from outside', async () => {
    for (const path of ['/', `/proposals/${proposal}`, '/invoices/RE-1001', '/why', '/sign-in']) {
      const { html } = await visitor.get(path);
      expect([path, html.match(/(src|href|action)="(?!\/|#)[^"]*"/g)]).toEqual([path, null]);
      expect([
        path,
        html.match(/<script(?! type="module" nonce="[^"]+" src="\/assets\/)|\sstyle=|\son\w+=|javascript:/g),
      ]).toEqual([path, null]);
    }
  });
});

describe('a page that does not exist', () => {
  test('says so, to strangers and in their language', async () => {
    const stranger = web.visitor('de-DE,de;q=0.9');
    const answer = await stranger.get('/wp-login.php');
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('Diese Seite gibt es nicht')]);
  });
});

describe('an error nobody expected', () => {
  test('shows no stack and is handed to the log once', async () => {
    const broken = openWeb({
      as: (actor) => {
        if (actor.name === 'console') return world.as(actor);
        throw new Error('secret detail');
      },
    });
    const link = await web.signIn('admin');
    const somebody = broken.visitor();
    for (const [name, value] of link.cookies) somebody.cookies.set(name, value);
    const answer = await somebody.get('/');
    expect([answer.status, answer.text]).toEqual([500, expect.stringContaining('Something went wrong here')]);
    expect(answer.html).not.toMatch(/secret|at .*\.ts/);
    expect(broken.failures).toHaveLength(1);
  });
});

describe('the language', () => {
  test('is the one asked for, then the one remembered, then the one preferred', async () => {
    const reader = web.visitor('de-AT,en;q=0.5');
    expect((await reader.get('/sign-in')).html).toContain('<html lang="de">');
    expect((await reader.get('/sign-in?lang=en')).html).toContain('<html lang="en">');
    expect((await reader.get('/sign-in')).html).toContain('<html lang="en">');
    expect((await reader.get('/sign-in?lang=xx')).html).toContain('<html lang="en">');
  });
});
