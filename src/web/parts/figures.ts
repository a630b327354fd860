// The figures of a period in tables, with a bar for each rate, and how each is counted.

import { html } from 'hono/html';
import type { KeyFigures, LevelFigures } from '../../app/insight/key-figures.ts';
import { formatPercent } from '../../core/format.ts';
import type { Html, Request } from '../web.ts';

const BAR = 120;

export function moneySection(c: Request, { currencies }: KeyFigures): Html {
  const { figures: words } = c.get('words');
  const { money } = c.get('format');
  const rows = currencies.map(
    (row) => html`<tr><th scope="row">${row.currency}</th>
<td data-label="${words.billed}" class="figure">${money(row.billedCents, row.currency)}</td>
<td data-label="${words.open}" class="figure">${money(row.receivableCents, row.currency)}</td>
<td data-label="${words.overdue}" class="figure"><div>${money(row.overdueCents, row.currency)}
<small>${words.count(row.overdueCount)}${row.overdueShareBp === null ? '' : ` · ${percent(c, row.overdueShareBp)}`}</small></div></td>
<td data-label="${words.dso}" class="figure"><b>${row.dsoDays === null ? '–' : words.days(row.dsoDays)}</b></td></tr>`,
  );
  const table = html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.currency}</th>
<th scope="col" class="figure">${words.billed}</th><th scope="col" class="figure">${words.open}</th>
<th scope="col" class="figure">${words.overdue}</th><th scope="col" class="figure">${words.dso}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return section('money', words.money, rows.length === 0 ? empty(words.noMoney) : table);
}

export function levelSection(c: Request, { levels }: KeyFigures): Html {
  const { figures: words } = c.get('words');
  const table = html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.level}</th>
<th scope="col" class="figure">${words.notices}</th><th scope="col" class="figure">${words.dunned}</th>
<th scope="col" class="figure">${words.came}</th><th scope="col" class="figure">${words.settled}</th><th scope="col">${words.rate}</th></tr></thead>
<tbody>${levels.map((row) => levelRow(c, row))}</tbody></table></div>`;
  return section('recovered', words.recovered, levels.length === 0 ? empty(words.noLevels) : table);
}

function levelRow(c: Request, row: LevelFigures): Html {
  const { figures: words } = c.get('words');
  const { money } = c.get('format');
  const width = Math.round((row.rateBp / 10_000) * BAR);
  return html`<tr><th scope="row"><span class="level"><b>${row.position}</b>${row.level}</span><small>${row.plan}</small></th>
<td data-label="${words.notices}" class="figure">${row.count}</td>
<td data-label="${words.dunned}" class="figure">${money(row.dunnedCents, row.currency)}</td>
<td data-label="${words.came}" class="figure">${money(row.recoveredCents, row.currency)}</td>
<td data-label="${words.settled}" class="figure">${row.settledCount}</td>
<td data-label="${words.rate}">
<span class="chart rate"><svg viewBox="0 0 ${BAR} 10" width="${BAR}" height="10" aria-hidden="true">
<rect class="ground" width="${BAR}" height="10" rx="3"></rect><rect class="bar" width="${width}" height="10" rx="3"></rect></svg>
${percent(c, row.rateBp)}</span></td></tr>`;
}

export function approvalCard(c: Request, { approval }: KeyFigures): Html {
  const { figures: words } = c.get('words');
  const { count, medianMinutes, p90Minutes } = approval;
  if (medianMinutes === null || p90Minutes === null) {
    return section('approval', words.approval, empty(words.noApprovals));
  }
  const figure = (label: string, value: string | number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const card = html`<div class="card"><dl class="big">${figure(words.median, span(c, medianMinutes))}
${figure(words.p90, span(c, p90Minutes))}${figure(words.approvals, count)}</dl></div>`;
  return section('approval', words.approval, card);
}

export function definitions(c: Request): Html {
  const { figures: words } = c.get('words');
  const items = Object.values(words.definition).map((text) => html`<li>${text}</li>`);
  return html`<details class="card" open><summary>${words.definitions}</summary><ul>${items}</ul></details>`;
}

function section(id: string, title: string, body: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

function empty(text: string): Html {
  return html`<div class="empty"><p>${text}</p></div>`;
}

function percent(c: Request, basisPoints: number): string {
  return formatPercent(basisPoints, c.get('language'));
}

/** Minutes below two hours, then hours with one decimal. */
function span(c: Request, minutes: number): string {
  const { figures: words } = c.get('words');
  return minutes < 120 ? words.minutes(minutes) : words.hours(Math.round(minutes / 6) / 10);
}
