// The files a page refers to: one style sheet put together from style/, the scripts of script/, the icon. Their names
// carry a hash of their content, so that browsers may keep them for ever.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createMiddleware } from 'hono/factory';
import type { WebEnv } from './web.ts';

interface Asset {
  path: string;
  type: string;
  body: string;
}

const YEAR = 'public, max-age=31536000, immutable';
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** The order of the layers decides, not that of the files: a file of its own for a page only names its layer. */
const LAYERS = '@layer reset, base, frame, parts, pages, small, print;\n';

export const STYLE = asset('style.css', 'text/css; charset=utf-8', LAYERS + filesIn('style').map(read).join('\n'));
export const ICON = asset('icon.svg', 'image/svg+xml', read('icon.svg'));

/** Scripts by name; a page asks for those it can use, and works without them. */
const SCRIPTS: ReadonlyMap<string, Asset> = new Map(
  filesIn('script').map((path) => {
    const file = path.slice('script/'.length);
    return [file.replace('.js', ''), asset(file, SCRIPT_TYPE, read(path))];
  }),
);

const SERVED: ReadonlyMap<string, Asset> = new Map([STYLE, ICON, ...SCRIPTS.values()].map((one) => [one.path, one]));

/** The address of a script. */
export function scriptPath(name: string): string {
  const found = SCRIPTS.get(name);
  if (found === undefined) throw new Error(`there is no script ${name}`);
  return found.path;
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`./${folder}`, import.meta.url))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function read(path: string): string {
  return readFileSync(new URL(`./${path}`, import.meta.url), 'utf8');
}

function asset(name: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name.replace('.', `.${hash}.`)}`, type, body };
}

/** Answers for the present files only: an older name is not found rather than answered with newer content. */
export const serveAssets = createMiddleware<WebEnv>(async (c, next) => {
  const found = SERVED.get(c.req.path);
  if (found === undefined) return next();
  return c.body(found.body, 200, { 'Content-Type': found.type, 'Cache-Control': YEAR });
});
