// What a page says about a figure that is computed beside it.

import { html } from 'hono/html';
import type { Latest } from '../../app/insight/latest.ts';
import type { Html, Request } from '../web.ts';

const ASK_AGAIN_S = '3';

/** When it is of, where something was recorded since. */
export function latestLine(c: Request, latest: Latest<unknown>): Html {
  const isOld = latest !== null && !latest.isCurrent;
  return html`<p class="lines" role="status">${isOld ? c.get('words').latest.asOf(c.get('format').time(latest.at)) : ''}</p>`;
}

/** In place of the figure while there is none yet; the page is asked again by itself, with or without script. */
export function stillComputing(c: Request): Html {
  c.header('Refresh', ASK_AGAIN_S);
  return html`<div class="empty"><p role="status">${c.get('words').latest.computing}</p></div>`;
}
