// The amounts of one notice and the invoices on it, line by line.

import { html } from 'hono/html';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import type { Html, Request } from '../web.ts';
import { invoicePath } from './proposals.ts';

/** Principal, charges and total; charges that are not made are left out. */
export function amountsTable(c: Request, { amounts, openCents, currency }: ProposalView): Html {
  const { proposal: words } = c.get('words');
  const { money, day } = c.get('format');
  const line = (label: string, cents: number) =>
    html`<tr><th scope="row">${label}</th><td class="figure">${money(cents, currency)}</td></tr>`;
  if (amounts === null) return html`<table class="plain"><tbody>${line(words.principal, openCents)}</tbody></table>`;
  const charges: [string, number][] = [
    [words.fee, amounts.feeCents],
    [words.carried, amounts.carriedCents],
    [words.interest, amounts.interestCents],
    [words.compensation, amounts.compensationCents],
  ];
  return html`<table class="plain"><tbody>${line(words.principal, openCents)}
${charges.filter(([, cents]) => cents !== 0).map(([label, cents]) => line(label, cents))}</tbody>
<tfoot>${line(words.total, amounts.totalCents)}
<tr><th scope="row">${words.payBy}</th><td class="figure">${day(amounts.deadline)}</td></tr></tfoot></table>`;
}

export function linesTable(c: Request, view: ProposalView): Html {
  const { proposal: words, list } = c.get('words');
  const { money, day } = c.get('format');
  const rows = view.lines.map(
    (line) => html`<tr><th scope="row"><a class="number" href="${invoicePath(line.invoice)}">${line.invoice}</a>
<small>${line.reachedOn === null ? (view.level === null ? '' : words.listedOnly) : `${words.reaches}: ${day(line.reachedOn)}`}</small></th>
<td data-label="${words.dueOn}">${day(line.dueDate)}</td>
<td data-label="${words.overdueDays}" class="figure">${line.daysOverdue}</td>
<td data-label="${list.open}" class="figure">${money(line.openCents, view.currency)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.invoice}</th>
<th scope="col">${words.dueOn}</th><th scope="col" class="figure">${words.overdueDays}</th>
<th scope="col" class="figure">${list.open}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
