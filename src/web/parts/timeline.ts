// What happened to an invoice, the latest first, one sentence each.

import { html } from 'hono/html';
import type { HistoryEvent } from '../../app/insight/invoice-history.ts';
import type { Day } from '../../core/day.ts';
import { DELIVERY_STATES } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { PAYMENT_METHODS } from '../../core/payment.ts';
import { CHANNELS } from '../../core/plan.ts';
import { PROPOSAL_STATES } from '../../core/proposal.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { reasonText } from '../../core/reason-text.ts';
import type { Html, Request } from '../web.ts';
import { noticeLinks } from './issued.ts';

export function timeline(c: Request, events: readonly HistoryEvent[], currency: string): Html {
  const { instant } = c.get('format');
  const items = [...events].reverse().map((event) => {
    const number = event.kind === 'issued' ? numberIn(event, 'number') : null;
    return html`<li class="${event.kind}"><p>${sentence(c, event, currency)}</p>
<small>${instant(event.at)}${event.by === null ? '' : ` · ${event.by}`}${number === null ? '' : html` · ${noticeLinks(c, number)}`}</small></li>`;
  });
  return html`<ol class="timeline">${items}</ol>`;
}

function sentence(c: Request, event: HistoryEvent, currency: string): string {
  const { events: words, decisions, invoice } = c.get('words');
  const format = c.get('format');
  const money = (fact: string) => format.money(numberIn(event, fact), currency);
  const day = (fact: string) => format.day(textIn(event, fact) as Day);
  const level = textIn(event, 'level') === '' ? c.get('words').list.statement : textIn(event, 'level');
  switch (event.kind) {
    case 'recorded':
      return words.recorded(money('grossCents'));
    case 'payment':
      return words.payment(money('amountCents'), day('valueOn'), methodWord(c, event));
    case 'reversal':
      return words.reversal(money('amountCents'), day('valueOn'));
    case 'paused':
      return words.paused(textIn(event, 'until') === '' ? '' : invoice.until(day('until')), colon(event, 'reason'));
    case 'resumed':
      return words.resumed;
    case 'disputed':
      return words.disputed(colon(event, 'reason'));
    case 'settled':
      return words.settled;
    case 'promised':
      return words.promised(day('on'));
    case 'proposed':
      return words.proposed(level);
    case 'decided': {
      const state = PROPOSAL_STATES.find((one) => one === textIn(event, 'decision'));
      return words.decided(level, state === undefined ? '' : decisions.states[state], colon(event, 'remark'));
    }
    case 'withdrawn':
      return words.withdrawn(level, withdrawalWord(c, textIn(event, 'reason')));
    case 'issued':
      return words.issued(noticeNumberText(numberIn(event, 'number')), level, money('totalCents'), day('deadline'));
    case 'level_skipped':
      return words.levelSkipped(level);
    case 'cancelled':
      return words.cancelled(noticeNumberText(numberIn(event, 'number')));
    case 'delivery':
      return deliverySentence(c, event);
  }
}

function deliverySentence(c: Request, event: HistoryEvent): string {
  const words = c.get('words');
  const channel = CHANNELS.find((one) => one === textIn(event, 'channel'));
  const state = DELIVERY_STATES.find((one) => one === textIn(event, 'state'));
  // What the outbox folder took is not called sent: it left no machine.
  const isKept = state === 'sent' && textIn(event, 'transport') === 'outbox';
  const word = state === undefined ? '' : isKept ? words.inOutbox : words.deliveryStates[state];
  return words.events.delivery(channel === undefined ? '' : words.list.by[channel], word, colon(event, 'reason'));
}

function methodWord(c: Request, event: HistoryEvent): string {
  const method = PAYMENT_METHODS.find((one) => one === textIn(event, 'method'));
  return method === undefined ? '' : c.get('words').invoice.methods[method];
}

function withdrawalWord(c: Request, code: string): string {
  const { heldBack } = c.get('words');
  return Object.hasOwn(heldBack, code)
    ? heldBack[code as ReasonCode]
    : reasonText({ code: code === 'plan_changed' ? 'plan_changed' : 'superseded' }, c.get('language'));
}

function textIn(event: HistoryEvent, fact: string): string {
  const value = event.facts[fact];
  return typeof value === 'string' ? value : '';
}

function numberIn(event: HistoryEvent, fact: string): number {
  const value = event.facts[fact];
  return typeof value === 'number' ? value : 0;
}

/** A text that may be empty, behind a colon. */
function colon(event: HistoryEvent, fact: string): string {
  const text = textIn(event, fact);
  return text === '' ? '' : `: ${text}`;
}
