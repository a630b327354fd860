// The main story in a real browser, against a real server: sign in by the link, approve one, skip one, open an invoice.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { createSignInLink, createWeb, type ServedWeb, serveWeb } from '../../src/web/index.ts';
import { openBrowser, openWatchedPage } from '../support/browser.ts';
import { openTestStore, testDriver } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, realRenderer, type World } from '../support/world.ts';

let world: World;
let served: ServedWeb;
let browser: Browser;
let work: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const ctx = world.as(ADMIN);
  const app = createWeb({
    context: world.as,
    publicUrl: null,
    log: { failure: (message, error) => expect.unreachable(`${message}: ${error}`) },
    afterDecision: () => {
      work = work.then(() => issueApproved(ctx, {})).then(() => sendDue(ctx, {}));
    },
  });
  served = await serveWeb(app, { hostname: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await work;
  await served.close();
});

/** A person at a browser of his own. */
async function openPage(options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const { colorScheme = 'light', width = 1280 } = options;
  const page = await openWatchedPage(browser, { colorScheme, viewport: { width, height: 900 } });
  page.on('request', (request) => expect(new URL(request.url()).host).toBe(new URL(served.url).host));
  await page.goto(await createSignInLink(world.as(ADMIN), { name: 'Ben', role: 'approver', publicUrl: served.url }));
  await page.getByRole('button', { name: 'Sign in as Ben' }).click();
  return page;
}

test('Ben signs in, approves one, skips one, and looks at an invoice', { timeout: 60_000 }, async () => {
  const page = await openPage();
  await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toBe('10 proposals to decide');

  await page.getByLabel('Tick Becker Metallbau GmbH').first().check();
  await page.getByRole('button', { name: 'Approve …' }).click();
  await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toBe('Approve 1 notice?');
  await page.getByLabel('Remark').fill('Wie besprochen');
  await page.getByRole('button', { name: 'Approve 1 notice' }).click();
  await expect(page.getByRole('status').first().innerText()).resolves.toContain('1 notice approved');

  await page.getByLabel('Tick Johanna Thiel').check();
  await page.getByRole('button', { name: 'Skip …' }).click();
  await page.getByRole('button', { name: 'Skip 1 proposal' }).click();
  await expect(page.getByRole('status').first().innerText()).resolves.toContain('1 proposal skipped');
  await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toBe('8 proposals to decide');

  await work;
  await page.reload();
  await expect(page.getByText('1 notice issued today · 1 in the outbox folder').count()).resolves.toBe(1);
  await page.goto(`${served.url}/invoices/RE-1002`);
  await expect(page.locator('.timeline').innerText()).resolves.toMatch(/Notice M-\d{5} issued: 1\. Mahnung/);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(served.url);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

test('letter and mail are shown in place, and the mail can do nothing', { timeout: 60_000 }, async () => {
  const page = await openPage();
  await page.goto(`${served.url}/proposals/${await proposalOf(world, 'RE-1004')}`);
  const letter = page.getByAltText('First page of the letter to Yıldız & Söhne KG');
  await letter.scrollIntoViewIfNeeded();
  expect(await letter.evaluate((picture: unknown) => (picture as { naturalWidth: number }).naturalWidth)).toBe(1_000);
  const mail = page.frameLocator('iframe[title="Preview of the e-mail"]');
  await expect(mail.locator('body').innerText()).resolves.toContain('105,91');
  expect(await mail.locator('html').evaluate(() => (globalThis as { origin?: string }).origin)).toBe('null');
});

// The look of a page does not depend on the database; once is enough.
describe.runIf(testDriver() === 'pglite')('every page', () => {
  const PATHS = ['/', '/proposals/{id}', '/invoices/2026%2F1007', '/why?invoice=RE-10', '/nothing-here'];

  test.each([360, 820, 1440, 3840])('fits a window of %i pixels', { timeout: 60_000 }, async (width) => {
    const page = await openPage({ width });
    const id = await proposalOf(world, 'RE-1005');
    page.removeAllListeners('console'); // a page that does not exist is a complaint of the browser's
    for (const path of PATHS) {
      await page.goto(served.url + path.replace('{id}', String(id)));
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([path, overflow]).toEqual([path, 0]);
    }
  });

  test.each(['light', 'dark'] as const)('can be read in %s: text stands out from its ground', async (colorScheme) => {
    const page = await openPage({ colorScheme });
    for (const path of PATHS.slice(0, 4)) {
      await page.goto(served.url + path.replace('{id}', String(await proposalOf(world, 'RE-1005'))));
      expect([path, await page.evaluate(POOR_CONTRAST)]).toEqual([path, []]);
    }
  });
});

/**
 * Runs in the page: texts whose contrast with the nearest painted ground is below 4.5:1 (WCAG 2.2, 1.4.3). Colours go
 * through a canvas, which turns every notation into red, green and blue.
 */
const POOR_CONTRAST = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own || element.getBoundingClientRect().width < 2) continue;
    const [light, dark] = [luminance(rgba(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) poor.push(element.tagName + ' ' + element.textContent.trim().slice(0, 40) + ' ' + contrast.toFixed(2));
  }
  return poor;
})()`;
