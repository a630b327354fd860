// Deliveries in a table: notice, customer, way and address, state with its receipt; for letters at a provider the way
// back and the price.

import { html } from 'hono/html';
import type { DeliveryLine } from '../../app/notices/list-deliveries.ts';
import type { Html, Request } from '../web.ts';
import { textField } from './fields.ts';
import { deliveryWord, noticeLinks } from './issued.ts';
import { customerPath } from './ledger.ts';

export function deliveryTable(c: Request, rows: readonly DeliveryLine[], mayChange: boolean): Html {
  const { delivery: words, list } = c.get('words');
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.outbox}</caption><thead><tr>
<th scope="col">${words.notice}</th><th scope="col">${list.customer}</th><th scope="col">${words.to}</th>
<th scope="col">${words.state}</th><th scope="col">${words.receipt}</th></tr></thead>
<tbody>${rows.map((row) => deliveryRow(c, row, mayChange))}</tbody></table></div>`;
}

function deliveryRow(c: Request, row: DeliveryLine, mayChange: boolean): Html {
  const { delivery: words, list } = c.get('words');
  const { instant } = c.get('format');
  const to = row.recipients.to.length === 0 ? '' : html`<small class="break">${row.recipients.to.join(', ')}</small>`;
  const isBad = ['failed', 'bounced', 'complained', 'needs_review', 'unknown'].includes(row.state);
  const when = row.settledAt ?? row.sentAt;
  const waits = row.state === 'approved' && row.notBefore !== null ? words.notBefore(instant(row.notBefore)) : null;
  return html`<tr><th scope="row" class="narrow"><span>${row.noticeText}</span><small>${noticeLinks(c, row.notice ?? 0)}</small></th>
<td data-label="${list.customer}"><a class="plainly" href="${customerPath(row.customer)}">${row.customerName}</a></td>
<td data-label="${words.to}"><div>${list.by[row.channel]}${row.round > 1 ? ` (${row.round})` : ''}${to}${letterLink(c, row)}</div></td>
<td data-label="${words.state}"><div><span class="${isBad ? 'bad' : ''}">${deliveryWord(c, row.state)}</span>
<small>${when === null ? (waits ?? instant(row.at)) : instant(when)}</small>${row.reason === null ? '' : html`<small class="break">${row.reason}</small>`}</div></td>
<td data-label="${words.receipt}" class="break"><div>${receipt(c, row)}${mayChange ? atProvider(c, row) : ''}</div></td></tr>`;
}

/** Where its postal address is shown, and corrected. */
function letterLink(c: Request, row: DeliveryLine): Html | string {
  if (row.channel !== 'letter') return '';
  const text = c.get('words').delivery.postalAddress;
  return html`<small><a href="/delivery/letters/${row.id}">${text}<span class="unseen"> ${row.noticeText}</span></a></small>`;
}

/** Who took it, and under which number he knows it. */
function receipt(c: Request, { transport, reference, attempts }: DeliveryLine): Html | string {
  if (transport === null) return '–';
  const { delivery: words } = c.get('words');
  return html`${transport}${reference === null ? '' : html`<small class="break">${reference}</small>`}
${attempts > 1 ? html`<small>${words.attempts(attempts)}</small>` : ''}`;
}

/** A letter that somebody prints for us: what it costs, and back with it. */
function atProvider(c: Request, row: DeliveryLine): Html | string {
  const isTaken = row.channel === 'letter' && row.state === 'sent' && row.reference !== null;
  if (!isTaken || row.transport === 'outbox') return '';
  const { delivery: words } = c.get('words');
  const field = { name: 'reason', label: words.reason, value: '', problems: {}, scope: row.id };
  return html`<form method="post" action="/delivery/price"><input type="hidden" name="notice" value="${row.notice}">
<button class="quiet">${words.askPrice}<span class="unseen"> ${row.noticeText}</span></button></form>
<details><summary>${words.recall}<span class="unseen"> ${row.noticeText}</span></summary><form method="post" action="/delivery/recall" novalidate>
<input type="hidden" name="delivery" value="${row.id}">${textField(field)}<button>${words.recallButton}</button></form></details>`;
}
