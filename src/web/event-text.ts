// What happened to an invoice in a sentence, event by event: the one home of these sentences, for the console and the
// command line.

import type { HistoryEvent } from '../app/insight/invoice-history.ts';
import type { Day } from '../core/day.ts';
import { DELIVERY_STATES } from '../core/delivery.ts';
import { noticeNumberText } from '../core/notice-number.ts';
import { PAYMENT_METHODS } from '../core/payment.ts';
import { CHANNELS } from '../core/plan.ts';
import { PROPOSAL_STATES } from '../core/proposal.ts';
import type { ReasonCode } from '../core/reason.ts';
import { reasonText, type ScreenLanguage } from '../core/reason-text.ts';
import type { Words } from './words/index.ts';

/** In whose language and with which ways of writing. Amounts are minor units of the invoice's currency. */
export interface EventVoice {
  words: Words;
  language: ScreenLanguage;
  money(cents: number): string;
  day(day: Day): string;
}

/** One event in words; the facts of each kind are those of app/insight/invoice-history.ts. */
export function eventText(voice: EventVoice, event: HistoryEvent): string {
  const { events: words, decisions, invoice, list } = voice.words;
  const money = (fact: string) => voice.money(numberIn(event, fact));
  const day = (fact: string) => voice.day(textIn(event, fact) as Day);
  const until = () => (textIn(event, 'until') === '' ? '' : invoice.until(day('until')));
  const level = textIn(event, 'level') === '' ? list.statement : textIn(event, 'level');
  switch (event.kind) {
    case 'recorded':
      return words.recorded(money('grossCents'));
    case 'payment':
      return words.payment(money('amountCents'), day('valueOn'), methodWord(voice, event));
    case 'reversal':
      return words.reversal(money('amountCents'), day('valueOn'));
    case 'credited':
      return words.credited(textIn(event, 'creditNote'), money('amountCents'));
    case 'original':
      return words.original(textIn(event, 'fileName'));
    case 'paused':
      return words.paused(until(), colon(event, 'reason'));
    case 'resumed':
      return words.resumed;
    case 'excluded':
      return words.excluded(until(), colon(event, 'reason'));
    case 'included':
      return words.included;
    case 'disputed':
      return words.disputed(colon(event, 'reason'));
    case 'settled':
      return words.settled;
    case 'promised':
      return words.promised(day('on'));
    case 'promise_ended':
      return words.promiseEnded(day('on'));
    case 'proposed':
      return words.proposed(level);
    case 'decided': {
      const state = PROPOSAL_STATES.find((one) => one === textIn(event, 'decision'));
      return words.decided(level, state === undefined ? '' : decisions.states[state], colon(event, 'remark'));
    }
    case 'withdrawn':
      return words.withdrawn(level, withdrawalWord(voice, textIn(event, 'reason')));
    case 'issued':
      return words.issued(noticeNumberText(numberIn(event, 'number')), level, money('totalCents'), day('deadline'));
    case 'level_skipped':
      return words.levelSkipped(level);
    case 'cancelled':
      return words.cancelled(noticeNumberText(numberIn(event, 'number')));
    case 'undelivered_accepted':
      return words.undeliveredAccepted(noticeNumberText(numberIn(event, 'number')), colon(event, 'reason'));
    case 'delivery':
      return deliverySentence(voice, event);
  }
}

function deliverySentence({ words }: EventVoice, event: HistoryEvent): string {
  const channel = CHANNELS.find((one) => one === textIn(event, 'channel'));
  const state = DELIVERY_STATES.find((one) => one === textIn(event, 'state'));
  // What the outbox folder took is not called sent: it left no machine.
  const isKept = state === 'sent' && textIn(event, 'transport') === 'outbox';
  const word = state === undefined ? '' : isKept ? words.inOutbox : words.deliveryStates[state];
  return words.events.delivery(channel === undefined ? '' : words.list.by[channel], word, colon(event, 'reason'));
}

function methodWord({ words }: EventVoice, event: HistoryEvent): string {
  const method = PAYMENT_METHODS.find((one) => one === textIn(event, 'method'));
  return method === undefined ? '' : words.invoice.methods[method];
}

function withdrawalWord({ words: { heldBack }, language }: EventVoice, code: string): string {
  return Object.hasOwn(heldBack, code)
    ? heldBack[code as ReasonCode]
    : reasonText({ code: code === 'plan_changed' ? 'plan_changed' : 'superseded' }, language);
}

function textIn(event: HistoryEvent, fact: string): string {
  const value = event.facts[fact];
  return typeof value === 'string' ? value : '';
}

/** A number among the facts of an event; 0 where there is none. */
export function numberIn(event: HistoryEvent, fact: string): number {
  const value = event.facts[fact];
  return typeof value === 'number' ? value : 0;
}

/** A text that may be empty, behind a colon. */
function colon(event: HistoryEvent, fact: string): string {
  const text = textIn(event, fact);
  return text === '' ? '' : `: ${text}`;
}
