// Invoices in a table: number, customer, due date, level, what is open, and where each stands.

import { html } from 'hono/html';
import type { LedgerLine } from '../../app/insight/ledger.ts';
import type { Standing } from '../../app/insight/standings.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { reasonText } from '../../core/reason-text.ts';
import type { Html, Request } from '../web.ts';
import { invoicePath } from './proposals.ts';

/** Held by a person or a failure, not by the calendar: shown in red. */
export const STOPPED: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'dunning_suspended',
  'customer_blocked',
  'invoice_paused',
  'disputed',
  'undelivered',
]);

export interface LedgerTableParts {
  rows: readonly LedgerLine[];
  caption: string;
  hasTicks?: boolean;
  /** Left out on the page of the customer himself. */
  hasCustomer?: boolean;
}

export function ledgerTable(
  c: Request,
  { rows, caption, hasTicks = false, hasCustomer = true }: LedgerTableParts,
): Html {
  const { ledger, list, today } = c.get('words');
  const tickHead = html`<th scope="col" class="tick"><label><input type="checkbox" disabled>
<span class="unseen">${today.tickPage}</span></label></th>`;
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${caption}</caption>
<thead><tr>${hasTicks ? tickHead : ''}<th scope="col">${ledger.number}</th>
${hasCustomer ? html`<th scope="col">${list.customer}</th>` : ''}<th scope="col">${ledger.due}</th>
<th scope="col">${ledger.level}</th><th scope="col" class="figure">${list.open}</th>
<th scope="col">${ledger.standing}</th></tr></thead>
<tbody>${rows.map((row) => ledgerRow(c, row, hasTicks, hasCustomer))}</tbody></table></div>`;
}

function ledgerRow(c: Request, row: LedgerLine, hasTicks: boolean, hasCustomer: boolean): Html {
  const { ledger, list } = c.get('words');
  const { money, day } = c.get('format');
  return html`<tr>${hasTicks ? tick(c, row) : ''}
<th scope="row" class="narrow"><a class="number" href="${invoicePath(row.number)}">${row.number}</a>
${row.kind === 'credit_note' ? html`<small>${ledger.creditNote}</small>` : ''}</th>
${hasCustomer ? customerCell(c, row) : ''}
<td data-label="${ledger.due}"><div>${day(row.dueDate)}${row.daysOverdue > 0 ? html`<small class="warn narrow">${list.overdue(row.daysOverdue)}</small>` : ''}</div></td>
<td data-label="${ledger.level}">${row.levelName === null ? '–' : html`<span class="level"><b>${row.passedPosition}</b> ${row.levelName}</span>`}</td>
<td data-label="${list.open}" class="figure"><div>${row.openCents === 0 ? html`<span class="good">${ledger.paid}</span>` : money(row.openCents, row.currency)}
${row.openCents === row.grossCents ? '' : html`<small>/ ${money(row.grossCents, row.currency)}</small>`}</div></td>
<td data-label="${ledger.standing}" class="notes"><div>${standingCell(c, row.standing)}</div></td></tr>`;
}

function customerCell(c: Request, row: LedgerLine): Html {
  return html`<td data-label="${c.get('words').list.customer}"><div>
<a class="plainly" href="${customerPath(row.customerNumber)}">${row.customerName}</a><small>${row.customerNumber}</small></div></td>`;
}

function tick(c: Request, row: LedgerLine): Html {
  return html`<td class="tick"><label><input type="checkbox" name="invoice" value="${row.number}"
 data-currency="${row.currency}" data-cents="${row.openCents}">
<span class="unseen">${c.get('words').list.tick(row.number)}</span></label></td>`;
}

/** The verdict in words; where something holds the invoice back, also the step that would follow. */
export function standingCell(c: Request, standing: Standing | null): Html | string {
  if (standing === null) return '';
  const { ledger } = c.get('words');
  const { verdict, next, proposalId } = standing;
  if (proposalId !== null) {
    const what = verdict.kind === 'proposed' && verdict.level !== null ? html`<small>${verdict.level}</small>` : '';
    return html`<a href="/proposals/${proposalId}">${ledger.waits}</a>${what}`;
  }
  if (verdict.kind === 'proposed') {
    return verdict.level === null ? ledger.dueStatement : ledger.dueNow(verdict.level);
  }
  const isStopped = STOPPED.has(verdict.reason.code);
  const step =
    isStopped && next !== null
      ? html`<small>${ledger.nextStep(next.level, c.get('format').day(next.reachedOn))}</small>`
      : '';
  return html`<span class="${isStopped ? 'bad' : ''}">${reasonText(verdict.reason, c.get('language'))}</span>${step}`;
}

export function customerPath(number: string): string {
  return `/customers/${encodeURIComponent(number)}`;
}
