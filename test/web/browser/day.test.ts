// The day in a real browser: the first sign-in and set-up, the list sorted, filtered and opened, twenty approved after
// a check, an invoice paused, and the work seen to go on without a reload. One browser and one server for all.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../../src/app/imports/import-file.ts';
import { viewInvoice } from '../../../src/app/insight/invoice-view.ts';
import { issueApproved } from '../../../src/app/notices/issue.ts';
import { sendDue } from '../../../src/app/notices/send.ts';
import { startRun } from '../../../src/app/run/start-run.ts';
import { changeOrganisation } from '../../../src/app/settings/change-organisation.ts';
import { setupChecklist } from '../../../src/app/settings/checklist.ts';
import { createSignInLink, type ServedWeb, serveWeb } from '../../../src/web/index.ts';
import { openBrowser, openWatchedPage } from '../../support/browser.ts';
import { openTestStore } from '../../support/databases.ts';
import { ADMIN, createWorld, realRenderer, type World } from '../../support/world.ts';
import { openWeb } from '../visitor.ts';

/** With those that wait already there are more than twenty to approve. */
const MORE = 14;
const SOON = { timeout: 10_000 };

let world: World;
let served: ServedWeb;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const ctx = world.as(ADMIN);
  const line = (at: number) =>
    `invoice;RE-2${String(at).padStart(3, '0')};K-100;2026-10-27;2026-11-10;EUR;${150 + at}.00`;
  const lines = [
    'kind;number;customer;issued;due;currency;gross',
    ...Array.from({ length: MORE }, (_, at) => line(at)),
  ];
  await importFile(ctx, { name: 'more.csv', kind: 'invoices', bytes: new TextEncoder().encode(lines.join('\n')) });
  await startRun(ctx, { trigger: 'person' });
  await changeOrganisation(ctx, { iban: null });
  served = await serveWeb(openWeb(world, { publicUrl: null }).app, { hostname: '127.0.0.1', port: 0 });
  page = await openWatchedPage(browser, { viewport: { width: 1280, height: 900 } });
});

afterAll(async () => {
  await page.context().close();
  await served.close();
});

const heading = () => page.getByRole('heading', { level: 1 }).innerText();
const firstRow = () => page.locator('form.deciding tbody th').first().innerText();

test('whoever starts first gets onto the list, and follows the checklist', { timeout: 60_000 }, async () => {
  await page.goto(await createSignInLink(world.as(ADMIN), { name: 'Admin', role: 'admin', publicUrl: served.url }));
  await page.getByRole('button', { name: 'Sign in as Admin' }).click();
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await page.getByLabel('Name').fill('Berta');
  await page.getByLabel('E-mail address').fill('berta@example.com');
  await page.getByLabel('New password').fill('vier rote Teekannen');
  await page.getByRole('button', { name: 'Create my account' }).click();
  await page.getByLabel('E-mail address').fill('berta@example.com');
  await page.getByLabel('Password').fill('vier rote Teekannen');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByText('One thing is missing before the first run.').waitFor();
  await page.getByRole('link', { name: 'Bank account that customers pay to' }).click();
  await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Everything that a run needs is there.').waitFor();
  const items = await setupChecklist(world.as(ADMIN), {});
  expect(items.filter((item) => item.needed && !item.done)).toEqual([]);
});

test('the list is sorted, filtered and opened in place, by mouse and by keys', { timeout: 60_000 }, async () => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(firstRow()).resolves.toContain('Yıldız');
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(firstRow()).resolves.not.toContain('Yıldız');
  await page.keyboard.press('/');
  await page.keyboard.type('alpenrose');
  await page.keyboard.press('Enter');
  await page.getByText('2 proposals found').waitFor();

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const picture = page.getByAltText('First page of the letter to Alpenrose Hotels AG');
  await expect
    .poll(() => picture.evaluate((one: unknown) => (one as { naturalWidth: number }).naturalWidth), SOON)
    .toBe(1_000);
  await expect.poll(() => page.frameLocator('.peek iframe').locator('body').innerText(), SOON).toContain('2026/1008');
  const link = page.locator('a[data-peek]').first();
  expect(await link.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('x');
  await expect(page.locator('.sums').innerText()).resolves.toMatch(/CHF\s640\.00/);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.peek').count(), SOON).toBe(0);
  await page.keyboard.press('?');
  await page.getByText('To the filter').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Without filter' }).click();
});

test('an invoice is paused, and its proposal is gone', { timeout: 60_000 }, async () => {
  await page.goto(`${served.url}/invoices/RE-1005`);
  await page.getByText('Pause', { exact: true }).first().click();
  const until = page.getByLabel(/until/i).first();
  await until.fill('2026-12-24');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText('The invoice is paused.').waitFor();
  expect((await viewInvoice(world.as(ADMIN), { invoice: 'RE-1005' })).pause).not.toBeNull();
  await page.goto(`${served.url}/?text=RE-1005`);
  await page.getByText('No proposal fits this filter.').waitFor();
});

test('twenty are approved after a check, and their way out is seen without a reload', {
  timeout: 120_000,
}, async () => {
  await page.goto(`${served.url}/?sort=customer`);
  const before = Number(/^\d+/.exec(await heading())?.[0]);
  expect(before).toBeGreaterThanOrEqual(20);
  const ticks = page.locator('form.deciding tbody input[type="checkbox"]');
  await ticks.first().click();
  await ticks.nth(19).click({ modifiers: ['Shift'] });
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: 'Approve 20 notices?' }).waitFor();
  await page.getByRole('button', { name: 'Approve 20 notices' }).click();
  await page.getByText('20 notices approved').waitFor();
  expect(new URL(page.url()).search).toBe('?sort=customer');
  expect(await heading()).toBe(`${before - 20} proposals to decide`);
  const line = page.locator('#work .line');
  await expect(line.innerText()).resolves.toContain('20 approved notices are being issued');

  await page.evaluate('window.neverLeft = true');
  await issueApproved(world.as(ADMIN), {});
  await expect.poll(() => line.innerText(), SOON).toMatch(/20 notices issued today · .*20 waiting|20 waiting/);
  await sendDue(world.as(ADMIN), {});
  await expect.poll(() => line.innerText(), SOON).toMatch(/in the outbox folder/);
  await startRun(world.as(ADMIN), { trigger: 'person' });
  await page.getByText('The list has changed meanwhile.').waitFor(SOON);
  expect(await page.evaluate('window.neverLeft')).toBe(true);
});
