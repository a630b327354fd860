// duly letters correct, recall, price: the letter of one notice - its postal address, the way back, what it costs.

import { correctLetter, letterToCorrect } from '../../app/letters/correct-letter.ts';
import { letterPrice, recallLetter } from '../../app/letters/provider.ts';
import { listDeliveries } from '../../app/notices/list-deliveries.ts';
import type { Address } from '../../core/notice.ts';
import { noticeNumberText, parseNoticeNumber } from '../../core/notice-number.ts';
import type { Answer, House } from '../desk.ts';
import { refuse } from '../refusals.ts';
import { sendAll } from '../sending.ts';

export interface CorrectionOptions {
  street?: string;
  houseNumber: string;
  extra: string[];
  postalCode?: string;
  city?: string;
  country?: string;
  cameBack?: true;
  notRemember?: true;
  remark?: string;
}

/** Without a street it says what stands on the letter. */
export async function correct(house: House, notice: string, options: CorrectionOptions): Promise<Answer> {
  const { delivery, name } = await latestOf(house, notice);
  const { street, houseNumber, extra, postalCode = '', city = '', country = '', remark } = options;
  if (street === undefined) {
    const json = await letterToCorrect(house.ctx, { delivery });
    const none = house.say('no postal address', 'keine Anschrift');
    const lines = [json.address === null ? none : oneLine(json.address)];
    return { json, lines };
  }
  const json = await correctLetter(house.ctx, {
    delivery,
    address: { extra, street, houseNumber, postalCode, city, country },
    cameBack: options.cameBack === true,
    remember: options.notRemember !== true,
    ...(remark === undefined ? {} : { remark }),
  });
  const sent = await sendAll(house, 1);
  const said = house.say(
    `Letter ${name} is printed with the new address (version ${json.version}) and goes out.`,
    `Brief ${name} ist mit der neuen Anschrift gedruckt (Fassung ${json.version}) und geht hinaus.`,
  );
  return { json: { ...json, sent }, lines: [said] };
}

export async function recall(house: House, notice: string, reason: string): Promise<Answer> {
  const { delivery, name } = await latestOf(house, notice);
  const json = await recallLetter(house.ctx, { delivery, reason });
  const late = house.say(
    `The provider has reported something else about letter ${name} meanwhile.`,
    `Der Dienstleister hat zu Brief ${name} inzwischen etwas anderes gemeldet.`,
  );
  const done = house.say(`Letter ${name} is called back.`, `Brief ${name} ist zurückgerufen.`);
  return { json, lines: [json.recalled ? done : late] };
}

export async function price(house: House, notice: string): Promise<Answer> {
  const { number, name } = numberOf(notice);
  const json = await letterPrice(house.ctx, { number });
  const amount = json.price === null ? '' : house.money(json.price.cents, json.price.currency);
  const said = house.say(
    `Letter ${name} costs ${amount} at ${json.by}.`,
    `Brief ${name} kostet ${amount} bei ${json.by}.`,
  );
  const none = house.say(`${json.by} names no price.`, `${json.by} nennt keinen Preis.`);
  return { json, lines: [json.price === null ? none : said] };
}

/** The latest letter of a notice, else its latest mail. */
async function latestOf(house: House, notice: string): Promise<{ delivery: string; name: string }> {
  const { name } = numberOf(notice);
  const { rows } = await listDeliveries(house.ctx, { group: 'all', text: name, after: null });
  const own = rows.filter(({ noticeText }) => noticeText === name);
  const row = own.find(({ channel }) => channel === 'letter') ?? own[0];
  if (row === undefined) throw refuse('never_sent', { notice: name });
  return { delivery: row.id, name };
}

function numberOf(notice: string): { number: number; name: string } {
  const number = parseNoticeNumber(notice);
  if (number === null) throw refuse('no_notice_number', { text: notice });
  return { number, name: noticeNumberText(number) };
}

function oneLine({ extra, street, houseNumber, postalCode, city, country }: Address): string {
  const parts = [...extra, `${street} ${houseNumber}`.trim(), `${postalCode} ${city}`.trim(), country];
  return parts.filter((part) => part !== '').join(', ');
}
