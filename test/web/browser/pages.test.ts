// Every page of the console in a real browser, on a wide screen in light and on a phone in dark: it fits, moves nothing
// while it loads, asks nobody else, keeps the policy, is light, and axe finds nothing serious.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveTemplate } from '../../../src/app/documents/templates.ts';
import { stageFile } from '../../../src/app/imports/staged.ts';
import { createSignInLink, type ServedWeb, serveWeb } from '../../../src/web/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { openTestStore } from '../../support/databases.ts';
import { ADMIN, createWorld, realRenderer, type World } from '../../support/world.ts';
import { type OpenWeb, openWeb } from '../visitor.ts';
import { type FoundPages, findPages } from './crawl.ts';
import { axeFindings, measure, watchPage } from './watch.ts';

const BYTES_AT_MOST = 150 * 1024;

/** Answers to GET that are no pages a link leads to: what a page loads by itself, and what a service redirects to. */
const NO_LINK_LEADS_TO: readonly RegExp[] = [
  /^\/api\/v1\//,
  /^\/preview\//,
  // A picture on its page, where there is one.
  /^\/settings\/company\/logo\.png$/,
  // Where the search in the bar of every page leads to.
  /^\/why$/,
  /^\/sign-in/,
  /^\/auth\//,
  /\/(live|events|peek|progress)$/,
];

const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

let world: World;
let web: OpenWeb;
let served: ServedWeb;
let browser: Browser;
let found: FoundPages;

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const text = { kind: 'reminder', language: 'de', channel: 'email', subject: 'S' } as const;
  for (const body of ['Eins', 'Zwei']) await saveTemplate(world.as(ADMIN), { ...text, body });
  web = openWeb(world, { publicUrl: null });
  served = await serveWeb(web.app, { hostname: '127.0.0.1', port: 0 });
  const local = openWeb(world);
  // Where the form that takes a file leads to: a table that is understood.
  const bytes = new TextEncoder().encode('Kundennummer;Name;Ort\nK-77;Huber & Söhne;Graz\n');
  const { id } = await stageFile(world.as(ADMIN), { name: 'kunden.csv', bytes });
  const starts = ['/', '/invoices/2026%2F1007', `/imports/files/${id}`];
  found = await findPages(local.app, await local.signIn('admin', 'Anna'), starts);
});

afterAll(() => served.close());

test('every page can be reached by links, and no link is dead', () => {
  expect(found.dead).toEqual([]);
  const missing = found.unreached.filter((route) => !NO_LINK_LEADS_TO.some((pattern) => pattern.test(route)));
  expect(missing).toEqual([]);
  expect(found.pages.size).toBeGreaterThan(10);
});

describe.each(LOOKS)('at $width pixels in $colorScheme', ({ width, colorScheme }) => {
  test('every page holds', { timeout: 180_000 }, async () => {
    const context = await browser.newContext({ locale: 'en-GB', colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const watch = await watchPage(page, () => served.url);
    await page.goto(await createSignInLink(world.as(ADMIN), { name: 'Anna', role: 'admin', publicUrl: served.url }));
    await page.getByRole('button', { name: 'Sign in as Anna' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await watch.take();
    const wrong: string[] = [];
    const heavy: string[] = [];
    for (const path of found.pages.values()) {
      await page.goto(served.url + path, { waitUntil: 'load' });
      const measured = await measure(page);
      const { complaints, elsewhere, bytes } = await watch.take();
      const say = (what: string, value: unknown) => wrong.push(`${path}: ${what} ${JSON.stringify(value)}`);
      if (measured.overflow > 0) say(`is too wide by ${measured.overflow}:`, measured.tooWide);
      if (measured.shifts > 0) {
        // A browser that is kept waiting paints half a table; what moves for another reason moves again.
        await page.reload({ waitUntil: 'load' });
        const { shifts } = await measure(page);
        await watch.take();
        if (shifts > 0) say('moves', [measured.shifts, shifts]);
      }
      if (measured.broken.length > 0) say('breaks the policy', measured.broken);
      if (measured.language !== 'en' || measured.title === '') say('has no language or title', measured.title);
      if (measured.headings !== 1) say('has headings', measured.headings);
      if (measured.twice.length > 0) say('has ids twice', measured.twice);
      if (complaints.length > 0) say('makes the browser complain', complaints);
      if (elsewhere.length > 0) say('asks elsewhere', elsewhere);
      if (bytes > BYTES_AT_MOST) heavy.push(`${path}: ${bytes}`);
      for (const finding of await axeFindings(page)) say('axe', finding);
    }
    await context.close();
    expect(wrong).toEqual([]);
    expect(heavy).toEqual([]);
    expect(web.failures).toEqual([]);
  });
});
