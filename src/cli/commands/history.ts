// duly history: everything that happened to an invoice, in order.

import { invoiceHistory } from '../../app/insight/invoice-history.ts';
import { eventText } from '../../web/event-text.ts';
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
        events.map((event) => [house.moment(event.at), event.by ?? '', eventText({ ...house, money }, event)]),
      ),
    ],
  };
}
