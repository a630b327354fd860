// duly paid, bank-imported: money that came in, and how far bank data is on record.

import { recordBankImport, recordPayment } from '../../app/imports/record-payment.ts';
import type { Day } from '../../core/day.ts';
import type { Answer, House } from '../desk.ts';
import { withDecimals } from '../json.ts';

export async function paid(
  house: House,
  invoice: string,
  amount: string | undefined,
  { on }: { on?: Day },
): Promise<Answer> {
  const done = await recordPayment(house.ctx, { invoice, amount, valueOn: on });
  const { amountCents, openCents, currency, withdrawn } = done;
  const [money, open] = [house.money(amountCents, currency), house.money(openCents, currency)];
  const line = house.say(
    `${done.invoice}: payment of ${money} recorded, ${open} left open.`,
    `${done.invoice}: Zahlung über ${money} vermerkt, noch offen ${open}.`,
  );
  return {
    json: withDecimals(done) as object,
    lines: withdrawn === 0 ? [line] : [line, house.words.invoice.withdrew(withdrawn)],
  };
}

export async function bankImported(house: House, { through }: { through?: Day }): Promise<Answer> {
  const done = await recordBankImport(house.ctx, { postedThrough: through });
  const day = house.day(done.lastPostedOn);
  return {
    json: done,
    lines: [house.say(`Bank data is on record through ${day}.`, `Bankdaten sind bis ${day} erfasst.`)],
  };
}
