// The facts of an invoice, and the verdict on it with its next step.

import { html } from 'hono/html';
import type { InvoiceView } from '../../app/insight/invoice-view.ts';
import type { WhyAnswer } from '../../app/insight/why.ts';
import { gateText, reasonText } from '../../core/reason-text.ts';
import { type Html, type Request, visitOf } from '../web.ts';
import { customerPath } from './ledger.ts';
import { invoicePath } from './proposals.ts';

export function invoiceFacts(c: Request, view: InvoiceView): Html {
  const { invoice: words, list } = c.get('words');
  const { money, day } = c.get('format');
  const amount = (cents: number) => money(cents, view.currency);
  const fact = (name: string, value: Html | string): [string, Html | string] => [name, value];
  const facts = [
    fact(
      words.customer,
      html`<a href="${customerPath(view.customer.number)}">${view.customer.name}</a> (${view.customer.number})`,
    ),
    fact(words.plan, view.planName),
    fact(words.issued, day(view.issuedOn)),
    fact(words.due, html`${day(view.dueDate)}${view.daysOverdue > 0 ? ` · ${list.overdue(view.daysOverdue)}` : ''}`),
    fact(words.gross, amount(view.grossCents)),
    fact(words.paid, amount(view.paidCents)),
    fact(words.open, html`<strong>${amount(view.openCents)}</strong>`),
    ...(view.creditFor === null ? [] : [fact(words.creditFor, invoiceLink(view.creditFor))]),
    ...view.credits.map((credit) =>
      fact(words.credit, html`${invoiceLink(credit.number)} ${amount(credit.grossCents)}`),
    ),
    ...(view.paymentReference === null ? [] : [fact(words.reference, view.paymentReference)]),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function invoiceLink(number: string): Html {
  return html`<a class="number" href="${invoicePath(number)}">${number}</a>`;
}

/** The verdict in a sentence, the next step with its day, and what the answer rests on. */
export function verdict(c: Request, answer: WhyAnswer): Html {
  const { invoice: words, why } = c.get('words');
  const { day, instant } = c.get('format');
  const { basis, next } = answer;
  const now = visitOf(c).house.today;
  const step =
    next === null
      ? words.noNext
      : (next.reachedOn > now ? words.next : words.nextPassed)(next.level, day(next.reachedOn));
  const ground = basis.kind === 'now' ? why.basisNow : why.basisRun(instant(basis.at), starter(c, basis));
  return html`${stopped(c, answer)}
<p class="verdict">${sentence(c, answer)}</p><p>${step}</p><p><small>${ground}</small></p>`;
}

/** What the run of today said, in one paragraph. */
export function verdictOfRun(c: Request, answer: WhyAnswer): Html {
  const { basis } = answer;
  if (basis.kind === 'now') throw new Error('the verdict of a run rests on a run');
  const title = c.get('words').why.runToday(c.get('format').time(basis.at), starter(c, basis));
  return html`${stopped(c, answer)}<p><b>${title}</b> ${sentence(c, answer)}</p>`;
}

function starter(c: Request, { trigger, startedBy }: { trigger: string; startedBy: string }): string {
  return trigger === 'person' ? c.get('words').today.runBy.person(startedBy) : startedBy;
}

function stopped(c: Request, { gate }: WhyAnswer): Html | string {
  return gate === null ? '' : html`<p class="bad">${gateText(gate, c.get('language'))}</p>`;
}

function sentence(c: Request, { verdict: found }: WhyAnswer): string {
  const { invoice: words } = c.get('words');
  if (found.kind === 'held') return reasonText(found.reason, c.get('language'));
  return found.level === null ? words.proposedStatement : words.proposed(found.level);
}
