// The outbox: all deliveries with their receipts, searched and by key; a letter that a provider has not printed yet can
// be called back, and one says what it costs.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { letterPrice, recallLetter } from '../../app/letters/provider.ts';
import { DELIVERY_GROUPS, type DeliveryPage, listDeliveries } from '../../app/notices/list-deliveries.ts';
import { mayAct } from '../../core/actor.ts';
import { oneOfQuery, textQuery, withQuery } from '../address.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { layout } from '../parts/layout.ts';
import { filterBar, filterSelect, filterText, keyPager } from '../parts/list.ts';
import { flashNote, note } from '../parts/notes.ts';
import { deliveryTable } from '../parts/outbox.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const ROWS_A_PAGE = 50;
const RECALL = z.strictObject({ delivery: z.uuid(), reason: z.string().max(2_000).default('') });
const PRICE = z.strictObject({ notice: z.string().regex(/^[1-9]\d{0,8}$/) });

export function outboxPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/delivery/outbox', door, (c) => show(c, flashNote(c, takeFlash(c, jar), [])));

  app.post('/delivery/recall', door, async (c) => {
    const fields = await readForm(c, RECALL);
    const { delivery: words, errors } = c.get('words');
    try {
      const { recalled } = await recallLetter(visitOf(c).ctx, fields);
      keepFlash(c, jar, { kind: 'done', done: recalled ? 'letterRecalled' : 'letterTooLate' });
      return c.redirect('/delivery/outbox', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      const text = refusal.text ?? words.recallReason;
      return show(c, note('bad', errors.refused.title, html`<p>${text}</p>`), 422);
    }
  });

  app.post('/delivery/price', door, async (c) => {
    const { notice } = await readForm(c, PRICE);
    const { delivery: words } = c.get('words');
    const { by, price } = await letterPrice(visitOf(c).ctx, { number: Number(notice) });
    const said =
      price === null ? words.noPrice(by) : words.price(by, c.get('format').money(price.cents, price.currency));
    return show(c, note('calm', said));
  });

  return app;
}

async function show(c: Request, notes: Html | string, status: 200 | 422 = 200): Promise<Response> {
  const { delivery: words } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const group = oneOfQuery(c, 'group', DELIVERY_GROUPS);
  const text = textQuery(c, 'text');
  const after = keyOf(c);
  const { rows, next } = await listDeliveries(ctx, { group, text, after, limit: ROWS_A_PAGE });
  const here = (key: DeliveryPage['next']) =>
    withQuery('/delivery/outbox', { group, text, ...(key === null ? {} : { at: key.at, after: key.id }) });
  const groups = DELIVERY_GROUPS.map((value) => ({ value, label: words.groups[value] }));
  const fields = html`${filterText('text', words.search, text)}${filterSelect('group', words.state, group, groups)}`;
  const main = html`<header class="head"><div><p class="over"><a href="/delivery">${words.title}</a></p><h1>${words.outbox}</h1></div></header>
${notes}${filterBar(c, '/delivery/outbox', fields)}
${rows.length === 0 ? html`<div class="empty"><p>${words.outboxEmpty}</p></div>` : deliveryTable(c, rows, mayAct(signedIn.role, 'approver'))}
${keyPager(c, { first: after === null ? null : here(null), next: next === null ? null : here(next) })}`;
  return c.html(layout(c, { title: words.outbox, main, isError: status === 422 }), status);
}

function keyOf(c: Request): DeliveryPage['next'] {
  const key = z
    .strictObject({ at: z.iso.datetime(), id: z.uuid() })
    .safeParse({ at: c.req.query('at'), id: c.req.query('after') });
  return key.success ? key.data : null;
}
