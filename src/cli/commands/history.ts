// duly history: everything that happened to an invoice, in order.

import { type HistoryEvent, invoiceHistory } from '../../app/insight/invoice-history.ts';
import { type Day, isDay } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { PaymentMethod } from '../../core/payment.ts';
import type { ProposalState } from '../../core/proposal.ts';
import type { ReasonCode } from '../../core/reason.ts';
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
function eventText(house: House, { kind, facts }: HistoryEvent, money: (cents: number) => string): string {
  const words = house.words.events;
  const text = (name: string) => String(facts[name] ?? '');
  const amount = (name: string) => money(Number(facts[name] ?? 0));
  const day = (name: string) => dayText(house, facts[name]);
  const after = (mark: string, name: string) => (text(name) === '' ? '' : `${mark}${text(name)}`);
  const level = text('level') || house.words.list.statement;
  switch (kind) {
    case 'recorded':
      return words.recorded(amount('grossCents'));
    case 'payment':
      return words.payment(
        amount('amountCents'),
        day('valueOn'),
        house.words.invoice.methods[facts.method as PaymentMethod],
      );
    case 'reversal':
      return words.reversal(amount('amountCents'), day('valueOn'));
    case 'paused':
      return words.paused(facts.until == null ? '' : house.words.invoice.until(day('until')), after(': ', 'reason'));
    case 'resumed':
      return words.resumed;
    case 'disputed':
      return words.disputed(after(': ', 'reason'));
    case 'settled':
      return words.settled;
    case 'promised':
      return words.promised(day('on'));
    case 'proposed':
      return words.proposed(level);
    case 'decided':
      return words.decided(level, house.words.decisions.states[facts.decision as ProposalState], after(': ', 'remark'));
    case 'withdrawn':
      return words.withdrawn(level, house.words.heldBack[facts.reason as ReasonCode] ?? text('reason'));
    case 'issued':
      return words.issued(noticeNumberText(Number(facts.number)), level, amount('totalCents'), day('deadline'));
    case 'level_skipped':
      return words.levelSkipped(level);
    case 'cancelled':
      return words.cancelled(noticeNumberText(Number(facts.number)));
    case 'delivery': {
      const channel = facts.channel === 'letter' ? house.words.list.by.letter : house.words.list.by.email;
      return words.delivery(channel, house.words.deliveryStates[facts.state as DeliveryState], after(': ', 'reason'));
    }
  }
}

function dayText(house: House, value: unknown): string {
  return typeof value === 'string' && isDay(value) ? house.day(value as Day) : '';
}
