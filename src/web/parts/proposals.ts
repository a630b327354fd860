// Proposals in a table: who, what for, at which level, how much, and what to mind. With ticks where one can decide.

import { html } from 'hono/html';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { fourEyesText } from '../../core/four-eyes-text.ts';
import type { ProposalSort } from '../../core/proposal-list.ts';
import { reasonText, reopenText } from '../../core/reason-text.ts';
import { askPath, type ProposalAsk } from '../proposal-address.ts';
import type { Html, Request } from '../web.ts';

/** Invoice numbers shown in a row; the others are counted. */
const NUMBERS_AT_MOST = 3;

/** How a row's tick is sent: its id with the version that was looked at. */
export function tickValue(row: Pick<ProposalView, 'id' | 'version'>): string {
  return `${row.id}.${row.version}`;
}

/** What a table of proposals is for: deciding on ticked rows, or looking at them. */
export interface ProposalTableParts {
  ticks: 'none' | 'off' | 'on';
  /** The list whose order the headers change; null where the rows are a selection. */
  ask: ProposalAsk | null;
}

export function proposalTable(c: Request, rows: readonly ProposalView[], { ticks, ask }: ProposalTableParts): Html {
  const { list, today, proposalList: words } = c.get('words');
  return html`<div class="scroll"><table class="rows">
<caption class="unseen">${today.table}</caption>
<thead><tr>${ticks === 'none' ? '' : tickAll(c)}
${sortHead(ask, 'customer', list.customer, { other: ['warning', words.warningsFirst] })}
${sortHead(ask, 'overdue', list.invoices)}${sortHead(ask, 'level', list.level)}
${sortHead(ask, 'amount', list.open, { isFigure: true })}<th scope="col" class="figure">${list.charges}</th>
<th scope="col" class="figure">${list.total}</th></tr></thead>
<tbody>${rows.map((row) => tableRow(c, row, ticks))}</tbody>
</table></div>`;
}

/** How a sorted column stands when its order is not turned round. */
const USUAL: Readonly<Record<ProposalSort, 'ascending' | 'descending'>> = {
  level: 'descending',
  customer: 'ascending',
  overdue: 'descending',
  amount: 'descending',
  warning: 'descending',
};

/** A header that sorts by its column, and the other way round when it is pressed again; plain where nothing sorts. */
function sortHead(
  ask: ProposalAsk | null,
  sort: ProposalSort,
  label: string,
  { isFigure = false, other }: { isFigure?: boolean; other?: readonly [ProposalSort, string] } = {},
): Html {
  const className = isFigure ? 'figure' : '';
  if (ask === null) return html`<th scope="col" class="${className}">${label}</th>`;
  const turned = USUAL[sort] === 'ascending' ? 'descending' : 'ascending';
  const order = ask.sort === sort ? html`aria-sort="${ask.reversed ? turned : USUAL[sort]}"` : '';
  const link = (to: ProposalSort, text: string) => {
    const reversed = ask.sort === to ? !ask.reversed : false;
    return html`<a class="${ask.sort === to ? 'sorted' : ''}" href="${askPath(ask, { sort: to, reversed })}">${text}</a>`;
  };
  return html`<th scope="col" class="${className}" ${order}>${link(sort, label)}${other === undefined ? '' : html` · ${link(...other)}`}</th>`;
}

/** Of use with a script only, which switches it on. */
function tickAll(c: Request): Html {
  const { today } = c.get('words');
  return html`<th scope="col" class="tick"><label><input type="checkbox" disabled>
<span class="unseen">${today.tickPage}</span></label></th>`;
}

function tableRow(c: Request, row: ProposalView, ticks: 'none' | 'off' | 'on'): Html {
  const { list } = c.get('words');
  const format = c.get('format');
  const marks = rowNotes(c, row);
  return html`<tr>${ticks === 'none' ? '' : tick(c, row, ticks === 'on')}
<th scope="row" class="who"><a href="/proposals/${row.id}" data-peek="/proposals/${row.id}/peek">${row.customer.name}</a><small>${row.customer.number}</small>
${markList(marks.filter((mark) => mark.kind !== 'calm'))}</th>
<td data-label="${list.invoices}"><div>${invoiceLinks(c, row)}<small>${list.overdue(row.daysOverdue)}</small></div></td>
<td data-label="${list.level}"><div>${levelName(c, row)}<small>${way(c, row)}</small>
${marks.filter((mark) => mark.kind === 'calm').map((mark) => html`<small>${mark.text}</small>`)}</div></td>
<td data-label="${list.open}" class="figure">${format.money(row.openCents, row.currency)}</td>
${charges(c, row)}</tr>`;
}

