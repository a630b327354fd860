// Problems of delivery with the ways out of each, and the letters to print and post, by batch.

import { html } from 'hono/html';
import type { listPrintQueue } from '../../app/letters/print-queue.ts';
import type { deliveryProblems } from '../../app/notices/problems.ts';
import type { ProblemAction } from '../../core/delivery-problem.ts';
import type { Html, Request } from '../web.ts';
import { textField } from './fields.ts';
import { deliveryWord } from './issued.ts';
import { customerPath } from './ledger.ts';
import { note } from './note.ts';

type Problem = Awaited<ReturnType<typeof deliveryProblems>>[number];
type Queue = Awaited<ReturnType<typeof listPrintQueue>>;

export function problemCards(c: Request, problems: readonly Problem[], mayChange: boolean): Html {
  const { delivery: words } = c.get('words');
  const cards = problems.map((problem) => problemCard(c, problem, mayChange));
  return html`<section aria-labelledby="problems"><h2 id="problems">${words.problems}</h2>
${cards.length === 0 ? html`<div class="empty"><p>${words.noProblems}</p></div>` : cards}</section>`;
}

function problemCard(c: Request, problem: Problem, mayChange: boolean): Html {
  const { list } = c.get('words');
  const to = problem.to.length === 0 ? '' : html` · <span class="break">${problem.to.join(', ')}</span>`;
  return html`<article class="card"><header class="over-table"><h3>${problem.notice}
 · <a href="${customerPath(problem.customer)}">${problem.customerName}</a></h3><span>${c.get('format').instant(problem.at)}</span></header>
<p><span class="bad">${list.by[problem.channel]}: ${deliveryWord(c, problem.state)}</span>${to}</p>
${problem.reason === null ? '' : html`<p class="break">${problem.reason}</p>`}
${mayChange ? problem.actions.map((action, index) => way(c, problem, action, index === 0)) : ''}</article>`;
}

/** One way out: what only needs a click is a button, the others open their fields. */
function way(c: Request, problem: Problem, action: ProblemAction, isFirst: boolean): Html {
  const { delivery: words } = c.get('words');
  const scope = `${action}-${problem.delivery}`;
  const hidden = html`<input type="hidden" name="delivery" value="${problem.delivery}">
<input type="hidden" name="notice" value="${problem.notice}">`;
  const field = (name: string, label: string, value = '') => textField({ name, label, value, problems: {}, scope });
  const form = (body: Html) => html`<form method="post" action="/delivery/problems" novalidate>${hidden}${body}</form>`;
  const fold = (body: Html) =>
    html`<details ${isFirst ? 'open' : ''} ><summary>${words.actions[action]}</summary>${form(body)}</details>`;
  const button = (value: string, label: string) => html`<button name="do" value="${value}">${label}</button>`;
  switch (action) {
    case 'correct_address':
      return fold(html`${field('to', words.address, problem.to.join(', '))}<p class="field check"><input type="checkbox"
 id="${scope}-remember" name="remember" value="on" checked> <label for="${scope}-remember">${words.remember}</label></p>${button(action, words.sendButton)}`);
    case 'correct_letter':
      return html`<p><a class="button" href="/delivery/letters/${problem.delivery}">${words.actions[action]}</a></p>`;
    case 'send_as_letter':
      return form(button(action, words.letterButton));
    case 'send_again':
      return form(button(action, words.againButton));
    case 'review':
      return fold(html`<p>${words.reviewHint}</p>${field('reason', words.reason)}
<div class="row">${button('arrived', words.arrived)}${button('not_arrived', words.notArrived)}${button('review_again', words.sendAgain)}</div>`);
    case 'accept':
      return fold(html`${field('reason', words.reason)}${button(action, words.acceptButton)}`);
  }
}

export function queueCard(c: Request, { byHand, rows }: Queue, mayChange: boolean): Html {
  const { delivery: words } = c.get('words');
  const unprinted = rows.filter((row) => row.batch === null);
  const batches = Map.groupBy(
    rows.filter((row) => row.batch !== null),
    (row) => row.batch ?? 0,
  );
  const print = html`<form method="post" action="/delivery/print"><button class="primary">${words.print(unprinted.length)}</button></form>`;
  const waiting = html`<article class="card"><h3>${words.unprinted(unprinted.length)}</h3>${lettersTable(c, unprinted)}${mayChange ? print : ''}</article>`;
  return html`<section aria-labelledby="queue"><h2 id="queue">${words.queue}</h2>
${rows.length === 0 ? html`<div class="empty"><p>${byHand ? words.queueEmpty : words.byProvider}</p></div>` : ''}
${unprinted.length === 0 ? '' : waiting}${[...batches].map(([id, own]) => batchCard(c, id, own, mayChange))}</section>`;
}

function batchCard(c: Request, id: number, rows: Queue['rows'], mayChange: boolean): Html {
  const { delivery: words } = c.get('words');
  const [first] = rows;
  const stopped = rows.filter((row) => row.stopped).length;
  const posted = html`<form method="post" action="/delivery/batches/${id}/posted"><button>${words.postedButton}</button></form>`;
  const printed =
    first?.printedAt == null ? '' : words.printedBy(first.printedBy ?? '', c.get('format').instant(first.printedAt));
  return html`<article class="card"><h3>${words.batch(id, rows.length)} <small>${printed}</small></h3>
${stopped === 0 ? '' : note('warn', words.stoppedNote(stopped))}${lettersTable(c, rows)}
<div class="row"><a class="button" href="/preview/batches/${id}/letters.pdf" target="_blank" rel="noopener">${words.pdf}</a>${mayChange ? posted : ''}</div></article>`;
}

function lettersTable(c: Request, rows: Queue['rows']): Html {
  const { delivery: words } = c.get('words');
  const lines = rows.map(
    (
      row,
    ) => html`<tr><th scope="row" class="narrow">${row.notice}</th><td><a href="${customerPath(row.customer)}">${row.customerName}</a>
<small>${row.place}</small></td><td class="figure">${words.pages(row.pages)}${row.stopped ? html`<small class="bad">${words.stopped}</small>` : ''}</td></tr>`,
  );
  return html`<table class="plain notices"><tbody>${lines}</tbody></table>`;
}
