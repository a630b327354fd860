// The two files a page refers to. Their names carry a hash of their content, so that browsers may keep them for ever.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createMiddleware } from 'hono/factory';
import type { WebEnv } from './web.ts';

interface Asset {
  path: string;
  type: string;
  body: string;
}

const YEAR = 'public, max-age=31536000, immutable';

export const STYLE = asset('style.css', 'text/css; charset=utf-8');
export const ICON = asset('icon.svg', 'image/svg+xml');

function asset(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name.replace('.', `.${hash}.`)}`, type, body };
}

/** Answers for the present files only: an older name is not found rather than answered with newer content. */
export const serveAssets = createMiddleware<WebEnv>(async (c, next) => {
  const found = [STYLE, ICON].find((one) => one.path === c.req.path);
  if (found === undefined) return next();
  return c.body(found.body, 200, { 'Content-Type': found.type, 'Cache-Control': YEAR });
});
