// Writes docs/pictures anew: `node test/render/support/write-pictures.ts`. Letters and charts by the renderer itself,
// the mail as Chromium shows it. Look at the result before it is committed.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as browser } from 'playwright-core';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { GERMAN_CUSTOMER, notice, ROOT } from './notices.ts';
import { PICTURES } from './pictures.ts';

const FOLDER = join(ROOT, 'docs', 'pictures');
const HOSTILE =
  'Sehr geehrte Frau <img src=x onerror=alert(1)> **fett** [klick](javascript:alert(1)) {{ 7 | times: 7 }},';
const SHOTS = [
  { name: 'mail-light.png', width: 760, colorScheme: 'light' },
  { name: 'mail-dark.png', width: 760, colorScheme: 'dark' },
  { name: 'mail-phone.png', width: 390, colorScheme: 'light' },
] as const;

async function mailHtml(renderer: Renderer): Promise<string> {
  const of = notice(3, { customer: { ...GERMAN_CUSTOMER, salutation: HOSTILE } });
  const { html, inlineImages } = await renderer.email(of, shippedText(ROOT, 'de', 'notice', 'email'));
  return inlineImages.reduce((text, { contentId, mimeType, bytes }) => {
    return text.replace(`cid:${contentId}`, `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`);
  }, html);
}

const renderer = await createRenderer({ root: ROOT });
for (const [name, draw] of Object.entries(PICTURES)) writeFileSync(join(FOLDER, name), await draw(renderer));
const html = await mailHtml(renderer);
for (const { name, width, colorScheme } of SHOTS) {
  // This build of Chromium is one process: a browser for each shot.
  const chrome = await browser.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
  const page = await chrome.newPage({ viewport: { width, height: 600 }, colorScheme });
  await page.setContent(html);
  await page.screenshot({ path: join(FOLDER, name), fullPage: true });
  await chrome.close();
}
