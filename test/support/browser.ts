// The browser of a test file. Where it does not start, tests that need it fail; none is skipped.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { launchBrowser } from './chromium.ts';

/** Starts a browser that ends after the tests of the file. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchBrowser();
  afterAll(() => browser.close());
  return browser;
}

/** A page of its own, English; whatever the browser complains about fails the test. */
export async function openWatchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') expect.unreachable(`the browser complains: ${message.text()}`);
  });
  return page;
}
