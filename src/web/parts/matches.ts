// Bank bookings that wait for a person: what the bank said, what it may be about, and every way to decide.

import { html } from 'hono/html';
import type { MatchPage } from '../../app/matching/list.ts';
import type { BankEntryView, CandidateView } from '../../app/matching/view.ts';
import { DOUBTS, type Doubt } from '../../core/match-types.ts';
import type { Html, Request } from '../web.ts';
import { customerPath } from './ledger.ts';
import { invoicePath } from './proposals.ts';

export function matchCards(c: Request, { rows, counts }: MatchPage, mayChange: boolean): Html {
  const { payments: words } = c.get('words');
  const waiting = (counts.asked ?? 0) + (counts.unmatched ?? 0);
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="matches"><h2 id="matches">${words.matches} <span class="tag">${waiting}</span></h2>
${rows.map((row) => matchCard(c, row, mayChange))}</section>`;
}

function matchCard(c: Request, entry: BankEntryView, mayChange: boolean): Html {
  const { payments: words } = c.get('words');
  const { money, day } = c.get('format');
  const doubt = DOUBTS.find((one): one is Doubt => one === entry.because);
  return html`<article class="card match"><header class="over-table"><h3>${money(entry.amountCents, entry.currency)}
<span>${entry.payerName ?? words.unknownPayer}</span></h3><span>${day(entry.bookedOn)}</span></header>
<p class="break">${entry.text}</p>${doubt === undefined ? '' : html`<p class="warn">${words.doubts[doubt]}</p>`}
${entry.candidates.length === 0 ? html`<p>${words.noSuggestion}</p>` : ''}
${entry.candidates.map((candidate, index) => suggestion(c, entry, candidate, index, mayChange))}
${mayChange ? otherWays(c, entry) : ''}</article>`;
}

function suggestion(
  c: Request,
  entry: BankEntryView,
  candidate: CandidateView,
  index: number,
  mayChange: boolean,
): Html {
  const { payments: words } = c.get('words');
  const { money } = c.get('format');
  const lines = candidate.lines.map(
    (
      line,
    ) => html`<li><a class="number" href="${invoicePath(line.invoice)}">${line.invoice}</a> ${money(line.cents, entry.currency)}
<small>${words.ofOpen(money(line.openCents, entry.currency))}
${line.writeOffCents === 0 ? '' : words.writeOff(money(line.writeOffCents, entry.currency))}</small></li>`,
  );
  const form = html`<form method="post" action="/payments/matches/${entry.id}">${hidden(entry)}
<input type="hidden" name="candidate" value="${index}"><button name="do" value="candidate" ${index === 0 ? 'class=primary' : ''}>${words.confirm}</button></form>`;
  return html`<div class="suggestion"><div><a href="${customerPath(candidate.customer.number)}">${candidate.customer.name}</a>
<small>${words.rules[candidate.rule]}</small><ul>${lines}</ul></div>${mayChange ? form : ''}</div>`;
}

function hidden(entry: BankEntryView): Html {
  return html`<input type="hidden" name="version" value="${entry.version}">`;
}

function otherWays(c: Request, entry: BankEntryView): Html {
  const { payments: words } = c.get('words');
  const id = `number-${entry.id}`;
  return html`<details><summary>${words.orElse}</summary><form method="post" action="/payments/matches/${entry.id}" class="filters" novalidate>
${hidden(entry)}<label for="${id}"><span>${words.onInvoice} / ${words.assign}</span><input id="${id}" name="number" type="text" autocomplete="off"></label>
<button name="do" value="invoice">${words.bookButton}</button><button name="do" value="customer">${words.assignButton}</button>
<button name="do" value="refuse" class="quiet">${words.refuseMatch}</button></form></details>`;
}
