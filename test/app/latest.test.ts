// Figures that are kept until something is recorded: what a page shows while a new one is being computed.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { forecast, latestForecast } from '../../src/app/insight/forecast.ts';
import { keptFigure } from '../../src/app/insight/latest.ts';
import { startWork, type Work } from '../../src/app/use-case.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse } from './house.ts';

let house: House;
let invoices = 0;

/** Time enough for a page: whoever waits gets no answer before `late` is called. */
function slowPage(): { ctx: Context; late: () => void } {
  const patience = new AbortController();
  const clock = { ...house.clock, deadline: () => patience.signal };
  return { ctx: { ...house.anna, clock }, late: () => patience.abort() };
}

/** A computation that ends when it is told to; `begun` counts them. */
function slowFigure<I = null>() {
  const ends: ((value: string) => void)[] = [];
  const figure = keptFigure((_work: Work, _input: I) => new Promise<string>((resolve) => ends.push(resolve)));
  return { figure, ends };
}

async function somethingRecorded() {
  invoices += 1;
  await addInvoices(house, [{ number: `N${invoices}` }]);
}

const workOf = (ctx: Context) => startWork(ctx, ctx.store.db);
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1']);
});

describe('a figure that takes long', () => {
  let { figure, ends } = slowFigure();
  const latest = async (ctx: Context) => figure.latest(await workOf(ctx), null);
  const begun = async (count: number) => {
    while (ends.length < count) await settled();
  };

  beforeEach(async () => {
    ({ figure, ends } = slowFigure());
  });

  const first = async () => {
    const asked = latest(house.anna);
    await begun(1);
    ends[0]?.('first');
    return asked;
  };

  test('is not there yet when the page may not wait longer', async () => {
    const { ctx, late } = slowPage();
    const asked = latest(ctx);
    await begun(1);
    late();
    expect(await asked).toBeNull();
  });

  test('is computed once for all who ask meanwhile', async () => {
    const both = [latest(house.anna), latest(house.anna)];
    await begun(1);
    ends[0]?.('one');
    expect(await Promise.all(both)).toMatchObject([{ value: 'one' }, { value: 'one' }]);
    expect(ends).toHaveLength(1);
  });

  test('is kept until something is recorded', async () => {
    const shown = await first();
    expect(shown).toMatchObject({ value: 'first', isCurrent: true });
    expect(await latest(house.anna)).toEqual(shown);
    expect(ends).toHaveLength(1);
  });

  test('is shown as it was, with its time, while a new one is being computed', async () => {
    const shown = await first();
    await somethingRecorded();
    const { ctx, late } = slowPage();
    const asked = latest(ctx);
    await begun(2);
    late();
    expect(await asked).toEqual({ ...shown, isCurrent: false });
    ends[1]?.('second');
    await settled();
    expect(await latest(house.anna)).toMatchObject({ value: 'second', isCurrent: true });
  });

  test('asked for with many inputs at once is computed for one after the other', async () => {
    const { figure: wide, ends: wideEnds } = slowFigure<number>();
    const work = await workOf(house.anna);
    const asked = [1, 2, 3].map((input) => wide.latest(work, input));
    for (const [at, value] of ['a', 'b', 'c'].entries()) {
      while (wideEnds.length <= at) await settled();
      expect(wideEnds).toHaveLength(at + 1);
      wideEnds[at]?.(value);
    }
    expect((await Promise.all(asked)).map((one) => one?.value)).toEqual(['a', 'b', 'c']);
  });

  test('is computed anew for whoever needs it exact, even while an older one is under way', async () => {
    const older = latest(house.anna);
    await begun(1);
    await somethingRecorded();
    const exact = figure.current(await workOf(house.anna), null);
    await begun(2);
    ends[1]?.('exact');
    expect(await exact).toBe('exact');
    ends[0]?.('older');
    await older;
    expect(await latest(house.anna)).toMatchObject({ value: 'exact', isCurrent: true });
  });

  test('that failed is computed again for the next page', async () => {
    let fails = true;
    const failing = keptFigure(async () => {
      if (fails) throw new Error('no connection');
      return 'there';
    });
    await expect(failing.latest(await workOf(house.anna), null)).rejects.toThrow('no connection');
    fails = false;
    expect(await failing.latest(await workOf(house.anna), null)).toMatchObject({ value: 'there' });
  });
});

test('a forecast knows of a payment as soon as it is on record', async () => {
  await addInvoices(house, [{ number: 'PAID', gross: '900.00', due: '2026-03-20' }]);
  const sum = async () => (await forecast(house.anna, {})).reduce((cents, row) => cents + row.principalCents, 0);
  const before = await sum();
  expect((await latestForecast(house.anna, {}))?.isCurrent).toBe(true);
  await recordPayment(house.anna, { invoice: 'PAID', amount: '900.00', valueOn: '2026-03-10' });
  expect(before - (await sum())).toBeGreaterThanOrEqual(90_000);
});
