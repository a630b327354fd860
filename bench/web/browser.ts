// What a browser makes of the pages: whether anything blocks the first picture, whether anything moves, and how much is
// loaded without pictures.
import type { Browser } from 'playwright-core';
import { measure, watchPage } from '../../test/web/browser/watch.ts';

export interface PageLook {
  path: string;
  /** Layout shift of the whole visit; 0 = nothing moved. */
  shift: number;
  /** Files that keep the browser from drawing; the style sheet of the house is meant to be the only one. */
  blocking: string[];
  /** Page, styles, scripts and what they fetch; before compression. */
  bytes: number;
  firstPaintMs: number;
}

/** Visits pages in a fresh browser context each, nothing cached. */
export async function lookAt(
  browser: Browser,
  origin: string,
  cookies: readonly { name: string; value: string }[],
  paths: readonly string[],
): Promise<PageLook[]> {
  const looks: PageLook[] = [];
  for (const path of paths) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })));
    const page = await context.newPage();
    const watch = await watchPage(page, () => origin);
    await page.goto(origin + path, { waitUntil: 'load' });
    await page.waitForTimeout(500);
    const { shifts } = await measure(page);
    const { bytes } = await watch.take();
    const { blocking, firstPaintMs } = (await page.evaluate(`({
      blocking: performance.getEntriesByType('resource').filter((one) => one.renderBlockingStatus === 'blocking')
        .map((one) => new URL(one.name).pathname),
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    })`)) as { blocking: string[]; firstPaintMs: number };
    looks.push({ path, shift: shifts, blocking, bytes, firstPaintMs });
    await context.close();
  }
  return looks;
}
