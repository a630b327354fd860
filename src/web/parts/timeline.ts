// What happened to an invoice, the latest first, one sentence each.

import { html } from 'hono/html';
import type { HistoryEvent } from '../../app/insight/invoice-history.ts';
import { eventText, numberIn } from '../event-text.ts';
import type { Html, Request } from '../web.ts';
import { noticeLinks } from './issued.ts';

export function timeline(c: Request, events: readonly HistoryEvent[], currency: string): Html {
  const { instant, day, money } = c.get('format');
  const voice = {
    words: c.get('words'),
    language: c.get('language'),
    day,
    money: (cents: number) => money(cents, currency),
  };
  const items = [...events].reverse().map((event) => {
    const number = event.kind === 'issued' ? numberIn(event, 'number') : null;
    return html`<li class="${event.kind}"><p>${eventText(voice, event)}</p>
<small>${instant(event.at)}${event.by === null ? '' : ` · ${event.by}`}${number === null ? '' : html` · ${noticeLinks(c, number)}`}</small></li>`;
  });
  return html`<ol class="timeline">${items}</ol>`;
}
