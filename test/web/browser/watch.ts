// What a browser notices about a page by itself: complaints, requests elsewhere, broken policy, moved layout, weight.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, Response } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WEIGHED = new Set(['document', 'stylesheet', 'script', 'fetch', 'xhr']);

export interface Watch {
  /** What was noticed since the last call. */
  take(): Promise<{ complaints: string[]; elsewhere: string[]; bytes: number }>;
}

/** Begins to watch a page; call it before the page goes anywhere. */
export async function watchPage(page: Page, origin: () => string): Promise<Watch> {
  let complaints: string[] = [];
  let elsewhere: string[] = [];
  let answers: Response[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin()) && !/^(data|about|blob):/.test(url)) elsewhere.push(url);
  });
  page.on('response', (response) => {
    const isOwn = response.frame() === page.mainFrame();
    if (isOwn && WEIGHED.has(response.request().resourceType())) answers.push(response);
  });
  await page.addInitScript(`
    window.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    window.broken = [];
    document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective));
  `);
  return {
    async take() {
      const sizes = await Promise.all(
        answers.map((answer) =>
          answer.body().then(
            (body) => body.length,
            () => 0,
          ),
        ),
      );
      const noticed = { complaints, elsewhere, bytes: sizes.reduce((sum, size) => sum + size, 0) };
      [complaints, elsewhere, answers] = [[], [], []];
      return noticed;
    },
  };
}

/** What the page says about itself, measured in it. */
export async function measure(page: Page) {
  const measured = await page.evaluate(`({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    tooWide: [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .filter((one) => one.closest('[hidden], [popover]') === null && one.children.length === 0)
      .slice(0, 3).map((one) => one.outerHTML.slice(0, 120)),
    shifts: window.shifts,
    broken: window.broken,
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    ids: [...document.querySelectorAll('[id]')].map((one) => one.id),
  })`);
  const { ids, ...rest } = measured as {
    overflow: number;
    tooWide: string[];
    shifts: number;
    broken: string[];
    language: string;
    title: string;
    headings: number;
    ids: string[];
  };
  return { ...rest, twice: ids.filter((id, index) => ids.indexOf(id) !== index) };
}

/** Serious and critical findings of axe, one line each. Frames are previews of mails, which are looked at elsewhere. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(`axe.run(document, { iframes: false, resultTypes: ['violations'] })
    .then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))`);
  return violations as string[];
}
