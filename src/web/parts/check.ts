// Check your answers: what a decision would concern in counts and sums, what it means, what to look at first, and the
// fields it needs.

import { html } from 'hono/html';
import type { Selection } from '../../app/insight/list-proposals.ts';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { type DecideFields, decisionFields } from '../decision-form.ts';
import type { DecisionKind } from '../flash.ts';
import type { Problems } from '../forms.ts';
import { type Html, type Request, visitOf } from '../web.ts';
import { errorSummary } from './fields.ts';
import { note } from './note.ts';
import { proposalTable, rowNotes, tickValue } from './proposals.ts';
import { selectionSums } from './sums.ts';

/** Rows that are listed; thousands are counted and summed, not shown. */
const ROWS_AT_MOST = 100;
const LOOKS_AT_MOST = 20;

export interface CheckParts {
  kind: DecisionKind;
  selection: Selection;
  /** Higher levels to choose from; of a single proposal only. */
  levels: readonly { id: number; name: string }[];
  fields: Pick<DecideFields, 'until' | 'remark' | 'levelId' | 'waiveFee'>;
  problems: Problems;
  refusal: string | null;
  /** The list to come back to: its query and its address. */
  back: { list: string; path: string };
}

export function checkPage(c: Request, parts: CheckParts): Html {
  const { kind, selection, levels, fields, problems, refusal, back } = parts;
  const { decisions, errors, list } = c.get('words');
  const { rows, sums, gone, left } = selection;
  if (rows.length === 0) {
    return html`<h1>${decisions.nothingLeft}</h1><p><a class="button" href="${back.path}">${errors.home}</a></p>`;
  }
  const shown = rows.slice(0, ROWS_AT_MOST);
  const hasFee = rows.some((row) => (row.amounts?.feeCents ?? 0) > 0);
  return html`<h1>${decisions.ask[kind](rows.length)}</h1>
${refusal === null ? '' : note('bad', errors.refused.title, html`<p>${refusal}</p>`)}
${errorSummary(c, problems)}
${gone.length === 0 ? '' : note('warn', decisions.gone(gone.length))}
${left === 0 ? '' : note('warn', c.get('words').proposalList.left(left, rows.length))}
<p class="lead">${meaning(c, kind)}</p>
<div class="beside">${selectionSums(c, sums)}
<form method="post" action="/decisions" class="card" novalidate>
<input type="hidden" name="do" value="${kind}"><input type="hidden" name="list" value="${back.list}">
<input type="hidden" name="seen" value="${rows.map(tickValue).join('-')}">
${decisionFields(c, { kind, fields, problems, levels, proposedLevel: rows[0]?.level?.name ?? '', hasFee })}
<div class="row"><button class="primary">${decisions.confirm[kind](rows.length)}</button>
<a href="${back.path}">${decisions.cancel}</a></div></form></div>
${kind === 'approve' ? lookFirst(c, rows) : ''}
<section aria-labelledby="rows"><h2 id="rows">${decisions.theRows}</h2>${proposalTable(c, shown, { ticks: 'none', ask: null })}
${rows.length > shown.length ? html`<p>${list.more(rows.length - shown.length)}</p>` : ''}</section>`;
}

export function meaning(c: Request, kind: DecisionKind): string {
  const { decisions } = c.get('words');
  const staysHere = kind === 'approve' && !visitOf(c).house.leavesMachine;
  return staysHere ? decisions.meansOutbox : decisions.means[kind];
}

/** Proposals that something speaks against, before somebody approves them with the others. */
function lookFirst(c: Request, rows: readonly ProposalView[]): Html | string {
  const { decisions, list } = c.get('words');
  const doubtful = rows.flatMap((row) => {
    const reasons = rowNotes(c, row).filter((one) => one.kind !== 'calm');
    return reasons.length === 0 ? [] : [{ row, text: reasons.map((one) => one.text).join(' · ') }];
  });
  if (doubtful.length === 0) return '';
  const shown = doubtful.slice(0, LOOKS_AT_MOST);
  const items = shown.map(
    ({ row, text }) => html`<li><a href="/proposals/${row.id}">${row.customer.name}</a>: ${text}</li>`,
  );
  const more = doubtful.length - shown.length;
  return note('warn', decisions.look, html`<ul>${items}</ul>${more > 0 ? html`<p>${list.more(more)}</p>` : ''}`);
}
