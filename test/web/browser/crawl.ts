// Finds an address of every page by following links from the first one, as a person would: pages are not listed
// anywhere but in the app itself, so none can be forgotten.
import type { Web } from '../../../src/web/index.ts';
import type { Visitor } from '../visitor.ts';

export interface FoundPages {
  /** An address by the route that answers it. */
  pages: Map<string, string>;
  /** Routes that answer GET, but that no link led to. */
  unreached: string[];
  /** Links that led to nothing. */
  dead: string[];
}

/** Follows links from `start`; one address of each route is enough. Answers that are no pages are passed over. */
export async function findPages(app: Web, visitor: Visitor, start: readonly string[]): Promise<FoundPages> {
  const routes = routesOf(app);
  const seen = new Map<string, string | null>();
  const dead: string[] = [];
  const waiting = [...start];
  while (waiting.length > 0) {
    const address = waiting.shift() ?? '';
    const route = routeOf(routes, address);
    if (route === null) {
      dead.push(address);
      continue;
    }
    if (seen.has(route)) continue;
    const answer = await visitor.get(address);
    const isPage = answer.status === 200 && answer.html.includes('<main');
    if (answer.status >= 400) dead.push(`${address} (${answer.status})`);
    seen.set(route, isPage ? address : null);
    if (isPage) waiting.push(...linksIn(answer.html));
  }
  const pages = new Map([...seen].flatMap(([route, address]) => (address === null ? [] : [[route, address] as const])));
  return { pages, unreached: routes.filter((route) => !seen.has(route)), dead };
}

function routesOf(app: Web): string[] {
  const routes = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  return [...new Set(routes)];
}

/** The most exact route of an address: one without parameters comes before one with. */
function routeOf(routes: readonly string[], address: string): string | null {
  const path = address.replace(/[?#].*$/, '');
  const fits = routes.filter((route) => new RegExp(`^${route.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`).test(path));
  return fits.sort((a, b) => a.split(':').length - b.split(':').length)[0] ?? null;
}

function linksIn(html: string): string[] {
  return Array.from(html.matchAll(/<a\s[^>]*?href="(\/[^"#]*)[^"]*"/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
}
