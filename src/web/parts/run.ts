// A run in full: its head, its verdicts in a table, and what the same run would do once more.

import { html } from 'hono/html';
import type { Facts, RepeatedRun, RunVerdict } from '../../app/insight/run-verdicts.ts';
import type { RunView } from '../../app/insight/runs.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { gateText, reasonText } from '../../core/reason-text.ts';
import type { Html, Request } from '../web.ts';
import { customerPath, STOPPED } from './ledger.ts';
import { note } from './note.ts';
import { invoicePath } from './proposals.ts';

/** When it ran, by whom, and what came of it. */
export function runHead(c: Request, run: RunView): Html {
  const { runs: words, today } = c.get('words');
  const { weekday, instant } = c.get('format');
  const who = run.trigger === 'person' ? today.runBy.person(run.startedBy) : today.runBy[run.trigger]();
  const { proposed, refreshed, withdrawn, candidates } = run.counts;
  const figure = (label: string, value: number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const figures = html`<dl class="big">${figure(words.candidates, candidates)}${figure(words.proposed, proposed)}
${figure(words.changed, refreshed)}${figure(words.withdrawn, withdrawn)}</dl>`;
  const stopped =
    run.gate === null ? '' : note(run.state === 'stopped' ? 'bad' : 'warn', gateText(run.gate, c.get('language')));
  return html`<header class="head"><div><p class="over"><a href="/runs">${words.title}</a> · ${run.plan}</p>
<h1>${words.one(weekday(run.onDay))}</h1><p class="lines">${words.seen(instant(run.factsAt), who)}</p></div></header>
${stopped}${run.state === 'stopped' ? '' : html`<section class="card">${figures}</section>`}`;
}

export function repeatCard(c: Request, id: number): Html {
  const { runs: words } = c.get('words');
  return html`<section class="card"><h2>${words.repeat}</h2><p>${words.repeatHint}</p>
<form method="post" action="/runs/${id}/repeat" class="row"><button name="facts" value="run">${words.repeatThen}</button>
<button name="facts" value="today">${words.repeatNow}</button></form></section>`;
}

export function verdictTable(c: Request, rows: readonly RunVerdict[]): Html {
  const { runs: words, ledger, list } = c.get('words');
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.verdicts}</caption><thead><tr>
<th scope="col">${ledger.number}</th><th scope="col">${list.customer}</th><th scope="col">${ledger.due}</th>
<th scope="col" class="figure">${list.open}</th><th scope="col">${words.verdict}</th></tr></thead>
<tbody>${rows.map((row) => verdictRow(c, row))}</tbody></table></div>`;
}

function verdictRow(c: Request, row: RunVerdict): Html {
  const { runs: words, ledger, list } = c.get('words');
  const { money, day } = c.get('format');
  return html`<tr><th scope="row" class="narrow"><a class="number" href="${invoicePath(row.invoice)}">${row.invoice}</a></th>
<td data-label="${list.customer}"><div><a class="plainly" href="${customerPath(row.customer)}">${row.customerName}</a><small>${row.customer}</small></div></td>
<td data-label="${ledger.due}"><div>${day(row.dueDate)}${row.daysOverdue > 0 ? html`<small class="narrow">${list.overdue(row.daysOverdue)}</small>` : ''}</div></td>
<td data-label="${list.open}" class="figure">${money(row.openCents, row.currency)}</td>
<td data-label="${words.verdict}" class="notes"><div>${verdictText(c, row.verdict)}</div></td></tr>`;
}

function verdictText(c: Request, verdict: RunVerdict['verdict']): Html {
  const { runs: words, list } = c.get('words');
  if (verdict.kind === 'proposed') {
    return html`<span class="good">${words.proposedAt(verdict.level ?? list.statement)}</span>`;
  }
  const isStopped = STOPPED.has(verdict.reason.code);
  return html`<span class="${isStopped ? 'bad' : ''}">${reasonText(verdict.reason, c.get('language'))}</span>`;
}

/** What the run would do once more, beside what it held back then. */
export function repeated(c: Request, { run, on, gate, sums, held }: RepeatedRun, facts: Facts): Html {
  const { runs: words, list, heldBack } = c.get('words');
  const { money, day } = c.get('format');
  const lines = sums.map(
    (sum) => html`<tr><th scope="row">${sum.level ?? list.statement}</th>
<td data-label="${list.count}" class="figure">${sum.notices}</td><td data-label="${list.invoices}" class="figure">${sum.invoices}</td>
<td data-label="${list.open}" class="figure">${money(sum.principalCents, sum.currency)}</td></tr>`,
  );
  const table = html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${list.level}</th>
<th scope="col" class="figure">${list.count}</th><th scope="col" class="figure">${list.invoices}</th>
<th scope="col" class="figure">${list.open}</th></tr></thead><tbody>${lines}</tbody></table></div>`;
  const reasons = Object.entries(held) as [ReasonCode, number][];
  const rows = reasons
    .sort(([, a], [, b]) => b - a)
    .map(
      ([
        code,
        count,
      ]) => html`<tr><th scope="row"><a href="/runs/${run.id}?facts=${facts}&kind=${code}">${heldBack[code]}</a></th>
<td class="figure">${count}</td></tr>`,
    );
  const heldCard = html`<section class="card" aria-labelledby="held"><h2 id="held">${words.held}</h2>
<table class="plain"><tbody>${rows}</tbody></table></section>`;
  const title = (facts === 'run' ? words.repeatedThen : words.repeatedNow)(day(on));
  return html`${note('calm', title, html`<p>${words.nothingWritten}</p>`)}
${gate === null ? '' : note('warn', gateText(gate, c.get('language')))}
<section aria-labelledby="would"><h2 id="would">${words.would}</h2>${sums.length === 0 ? html`<div class="empty"><p>${words.wouldNothing}</p></div>` : table}</section>
${rows.length === 0 ? '' : heldCard}
<p><a class="button" href="/runs/${run.id}?facts=${facts}">${words.verdicts}</a></p>`;
}
