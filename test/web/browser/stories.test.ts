// Setting up in a real browser, script included: a level added, moved and saved while its dates follow; a text edited
// with its preview beside it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTemplateText } from '../../../src/app/documents/templates.ts';
import { readPlan } from '../../../src/app/settings/read-plan.ts';
import { createSignInLink, type ServedWeb, serveWeb } from '../../../src/web/index.ts';
import { openBrowser, openWatchedPage } from '../../support/browser.ts';
import { openTestStore } from '../../support/databases.ts';
import { ADMIN, createWorld, realRenderer, type World } from '../../support/world.ts';
import { openWeb } from '../visitor.ts';

let world: World;
let served: ServedWeb;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  served = await serveWeb(openWeb(world, { publicUrl: null }).app, { hostname: '127.0.0.1', port: 0 });
});

afterAll(() => served.close());

/** Anna at her browser. */
async function openPage(javaScriptEnabled = true): Promise<Page> {
  const page = await openWatchedPage(browser, { javaScriptEnabled });
  await page.goto(await createSignInLink(world.as(ADMIN), { name: 'Anna', role: 'admin', publicUrl: served.url }));
  await page.getByRole('button', { name: 'Sign in as Anna' }).click();
  await page.getByRole('link', { name: 'Plans', exact: true }).waitFor();
  return page;
}

const levelNames = async () => (await readPlan(world.as(ADMIN), { planId: 1 })).state.levels.map((level) => level.name);

test('Anna adds a level, moves it up, sees its date, and saves', { timeout: 60_000 }, async () => {
  const page = await openPage();
  await page.getByRole('link', { name: 'Plans', exact: true }).click();
  await page.getByRole('link', { name: 'Standard' }).click();
  await page.getByRole('button', { name: 'Add a level' }).click();
  const fresh = page.locator('.level-card').last();
  await fresh.getByLabel('Name').fill('Anruf');
  await fresh.getByLabel('After days').fill('3');
  const dates = page.locator('.strip .dates');
  await dates.getByText('Anruf').waitFor({ state: 'attached' });
  await expect(dates.innerText()).resolves.toMatch(/Letzte Mahnung[\s\S]*Anruf/);
  await page.getByRole('button', { name: 'Move New level up' }).click();
  await expect.poll(() => dates.innerText()).toMatch(/1\. Mahnung[\s\S]*Anruf[\s\S]*Letzte Mahnung/);
  await expect(page.locator('#checked').innerText()).resolves.toContain('the customer could still pay in time');
  expect(await levelNames()).toEqual(['Zahlungserinnerung', '1. Mahnung', 'Letzte Mahnung']);
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.getByText('The plan is saved.').waitFor();
  expect(await levelNames()).toEqual(['Zahlungserinnerung', '1. Mahnung', 'Anruf', 'Letzte Mahnung']);
  await page.context().close();
});

test('a level is dragged to the front', { timeout: 60_000 }, async () => {
  const page = await openPage();
  await page.setViewportSize({ width: 1280, height: 1_600 });
  await page.goto(`${served.url}/plans/1`);
  const before = await levelNames();
  await page
    .locator('.level-card')
    .nth(2)
    .locator('.drag')
    .dragTo(page.locator('.level-card').first(), {
      targetPosition: { x: 40, y: 4 },
    });
  await expect(page.locator('.level-card').first().getByLabel('Name').inputValue()).resolves.toBe(before[2]);
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.getByText('The plan is saved.').waitFor();
  expect(await levelNames()).toEqual([before[2], before[0], before[1], before[3]]);
  await page.context().close();
});

test('Anna edits a text: preview and marks follow, a placeholder is completed', { timeout: 60_000 }, async () => {
  const page = await openPage();
  await page.goto(`${served.url}/templates/edit?kind=notice&language=de&channel=email`);
  await page.getByLabel('Preview with invoice').fill('RE-1005');
  const body = page.getByLabel('Text', { exact: true });
  await body.fill('Guten Tag, hier steht Neues.\n\n');
  const mail = page.frameLocator('iframe[name="preview"]').locator('body');
  await mail.getByText('hier steht Neues').waitFor();
  const depth = await page.evaluate('history.length');

  await body.press('Control+End');
  await body.pressSequentially('Bitte zahlen, {{ customer.na');
  await expect(page.getByRole('option').first().innerText()).resolves.toContain('customer.name');
  await body.press('Enter');
  expect(await body.inputValue()).toMatch(/Bitte zahlen, \{\{ customer\.name \}\}$/);
  await mail.getByText('Bitte zahlen, Yıldız').waitFor();

  await body.press('Control+End');
  await body.pressSequentially(' {{ nonsens }}');
  await expect.poll(() => page.locator('.backdrop mark').allInnerTexts()).toEqual(['nonsens']);
  await page.getByRole('link', { name: /^Text, line 3, column/ }).click();
  const chosen = await body.evaluate((area: { value: string; selectionStart: number; selectionEnd: number }) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(chosen).toBe('nonsens');
  await expect(mail.innerText()).resolves.toContain('Bitte zahlen, Yıldız');
  await body.pressSequentially('customer.number');
  await mail.getByText('K-200').waitFor();
  expect(await page.evaluate('history.length')).toBe(depth);

  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByText('The text is saved.').waitFor();
  const saved = await readTemplateText(world.as(ADMIN), { kind: 'notice', language: 'de', channel: 'email' });
  expect(saved.body).toBe('Guten Tag, hier steht Neues.\n\nBitte zahlen, {{ customer.name }} {{ customer.number }}');
  await page.context().close();
});

test('without script the buttons do the same', { timeout: 60_000 }, async () => {
  const page = await openPage(false);
  await page.goto(`${served.url}/templates/edit?kind=final&language=de&channel=email`);
  await page.getByLabel('Text', { exact: true }).fill('Ohne Skript {{ customer.nam }}');
  await page.getByRole('button', { name: 'Check the text' }).click();
  await expect(page.locator('.found mark').innerText()).resolves.toBe('customer.nam');
  await page.getByLabel('Text', { exact: true }).fill('Ohne Skript {{ customer.name }}');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.frameLocator('iframe').locator('body').getByText('Ohne Skript').waitFor();
  await page.goto(`${served.url}/plans/1`);
  await page.getByLabel('Example: an invoice due on').fill('2026-05-10');
  await page.getByRole('button', { name: 'Draw the dates' }).click();
  await expect(page.locator('.strip .dates').innerText()).resolves.toMatch(/Due: 10\sMay\s2026/);
  await page.context().close();
});
