// duly forecast: what the next days will propose.

import { forecast } from '../../app/insight/forecast.ts';
import type { Answer, House } from '../desk.ts';
import { withDecimals } from '../json.ts';
import { table } from '../table.ts';

export async function forecastDays(house: House, days: number): Promise<Answer> {
  const rows = await forecast(house.ctx, { days });
  const { list } = house.words;
  const columns = [
    { title: house.say('Day', 'Tag') },
    { title: list.level },
    { title: list.count, right: true },
    { title: list.invoices, right: true },
    { title: list.open, right: true },
  ];
  const cells = rows.map((row) => [
    house.day(row.on),
    row.level ?? list.statement,
    String(row.notices),
    String(row.invoices),
    house.money(row.principalCents, row.currency),
  ]);
  const assumed = house.say(
    `The next ${days} days, if everything is approved on its day and nobody pays.`,
    `Die nächsten ${days} Tage, wenn alles am selben Tag freigegeben wird und niemand zahlt.`,
  );
  const nothing = house.say(
    `Nothing falls due in the next ${days} days.`,
    `In den nächsten ${days} Tagen ist nichts fällig.`,
  );
  return {
    json: { days, rows: withDecimals(rows) },
    lines: rows.length === 0 ? [nothing] : [...table(columns, cells), '', assumed],
  };
}
