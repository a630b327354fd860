// A real browser for whoever needs one, tests or not: Chromium from an npm package, or the one CHROMIUM_PATH names.
import { mkdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Never the package's own list: it runs all pages in one process and switches off what CSRF and CORS tests are about.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
];

const UNPACK_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** Starts a browser; whoever starts it closes it. The first start on a machine unpacks it, about five seconds. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await unpacked());
  return playwright.launch({ executablePath, args: ARGUMENTS });
}

/** The package unpacks to a fixed name; two processes must not do that at the same time. */
async function unpacked(): Promise<string> {
  const lock = join(tmpdir(), 'duly-chromium.lock');
  for (let waitedMs = 0; !taken(lock); waitedMs += LOOK_EVERY_MS) {
    if (waitedMs > UNPACK_WITHIN_MS) throw new Error(`Nobody unpacks Chromium, but ${lock} is there: remove it.`);
    await sleep(LOOK_EVERY_MS);
  }
  try {
    return await chromium.executablePath();
  } finally {
    rmdirSync(lock);
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
