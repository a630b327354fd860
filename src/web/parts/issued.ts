// What was issued today and where each notice is now.

import { html } from 'hono/html';
import type { DeliverySummary } from '../../app/insight/today.ts';
import { type DeliveryState, UNDELIVERED_STATES } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { IssuedRow } from '../../db/proposal-outcomes.ts';
import { type Html, type Request, visitOf } from '../web.ts';

export function issuedToday(c: Request, summary: DeliverySummary): Html | string {
  const { today: words } = c.get('words');
  if (summary.issued === 0 && summary.waiting === 0) return '';
  const waiting = html`<p class="row">${words.waitingToIssue(summary.waiting)} <a href="/">${words.refresh}</a></p>`;
  return html`<section aria-labelledby="issued"><h2 id="issued">${words.issued}</h2>
${summary.waiting === 0 ? '' : waiting}
${summary.issued === 0 ? html`<p>${words.none}</p>` : issuedTable(c, summary)}</section>`;
}

function issuedTable(c: Request, { issued, deliveries, latest }: DeliverySummary): Html {
  const { today: words, list } = c.get('words');
  const counts = Object.entries(deliveries) as [DeliveryState, number][];
  const states = counts.map(([state, count]) => `${count} ${deliveryWord(c, state)}`);
  return html`<p>${[words.issuedCount(issued), ...states].join(' · ')}</p>
<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.notice}</th><th scope="col">${list.customer}</th>
<th scope="col">${list.level}</th><th scope="col" class="figure">${list.total}</th><th scope="col">${words.delivery}</th></tr></thead>
<tbody>${latest.map((row) => issuedRow(c, row))}</tbody></table></div>
${issued > latest.length ? html`<p>${list.more(issued - latest.length)}</p>` : ''}`;
}

function issuedRow(c: Request, row: IssuedRow): Html {
  const { today: words, list } = c.get('words');
  return html`<tr><th scope="row"><span>${noticeNumberText(row.number)}</span><small>${noticeLinks(c, row.number)}</small></th>
<td data-label="${list.customer}">${row.customerName}</td><td data-label="${list.level}">${row.levelName ?? list.statement}</td>
<td data-label="${list.total}" class="figure">${c.get('format').money(row.totalCents, row.currency)}</td>
<td data-label="${words.delivery}">${deliveryCell(c, row)}</td></tr>`;
}

function deliveryCell(c: Request, { deliveryState: state, channel, deliveryReason }: IssuedRow): Html | string {
  const { today: words, list } = c.get('words');
  if (state === null || channel === null) return words.notSent;
  const isBad = UNDELIVERED_STATES.includes(state);
  return html`<div>${list.by[channel]}: <span class="${isBad ? 'bad' : ''}">${deliveryWord(c, state)}</span>
${isBad && deliveryReason !== null ? html`<small>${deliveryReason}</small>` : ''}</div>`;
}

/** The stored letter and mail of a notice. */
export function noticeLinks(c: Request, number: number): Html {
  const { today: words } = c.get('words');
  const path = `/preview/notices/${number}`;
  return html`<a href="${path}/letter.pdf" target="_blank" rel="noopener">${words.letter}</a>
<a href="${path}/mail" target="_blank" rel="noopener">${words.mail}</a>`;
}

/** A delivery's state; what the outbox took is not called sent, for nothing left the machine. */
export function deliveryWord(c: Request, state: DeliveryState): string {
  const words = c.get('words');
  return state === 'sent' && !visitOf(c).house.leavesMachine ? words.inOutbox : words.deliveryStates[state];
}
