// duly history: everything that happened to an invoice, in order.

import { type HistoryEvent, invoiceHistory } from '../../app/insight/invoice-history.ts';
import { type Day, isDay } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { PaymentMethod } from '../../core/payment.ts';
import type { Channel } from '../../core/plan.ts';
import type { ProposalState } from '../../core/proposal.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { reasonText } from '../../core/reason-text.ts';
import type { Answer, House } from '../desk.ts';
import { withDecimals } from '../json.ts';
import { table } from '../table.ts';

export async function history(house: House, number: string): Promise<Answer> {
  const { invoice, events } = await invoiceHistory(house.ctx, { invoice: number });
  const money = (cents: number) => house.money(cents, invoice.currency);
  const { title, creditNote, open, gross, due } = house.words.invoice;
  const name = invoice.kind === 'invoice' ? title(invoice.number) : creditNote(invoice.number);
  const facts = [
    `${gross} ${money(invoice.grossCents)}`,
    `${open} ${money(invoice.openCents)}`,
    `${due} ${house.day(invoice.dueDate)}`,
  ];
  return {
    json: withDecimals({ invoice, events }, invoice.currency) as object,
    lines: [
      `${name}: ${facts.join(', ')}`,
      '',
      ...table(
        [
          { title: house.say('When', 'Wann') },
          { title: house.say('Who', 'Wer') },
          { title: house.say('What', 'Was'), whole: true },
        ],
        events.map((event) => [house.moment(event.at), event.by ?? '', eventText(house, event, money)]),
      ),
    ],
  };
}

/** One event in words; the facts of each kind are those of app/insight/invoice-history.ts. */
function eventText(house: House, event: HistoryEvent, money: (cents: number) => string): string {
  const { kind, facts } = event;
  const { events: words, decisions, invoice, heldBack, list } = house.words;
  const text = (name: string) => String(facts[name] ?? '');
  const amount = (name: string) => money(Number(facts[name] ?? 0));
  const day = (name: string) => dayText(house, facts[name]);
  const number = () => noticeNumberText(Number(facts.number ?? 0));
  const after = (name: string) => (text(name) === '' ? '' : `: ${text(name)}`);
  const level = text('level') || list.statement;
  switch (kind) {
    case 'recorded':
      return words.recorded(amount('grossCents'));
    case 'payment':
      return words.payment(amount('amountCents'), day('valueOn'), invoice.methods[facts.method as PaymentMethod]);
    case 'reversal':
      return words.reversal(amount('amountCents'), day('valueOn'));
    case 'paused':
      return words.paused(text('until') === '' ? '' : invoice.until(day('until')), after('reason'));
    case 'resumed':
      return words.resumed;
    case 'disputed':
      return words.disputed(after('reason'));
    case 'settled':
      return words.settled;
    case 'promised':
      return words.promised(day('on'));
    case 'proposed':
      return words.proposed(level);
    case 'decided':
      return words.decided(level, decisions.states[facts.decision as ProposalState], after('remark'));
    case 'withdrawn':
      return words.withdrawn(
        level,
        heldBack[facts.reason as ReasonCode] ??
          reasonText({ code: facts.reason === 'plan_changed' ? 'plan_changed' : 'superseded' }, house.language),
      );
    case 'issued':
      return words.issued(number(), level, amount('totalCents'), day('deadline'));
    case 'level_skipped':
      return words.levelSkipped(level);
    case 'cancelled':
      return words.cancelled(number());
    case 'delivery':
      return deliveryEvent(house, event, after('reason'));
  }
}

/** What the outbox folder took is not called sent: it left no machine. */
function deliveryEvent({ words }: House, { facts }: HistoryEvent, reason: string): string {
  const isKept = facts.state === 'sent' && facts.transport === 'outbox';
  const state = isKept ? words.inOutbox : words.deliveryStates[facts.state as DeliveryState];
  return words.events.delivery(words.list.by[facts.channel as Channel], state, reason);
}

function dayText(house: House, value: unknown): string {
  return typeof value === 'string' && isDay(value) ? house.day(value as Day) : '';
}
