// Activity: who did what, filtered, newest first, exported as CSV with the same filter.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Activity, listActivity } from '../../app/insight/activity.ts';
import { SURFACES } from '../../core/actor.ts';
import { textQuery, wholeQuery, withQuery } from '../address.ts';
import { type Cell, csvStream } from '../csv.ts';
import { typedDay } from '../forms.ts';
import { dayField, selectField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const FILTERS = ['from', 'to', 'actor', 'action', 'entity', 'entityId', 'surface', 'text'] as const;
type Filter = Record<(typeof FILTERS)[number], string>;

const ROWS_A_STEP = 1_000;

/** Long ids are shown by their beginning, which tells them apart well enough to read; the file has them whole. */
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const UUID_LETTERS = 8;

export function activityPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/activity', door, async (c) => {
    const filter = filterOf(c);
    const before = wholeQuery(c, 'before');
    const page = await listActivity(visitOf(c).ctx, { ...inputOf(filter), ...(before ? { before } : {}) });
    const { title } = c.get('words').activity;
    return c.html(layout(c, { title, main: activityMain(c, filter, page, before !== null) }));
  });

  app.get('/activity.csv', door, async (c) => {
    const { activity: words } = c.get('words');
    const header = [words.when, words.who, words.where, words.what, words.about, words.text, words.details];
    return csvStream(c, 'activity', header, linesOf(c));
  });

  return app;
}

/** The whole record that the filter leaves, newest first, a step at a time. */
async function* linesOf(c: Request): AsyncGenerator<Cell[][], void> {
  const filter = inputOf(filterOf(c));
  let before: number | null = null;
  do {
    const step = { ...filter, limit: ROWS_A_STEP, withChoices: false, ...(before === null ? {} : { before }) };
    const page: Page = await listActivity(visitOf(c).ctx, step);
    yield page.rows.map((row) => [
      c.get('format').instant(row.at),
      row.by,
      row.surface,
      row.action,
      `${row.entity} ${row.number ?? row.entityId}`,
      row.remark,
      row.changes.map(({ path, from, to }) => `${path}: ${from ?? ''} → ${to ?? ''}`).join('; '),
    ]);
    before = page.next;
  } while (before !== null);
}

function filterOf(c: Request): Filter {
  return Object.fromEntries(FILTERS.map((name) => [name, textQuery(c, name)])) as Filter;
}

/** What of the filter can be understood; nonsense in an address asks for nothing in particular. */
function inputOf(filter: Filter): Parameters<typeof listActivity>[1] {
  const surface = SURFACES.find((one) => one === filter.surface);
  const [from, to] = [typedDay(filter.from), typedDay(filter.to)];
  const words = (['actor', 'action', 'entity', 'entityId', 'text'] as const)
    .filter((name) => filter[name] !== '')
    .map((name) => [name, filter[name]]);
  return {
    ...Object.fromEntries(words),
    ...(surface === undefined ? {} : { surface }),
    ...(from == null ? {} : { from }),
    ...(to == null ? {} : { to }),
  };
}

type Page = Awaited<ReturnType<typeof listActivity>>;

function activityMain(c: Request, filter: Filter, { rows, next, choices }: Page, isLater: boolean): Html {
  const { activity: words } = c.get('words');
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const reset = html`<a href="/activity">${words.reset}</a>`;
  return html`<header class="head"><div><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>
<p><a class="button" href="${withQuery('/activity.csv', filter)}">${words.export}</a></p></header>
${filterForm(c, filter, choices, isFiltered ? reset : '')}
${rows.length === 0 ? html`<section class="empty"><p>${words.none}</p>${isFiltered ? reset : ''}</section>` : table(c, rows)}
<nav class="pager" aria-label="${words.title}">${isLater ? html`<a class="button" href="${withQuery('/activity', filter)}">${words.newest}</a>` : ''}
${next === null ? '' : html`<a class="button" rel="next" href="${withQuery('/activity', { ...filter, before: next })}">${words.older}</a>`}</nav>`;
}

function filterForm(c: Request, filter: Filter, choices: Page['choices'], reset: Html | string): Html {
  const { activity: words } = c.get('words');
  const options = (values: readonly string[], any: string, texts: Record<string, string> = {}) => [
    { value: '', label: any },
    ...values.map((value) => ({ value, label: texts[value] ?? value })),
  ];
  const actions = Object.fromEntries(choices.actions.map((action) => [action, actionText(c, action)]));
  const of = (name: keyof Filter, label: string) => ({ name, label, value: filter[name], problems: {} });
  return html`<form method="get" action="/activity" class="card filters" role="search">
${dayField(of('from', words.from))}${dayField(of('to', words.to))}
${selectField(of('actor', words.who), options(choices.actors, words.anybody))}
${selectField(of('action', words.what), options(choices.actions, words.anything, actions))}
${selectField(of('entity', words.about), options(choices.entities, words.anything, words.entities))}
${selectField(of('surface', words.where), options(SURFACES, words.anywhere, words.surfaces))}
${textField(of('text', words.text))}
<div class="row"><button>${words.filter}</button>${reset}</div></form>`;
}

function table(c: Request, rows: readonly Activity[]): Html {
  const { activity: words, frame } = c.get('words');
  const body = rows.map(
    (row) => html`<tr><th scope="row"><span class="number">${c.get('format').instant(row.at)}</span></th>
<td data-label="${words.who}"><div>${row.by} <small>${frame.roles[row.role]}, ${words.surfaces[row.surface] ?? row.surface}</small></div></td>
<td data-label="${words.what}">${actionText(c, row.action)}</td>
<td data-label="${words.about}">${about(c, row)}</td><td class="notes">${details(c, row)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="rows activity"><thead><tr><th>${words.when}</th><th>${words.who}</th><th>${words.what}</th>
<th>${words.about}</th><th>${words.details}</th></tr></thead><tbody>${body}</tbody></table></div>`;
}

function actionText(c: Request, action: string): string {
  return c.get('words').activity.actions[action.replace('.', '_')] ?? action;
}

function about(c: Request, row: Activity): Html {
  const { activity: words } = c.get('words');
  const id = UUID.test(row.entityId) ? row.entityId.slice(0, UUID_LETTERS) : row.entityId;
  const name = `${words.entities[row.entity] ?? row.entity} ${row.number ?? id}`;
  const path = pathOf(row);
  return path === null ? html`${name}` : html`<a href="${path}">${name}</a>`;
}

/** The page of what it was about, where there is one. */
function pathOf({ entity, entityId, number }: Activity): string | null {
  if (entity === 'invoice' && number !== null) return `/invoices/${encodeURIComponent(number)}`;
  if (entity === 'proposal') return `/proposals/${entityId}`;
  if (entity === 'plan') return `/plans/${entityId}/history`;
  return null;
}

function details(c: Request, { changes, remark }: Activity): Html {
  const { activity: words } = c.get('words');
  const items = changes.map(
    ({ path, from, to }) => html`<li><code>${path}</code> ${from ?? words.empty} → ${to ?? words.empty}</li>`,
  );
  return html`${remark === null || remark === '' ? '' : html`<p>${remark}</p>`}
${items.length === 0 ? '' : html`<details class="plain-details"><summary>${words.changes(items.length)}</summary><ul class="changes">${items}</ul></details>`}`;
}
