// Runs of the past with what came of each and what they held back; the same run again as a dry one; and the days to
// come as a chart and a table.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { type ForecastRow, forecast, latestForecast } from '../../app/insight/forecast.ts';
import type { Latest } from '../../app/insight/latest.ts';
import { listRuns, type RunView } from '../../app/insight/runs.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { gateText } from '../../core/reason-text.ts';
import { wholeQuery, withQuery } from '../address.ts';
import { csvAnswer } from '../csv.ts';
import { forecastChart } from '../parts/forecast.ts';
import { latestLine, stillComputing } from '../parts/latest.ts';
import { layout } from '../parts/layout.ts';
import { fileLink, keyPager } from '../parts/list.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const RUNS_A_PAGE = 30;
const DAYS = 30;

export function runPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/runs', door, async (c) => {
    const { runs: words, today } = c.get('words');
    const before = wholeQuery(c, 'before');
    const page = await listRuns(visitOf(c).ctx, { limit: RUNS_A_PAGE, ...(before === null ? {} : { before }) });
    const next = page.next === null ? null : withQuery('/runs', { before: page.next });
    const main = html`<header class="head"><div><h1>${words.title}</h1><p class="lines">${words.lead}</p></div></header>
${page.rows.length === 0 ? html`<div class="empty"><p>${today.emptyRun}</p></div>` : runTable(c, page.rows)}
${keyPager(c, { first: before === null ? null : '/runs', next })}`;
    return c.html(layout(c, { title: words.title, main }));
  });

  app.get('/forecast', door, async (c) => {
    const { forecast: words } = c.get('words');
    const latest = await latestForecast(visitOf(c).ctx, { days: DAYS });
    const main = html`<header class="head"><div><h1>${words.title}</h1><p class="lines">${words.lead(DAYS)}</p>
${latestLine(c, latest)}</div>${fileLink(c, '/forecast.csv')}</header>${forecastBody(c, latest)}`;
    return c.html(layout(c, { title: words.title, main }));
  });

  app.get('/forecast.csv', door, async (c) => {
    const { forecast: words, list } = c.get('words');
    const rows = await forecast(visitOf(c).ctx, { days: DAYS });
    const header = [words.day, list.level, list.count, list.invoices, list.currency, list.open];
    const lines = rows.map((row) => [
      row.on,
      row.level ?? list.statement,
      row.notices,
      row.invoices,
      row.currency,
      { cents: row.principalCents, currency: row.currency },
    ]);
    return csvAnswer(c, 'forecast', header, lines);
  });

  return app;
}

function forecastBody(c: Request, latest: Latest<ForecastRow[]>): Html {
  const { forecast: words } = c.get('words');
  if (latest === null) return stillComputing(c);
  if (latest.value.length === 0) return html`<div class="empty"><p>${words.none}</p></div>`;
  return html`${forecastChart(c, latest.value)}${forecastTable(c, latest.value)}`;
}

function runTable(c: Request, rows: readonly RunView[]): Html {
  const { runs: words } = c.get('words');
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.title}</caption><thead><tr>
<th scope="col">${words.when}</th><th scope="col">${words.plan}</th><th scope="col" class="figure">${words.candidates}</th>
<th scope="col" class="figure">${words.proposed}</th><th scope="col">${words.held}</th></tr></thead>
<tbody>${rows.map((row) => runRow(c, row))}</tbody></table></div>`;
}

function runRow(c: Request, row: RunView): Html {
  const { runs: words, today, heldBack } = c.get('words');
  const { day, time } = c.get('format');
  const who = row.trigger === 'person' ? today.runBy.person(row.startedBy) : today.runBy[row.trigger]();
  const held = Object.entries(row.counts.held).map(
    ([code, count]) =>
      html`<li class="calm"><a href="/runs/${row.id}?kind=${code}">${Object.hasOwn(heldBack, code) ? heldBack[code as ReasonCode] : code}: ${count}</a></li>`,
  );
  const stopped =
    row.gate === null
      ? ''
      : html`<small class="${row.state === 'stopped' ? 'bad' : 'warn'}">${gateText(row.gate, c.get('language'))}</small>`;
  return html`<tr><th scope="row" class="who when"><a href="/runs/${row.id}">${day(row.onDay)}, ${time(row.factsAt)}</a><small>${who}</small></th>
<td data-label="${words.plan}"><div>${row.plan}${stopped}</div></td>
<td data-label="${words.candidates}" class="figure">${row.counts.candidates}</td>
<td data-label="${words.proposed}" class="figure">${row.state === 'stopped' ? '–' : row.counts.proposed + row.counts.refreshed}</td>
<td data-label="${words.held}" class="notes"><div>${held.length === 0 ? '–' : html`<ul class="marks">${held}</ul>`}
<small><a href="/why?on=${row.onDay}">${words.why}</a></small></div></td></tr>`;
}

function forecastTable(c: Request, rows: readonly ForecastRow[]): Html {
  const { forecast: words, list } = c.get('words');
  const { weekday, money } = c.get('format');
  const lines = rows.map(
    (row, index) => html`<tr><th scope="row">${rows[index - 1]?.on === row.on ? '' : weekday(row.on)}</th>
<td data-label="${list.level}">${row.level ?? list.statement}</td><td data-label="${list.count}" class="figure">${row.notices}</td>
<td data-label="${list.invoices}" class="figure">${row.invoices}</td>
<td data-label="${list.open}" class="figure">${money(row.principalCents, row.currency)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.day}</th><th scope="col">${list.level}</th>
<th scope="col" class="figure">${list.count}</th><th scope="col" class="figure">${list.invoices}</th>
<th scope="col" class="figure">${list.open}</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}
