// Counts and sums: of everything that waits, by level and currency, and of a selection before it is decided on.

import { html } from 'hono/html';
import type { SelectionSum } from '../../app/insight/list-proposals.ts';
import { sumCents } from '../../core/money.ts';
import type { ProposalSum } from '../../db/proposal-list.ts';
import { askQuery, type ProposalAsk } from '../proposal-address.ts';
import type { Html, Request } from '../web.ts';

/** What waits, a row for each level and currency; each leads to the proposals of that level. */
export function levelSums(c: Request, sums: readonly ProposalSum[], ask: ProposalAsk): Html {
  const { list, today } = c.get('words');
  const { money } = c.get('format');
  const rows = sums.map(
    (sum) => html`<tr ${sum.levelId !== null && sum.levelId === ask.level ? 'aria-current=true' : ''}>
<th scope="row">${sum.levelId === null ? list.statement : levelLabel(sum)}</th>
<td data-label="${list.count}" class="figure">${sum.count}</td><td class="figure">${money(sum.principalCents, sum.currency)}</td></tr>`,
  );
  const totals = byCurrency(sums).map(
    ({ currency, count, cents }) => html`<tr><th scope="row">${today.sum} ${currency}</th>
<td data-label="${list.count}" class="figure">${count}</td><td class="figure">${money(cents, currency)}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="levels"><h2 id="levels">${today.byLevel}</h2>
<table class="plain levels"><thead><tr><th scope="col">${list.level}</th><th scope="col" class="figure">${list.count}</th>
<th scope="col" class="figure">${list.open}</th></tr></thead><tbody>${rows}</tbody><tfoot>${totals}</tfoot></table>
${ask.level === null ? '' : html`<p><a href="/">${today.showAll}</a></p>`}</section>`;
}

function levelLabel({ levelId, levelPosition, levelName }: ProposalSum): Html {
  return html`<span class="level"><b>${levelPosition}</b> <a href="/?level=${levelId}">${levelName}</a></span>`;
}

/** Leads to the check of everything that the list's filter finds. */
export function approveFound(c: Request, ask: ProposalAsk, count: number): Html | string {
  const { today } = c.get('words');
  if (count === 0) return '';
  const query = askQuery({ ...ask, after: null, isTicked: false });
  return html`<form method="post" action="/decisions/check"><input type="hidden" name="all" value="${query}">
<input type="hidden" name="list" value="${query}">
<button name="do" value="approve" class="primary">${count === 1 ? today.approveOne : today.approveAll(count)}</button></form>`;
}

/** Counts and open amounts by currency. */
export function byCurrency(sums: readonly ProposalSum[]): { currency: string; count: number; cents: number }[] {
  const currencies = [...new Set(sums.map((sum) => sum.currency))].sort();
  return currencies.map((currency) => {
    const own = sums.filter((sum) => sum.currency === currency);
    return {
      currency,
      count: own.reduce((count, sum) => count + sum.count, 0),
      cents: sumCents(own.map((sum) => sum.principalCents)),
    };
  });
}

/** What a decision concerns: counts, open amounts, charges and totals as the notices would be issued now. */
export function selectionSums(c: Request, sums: readonly SelectionSum[]): Html {
  const { list, decisions, today } = c.get('words');
  const { money } = c.get('format');
  const figures = (
    sum: Omit<SelectionSum, 'levelName'>,
  ) => html`<td data-label="${list.count}" class="figure">${sum.count}</td>
<td data-label="${list.open}" class="figure">${money(sum.openCents, sum.currency)}</td>
<td data-label="${list.charges}" class="figure">${money(sum.chargesCents, sum.currency)}</td>
<td data-label="${list.total}" class="figure total">${money(sum.totalCents, sum.currency)}</td>`;
  const totals = totalsOf(sums);
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${decisions.figures}</caption>
<thead><tr><th scope="col">${list.level}</th><th scope="col" class="figure">${list.count}</th>
<th scope="col" class="figure">${list.open}</th><th scope="col" class="figure">${list.charges}</th>
<th scope="col" class="figure">${list.total}</th></tr></thead>
<tbody>${sums.map((sum) => html`<tr><th scope="row">${sum.levelName ?? list.statement}</th>${figures(sum)}</tr>`)}</tbody>
${sums.length === totals.length ? '' : html`<tfoot>${totals.map((sum) => html`<tr><th scope="row">${today.sum} ${sum.currency}</th>${figures(sum)}</tr>`)}</tfoot>`}
</table></div>`;
}

function totalsOf(sums: readonly SelectionSum[]): Omit<SelectionSum, 'levelName'>[] {
  const currencies = [...new Set(sums.map((sum) => sum.currency))].sort();
  return currencies.map((currency) => {
    const own = sums.filter((sum) => sum.currency === currency);
    return {
      currency,
      count: own.reduce((count, sum) => count + sum.count, 0),
      openCents: sumCents(own.map((sum) => sum.openCents)),
      chargesCents: sumCents(own.map((sum) => sum.chargesCents)),
      totalCents: sumCents(own.map((sum) => sum.totalCents)),
    };
  });
}
