// A box that says something above a page or in its place.

import { html } from 'hono/html';
import type { Html } from '../web.ts';

export function note(kind: 'good' | 'warn' | 'bad' | 'calm', title: string, body: Html | string = ''): Html {
  return html`<div class="note ${kind}" role="status"><h2>${title}</h2>${body}</div>`;
}
