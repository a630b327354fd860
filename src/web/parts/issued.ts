// What was issued today and where each notice is now.

import { html } from 'hono/html';
import type { DeliverySummary } from '../../app/insight/today.ts';
import { DELIVERY_STATES, type DeliveryState, OPEN_DELIVERY_STATES, UNDELIVERED_STATES } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { IssuedRow } from '../../db/proposal-outcomes.ts';
import { type Html, type Request, visitOf } from '../web.ts';

/** Where the day stands; `../script/progress.js` keeps it up to date while the page is open. */
export function issuedToday(c: Request, summary: DeliverySummary, mark: string): Html {
  const { today: words, proposalList } = c.get('words');
  const { line, done, total } = progressLine(c, summary);
  const isNothing = total === 0 ? 'hidden' : '';
  const { search } = new URL(c.req.url);
  return html`<section id="work" data-progress="/progress" data-list="${mark}" aria-labelledby="issued" ${isNothing}>
<h2 id="issued">${words.issued}</h2>
<p class="row"><span class="line" role="status">${line}</span>
<progress max="${Math.max(1, total)}" value="${done}" aria-label="${words.issued}" ${done === total ? 'hidden' : ''}></progress>
${underWay(summary) === 0 ? '' : html`<a class="again" href="/">${words.refresh}</a>`}</p>
<div class="scroll" ${summary.issued === 0 ? 'hidden' : ''}><table class="rows"><thead><tr><th scope="col">${words.notice}</th>
<th scope="col">${list(c).customer}</th><th scope="col">${list(c).level}</th><th scope="col" class="figure">${list(c).total}</th>
<th scope="col">${words.delivery}</th></tr></thead><tbody>${issuedRows(c, summary)}</tbody></table></div></section>
<p class="fresh" role="status" hidden><span>${proposalList.changed}</span> <a class="button primary" href="/${search}">${proposalList.show}</a></p>`;
}

const list = (c: Request) => c.get('words').list;

/** Notices that are still to be issued or on their way. */
export function underWay({ waiting, deliveries }: DeliverySummary): number {
  return waiting + OPEN_DELIVERY_STATES.reduce((sum, state) => sum + (deliveries[state] ?? 0), 0);
}

/** What was done of what was approved, in words and as figures of a bar. */
export function progressLine(c: Request, summary: DeliverySummary): { line: string; done: number; total: number } {
  const { today: words } = c.get('words');
  const { waiting, issued, deliveries } = summary;
  const states = (Object.entries(deliveries) as [DeliveryState, number][])
    .toSorted(([a], [b]) => DELIVERY_STATES.indexOf(a) - DELIVERY_STATES.indexOf(b))
    .map(([state, count]) => `${count} ${deliveryWord(c, state)}`);
  const counted = issued === 0 ? [words.none] : [words.issuedCount(issued), ...states];
  const line = [...(waiting === 0 ? [] : [words.waitingToIssue(waiting)]), ...counted].join(' · ');
  const total = waiting + issued;
  return { line, total, done: Math.max(0, total - underWay(summary)) };
}

export function issuedRows(c: Request, { issued, latest }: DeliverySummary): Html {
  const more = issued - latest.length;
  return html`${latest.map((row) => issuedRow(c, row))}
${more > 0 ? html`<tr><td colspan="5">${list(c).more(more)}</td></tr>` : ''}`;
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
