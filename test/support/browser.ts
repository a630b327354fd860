// The browser of a test file. Where it does not start, tests that need it fail; none is skipped.
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchBrowser } from './chromium.ts';

/** Starts a browser that ends after the tests of the file. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchBrowser();
  afterAll(() => browser.close());
  return browser;
}