function tick(c: Request, row: ProposalView, isOn: boolean): Html {
  return html`<td class="tick"><label><input type="checkbox" name="proposal" value="${tickValue(row)}"
 data-currency="${row.currency}" data-cents="${row.amounts?.totalCents ?? row.openCents}" ${isOn ? 'checked' : ''}>
<span class="unseen">${c.get('words').list.tick(row.customer.name)}</span></label></td>`;
}

function invoiceLinks(c: Request, row: ProposalView): Html {
  const { list } = c.get('words');
  const moving = row.lines.filter((line) => line.reachedOn !== null || row.level === null);
  const listed = row.lines.length - moving.length;
  const links = moving
    .slice(0, NUMBERS_AT_MOST)
    .map((line) => html`<a class="number" href="${invoicePath(line.invoice)}">${line.invoice}</a> `);
  const more = moving.length - links.length;
  return html`<span>${links}${more > 0 ? list.more(more) : ''}${listed > 0 ? ` + ${list.alsoListed(listed)}` : ''}</span>`;
}

export function invoicePath(number: string): string {
  return `/invoices/${encodeURIComponent(number)}`;
}

export function levelName(c: Request, row: Pick<ProposalView, 'level'>): Html {
  if (row.level === null) return html`<span class="level">${c.get('words').list.statement}</span>`;
  return html`<span class="level"><b>${row.level.position}</b> ${row.level.name}</span>`;
}

function way(c: Request, row: ProposalView): string {
  const { list } = c.get('words');
  return row.wayOut.channel === null ? list.noWayOut : list.by[row.wayOut.channel];
}

function charges(c: Request, row: ProposalView): Html {
  const { list } = c.get('words');
  const { money } = c.get('format');
  if (row.amounts === null) {
    const cell = (label: string) => html`<td data-label="${label}" class="figure">–</td>`;
    return html`${cell(list.charges)}${cell(list.total)}`;
  }
  const { carriedCents, compensationCents, interestCents, totalCents } = row.amounts;
  const parts: [(amount: string) => string, number][] = [
    [list.carried, carriedCents],
    [list.compensation, compensationCents],
    [list.ofInterest, interestCents],
  ];
  const chargesCents = totalCents - row.openCents;
  const shown = parts.filter(([, cents]) => cents > 0 && cents !== chargesCents);
  return html`<td data-label="${list.charges}" class="figure"><div>${figure(c, chargesCents, row.currency)}
${shown.map(([word, cents]) => html`<small>${word(money(cents, row.currency))}</small>`)}</div></td>
<td data-label="${list.total}" class="figure total">${money(totalCents, row.currency)}</td>`;
}

/** A charge that is not made is a dash: a column of 0.00 hides the few that matter. */
function figure(c: Request, cents: number, currency: string): string {
  return cents === 0 ? '–' : c.get('format').money(cents, currency);
}

export interface RowNote {
  kind: 'bad' | 'warn' | 'calm';
  text: string;
}

/** What to mind about a proposal, the worst first. */
export function rowNotes(c: Request, row: ProposalView): RowNote[] {
  const { list } = c.get('words');
  const { money, day } = c.get('format');
  const language = c.get('language');
  const notes: RowNote[] = [];
  if (row.against?.kind === 'withdraw') notes.push({ kind: 'bad', text: reasonText(row.against.reason, language) });
  if (row.against?.kind === 'reopen') notes.push({ kind: 'bad', text: reopenText(row.against.reason, language) });
  for (const channel of row.wayOut.missing) notes.push({ kind: 'bad', text: list.noAddress[channel] });
  if (row.reopened !== null) notes.push({ kind: 'warn', text: reopenText(row.reopened, language) });
  if (row.firstApproval !== null) notes.push({ kind: 'warn', text: list.firstApproval(row.firstApproval.by) });
  if (row.secondNeeded !== null) notes.push({ kind: 'warn', text: fourEyesText(row.secondNeeded, language) });
  if (row.unmatchedCents > 0) {
    notes.push({ kind: 'warn', text: list.unmatched(money(row.unmatchedCents, row.currency)) });
  }
  const unknownFrom = row.amounts?.interestUnknownFrom ?? null;
  if (unknownFrom !== null) notes.push({ kind: 'warn', text: list.ratesUnknown(day(unknownFrom)) });
  if (row.byHand) notes.push({ kind: 'calm', text: list.byHand });
  if (row.lastNotice !== null) {
    notes.push({ kind: 'calm', text: list.lastNotice(row.lastNotice.levelName, day(row.lastNotice.issuedOn)) });
  }
  return notes;
}

export function noteList(c: Request, row: ProposalView): Html | string {
  return markList(rowNotes(c, row));
}

function markList(marks: readonly RowNote[]): Html | string {
  if (marks.length === 0) return '';
  return html`<ul class="marks">${marks.map(({ kind, text }) => html`<li class="${kind}">${text}</li>`)}</ul>`;
}
