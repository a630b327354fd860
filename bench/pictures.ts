// `npm run pictures [name ...]`: pictures of the console in docs/pictures, light and dark, from the data of the demo.
// They are made by the real demo in the real browser, so that they show what people get.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/support/chromium.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_WITHIN_MS = 120_000;
/** Longer pages are cut: a picture shows the look, not every row. */
const HIGHEST = 940;
/** For previews that follow what is typed. */
const SETTLE_MS = 600;

/** Where each picture is taken; `act` brings the page into the state that is worth a picture. */
interface Shot {
  name: string;
  path: string;
  act?: (page: Page) => Promise<void>;
  /** Also on a phone. */
  phone?: true;
}

const SHOTS: readonly Shot[] = [
  { name: 'today', path: '/', phone: true },
  { name: 'proposal', path: '/', act: openFirst('a[href^="/proposals/"]'), phone: true },
  { name: 'overview', path: '/overview', phone: true },
  { name: 'invoices', path: '/invoices', phone: true },
  { name: 'invoice', path: '/invoices/RE-4034', phone: true },
  { name: 'customers', path: '/customers' },
  { name: 'customer', path: '/customers', act: openFirst('a[href^="/customers/"]'), phone: true },
  { name: 'exclusions', path: '/exclusions' },
  { name: 'payments', path: '/payments' },
  { name: 'columns', path: '/payments', act: handInStrange, phone: true },
  { name: 'import', path: '/payments', act: handInCustomers },
  { name: 'delivery', path: '/delivery' },
  { name: 'outbox', path: '/delivery/outbox' },
  { name: 'runs', path: '/runs' },
  { name: 'run', path: '/runs', act: openFirst('main a[href^="/runs/"]') },
  { name: 'forecast', path: '/forecast' },
  { name: 'figures', path: '/figures', phone: true },
  { name: 'why', path: '/why?invoice=RE-4034' },
  { name: 'plans', path: '/plans' },
  { name: 'plan', path: '/plans/1' },
  { name: 'templates', path: '/templates' },
  { name: 'template-mail', path: '/templates/edit?kind=notice&language=de&channel=email', act: typeMistake },
  { name: 'template-letter', path: '/templates/edit?kind=final&language=de&channel=letter' },
  { name: 'activity', path: '/activity' },
  { name: 'people', path: '/people' },
  { name: 'settings', path: '/settings', phone: true },
  { name: 'settings-company', path: '/settings/company' },
  { name: 'settings-rules', path: '/settings/rules' },
  { name: 'settings-chat', path: '/settings/chat' },
  { name: 'settings-mail', path: '/settings/mail' },
  { name: 'settings-tokens', path: '/settings/tokens' },
];

const wanted = process.argv.slice(2);
const shots = wanted.length === 0 ? SHOTS : SHOTS.filter((shot) => wanted.includes(shot.name));
const out = process.env.PICTURES_DIR ?? join(ROOT, 'docs', 'pictures');
mkdirSync(out, { recursive: true });

const dir = mkdtempSync(join(tmpdir(), 'duly-pictures-'));
const demo = spawn(process.execPath, [join(ROOT, 'src', 'demo.ts')], {
  cwd: ROOT,
  env: { ...process.env, DULY_DATA_DIR: dir, DULY_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let browser: Browser | null = null;
try {
  const link = await linkOf(demo);
  browser = await launchBrowser();
  await takeAll(browser, link);
} finally {
  await browser?.close();
  demo.kill('SIGTERM');
  await new Promise((resolve) => demo.once('exit', resolve));
  rmSync(dir, { recursive: true, force: true });
}

/** The sign-in link that the demo prints. */
function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the demo did not start: ${said}`)), START_WITHIN_MS);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${said}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/\S+token=\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
}

async function takeAll(opened: Browser, link: string): Promise<void> {
  const context = await opened.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') process.stdout.write(`the browser complains: ${message.text()}\n`);
  });
  await page.goto(link);
  await page.locator('form button').last().click();
  await page.locator('#navigation').waitFor({ state: 'attached' });
  const origin = new URL(link).origin;
  for (const shot of shots) {
    await page.goto(origin + shot.path);
    await shot.act?.(page);
    await settled(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await fitWindow(page, 1440);
      await page.screenshot({ path: join(out, `console-${shot.name}-${colorScheme}.png`) });
    }
    if (shot.phone === true) {
      await fitWindow(page, 360);
      await page.screenshot({ path: join(out, `console-${shot.name}-phone.png`) });
    }
    process.stdout.write(`${shot.name}\n`);
  }
  await context.close();
}

/**
 * Everything is there that a page loads by itself. Not "network idle": a page that is told of progress never is.
 */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction('[...document.images].every((image) => image.complete || image.loading === "lazy")');
  await page.waitForTimeout(SETTLE_MS);
}

/** A table whose headings are nobody's: its columns are asked about. */
function handInStrange(page: Page): Promise<void> {
  const rows = ['RE-5001;10234;01.03.2026;15.03.2026;1.190,00;dringend', 'RE-5002;10235;02.03.2026;16.03.2026;238,00;'];
  return handIn(page, 'export.csv', ['RgNr;Debitor;wann;bis;Wert;Notiz', ...rows]);
}

function handInCustomers(page: Page): Promise<void> {
  const rows = ['20100;Bergmann Holzbau GmbH;Neue Straße 4;89073;Ulm', '20101;Kaffeehaus Linde;Ring 9;89077;Ulm'];
  return handIn(page, 'kunden.csv', ['Kundennummer;Name;Straße;PLZ;Ort', ...rows]);
}

async function handIn(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await page.locator('form.drop button').click();
  await page.waitForURL(/\/imports\/files\//);
}

/** Follows the first link of a list, to a page whose address nobody knows beforehand. */
function openFirst(link: string): (page: Page) => Promise<void> {
  return async (page) => {
    const path = await page.locator(link).first().getAttribute('href');
    await page.goto(new URL(path ?? '/', page.url()).href);
  };
}

/** A placeholder nobody knows, to show how it is marked. */
async function typeMistake(page: Page): Promise<void> {
  // While the next preview loads there are two frames; the one that waits is marked.
  const preview = page.locator('iframe:not(.loading)').first().contentFrame();
  await preview.locator('body :not(:empty)').first().waitFor({ state: 'attached' });
  const body = page.locator('textarea[name="body"]');
  await body.press('Control+Home');
  await body.pressSequentially('Guten Tag {{ customer.nam }},\n');
  await page.locator('.found li').first().waitFor();
}

/** A window as high as the page, so that what sticks to an edge stands where the page ends. */
async function fitWindow(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width, height: Math.min(Math.max(900, height), HIGHEST) });
}
