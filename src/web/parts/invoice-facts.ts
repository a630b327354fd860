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
  const { invoice: words, why, today } = c.get('words');
  const { day, instant } = c.get('format');
  const language = c.get('language');
  const { basis, next } = answer;
  const now = visitOf(c).house.today;
  const step =
    next === null
      ? words.noNext
      : (next.reachedOn > now ? words.next : words.nextPassed)(next.level, day(next.reachedOn));
  const ground =
    basis.kind === 'now'
      ? why.basisNow
      : why.basisRun(
          instant(basis.at),
          basis.trigger === 'person' ? today.runBy.person(basis.startedBy) : basis.startedBy,
        );
  return html`${answer.gate === null ? '' : html`<p class="bad">${gateText(answer.gate, language)}</p>`}
<p class="verdict">${sentence(c, answer)}</p><p>${step}</p><p><small>${ground}</small></p>`;
}

function sentence(c: Request, { verdict: found }: WhyAnswer): string {
  const { invoice: words } = c.get('words');
  if (found.kind === 'held') return reasonText(found.reason, c.get('language'));
  return found.level === null ? words.proposedStatement : words.proposed(found.level);
}
