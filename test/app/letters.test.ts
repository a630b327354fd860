// The print queue: letters wait for a person, are printed together, and count as sent when somebody says that they
// were posted. What is paid or stopped meanwhile is seen before it is in the post.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import {
  cancelLetter,
  letterPosted,
  listPrintQueue,
  printBatchPdf,
  printLetters,
} from '../../src/app/letters/print-queue.ts';
import { letterPrice, recallLetter } from '../../src/app/letters/provider.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { deliveryProblems } from '../../src/app/notices/problems.ts';
import { sendDelivery, sendDue } from '../../src/app/notices/send.ts';
import type { Store } from '../../src/db/client.ts';
import { createPrintQueue } from '../../src/deliver/print-queue.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, level, liveDay, openHouse, refusalOf } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** A, B and C were issued as letters on 10 March, M as a mail; letters go to the print queue. */
beforeEach(async () => {
  const letters = level('L1', { channels: ['letter'] });
  house = await openHouse(store, { plan: { levels: [letters, level('L2')] } });
  house.ports.letterTransport = createPrintQueue();
  await addCustomers(house, ['K1']);
  await addCustomers(house, ['K2'], { plan: '' });
  await addInvoices(house, [{ number: 'A' }, { number: 'B' }, { number: 'C' }]);
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-10', '14:00');
});

const list = async () => (await listPrintQueue(house.anna, {})).rows;
const idOf = async (notice: string) => (await list()).find((row) => row.notice === notice)?.delivery ?? '';
const states = async () =>
  (
    await house.rows(sql`
  select number, deliveries.state from deliveries join notices on notices.id = notice_id order by number`)
  )
    .map(({ number, state }) => `${number} ${state}`)
    .join(', ');

describe('letters of the print queue', () => {
  test('wait: no worker hands them over, whatever the time', async () => {
    expect(await sendDue(house.anna, {})).toMatchObject({ sent: 0, failed: 0 });
    await sendDelivery(house.anna, { delivery: await idOf('M-00001') });
    house.clock.set('2026-03-20', '14:00');
    expect(await sendDue(house.anna, {})).toMatchObject({ sent: 0, failed: 0 });
    expect(house.handedOver).toEqual([]);
    expect(await states()).toBe('1 approved, 2 approved, 3 approved');
    expect(await list()).toMatchObject([
      { notice: 'M-00001', customer: 'K1', place: '28195 Bremen', pages: 1, batch: null, stopped: false },
      { notice: 'M-00002' },
      { notice: 'M-00003' },
    ]);
  });

  test('are printed in one batch, once, and sent when they were posted, on the day that was said', async () => {
    house.ports.renderer.printBatch = async (letters) => ({
      pdf: new TextEncoder().encode(
        letters.map((one) => `${one.noticeNumber} ${new TextDecoder().decode(one.pdf)}`).join(),
      ),
      pages: 4,
    });
    const { batch } = await printLetters(house.anna, {});
    expect(await refusalOf(printLetters(house.anna, {}))).toBe('refused');
    expect(await states()).toBe('1 approved, 2 approved, 3 approved');
    const { pdf } = await printBatchPdf(house.anna, { batch: batch ?? 0 });
    expect(new TextDecoder().decode(pdf)).toMatch(/^M-00001 %PDF.*M-00002 .*M-00003 /);
    house.clock.set('2026-03-12', '09:00');
    expect(await letterPosted(house.anna, { batch: batch ?? 0, on: '2026-03-11' })).toEqual({
      on: '2026-03-11',
      posted: ['M-00001', 'M-00002', 'M-00003'],
      heldBack: [],
    });
    expect(await list()).toEqual([]);
    const [row] = await house.rows(sql`select state, transport, transport_reference, attempts,
      to_char(sent_at at time zone 'Europe/Berlin', 'YYYY-MM-DD') as sent_on from deliveries limit 1`);
    expect(row).toEqual({
      state: 'sent',
      transport: 'print',
      transport_reference: `batch ${batch}`,
      attempts: 1,
      sent_on: '2026-03-11',
    });
    expect(await house.rows(sql`select outcome, detail from delivery_attempts limit 1`)).toEqual([
      { outcome: 'accepted', detail: 'posted by Anna' },
    ]);
  });

  test('that were paid or paused before printing are cancelled and stay out of the batch', async () => {
    await recordPayment(house.anna, { invoice: 'A' });
    await pauseInvoice(house.anna, { invoice: 'B' });
    expect((await list()).map((row) => row.stopped)).toEqual([true, true, false]);
    expect(await printLetters(house.anna, {})).toMatchObject({
      letters: ['M-00003'],
      cancelled: ['M-00001', 'M-00002'],
    });
    expect(await states()).toBe('1 cancelled, 2 cancelled, 3 approved');
  });

  test('that were paid after printing are held back, unless they are in the post already', async () => {
    const { batch } = await printLetters(house.anna, {});
    await recordPayment(house.anna, { invoice: 'A' });
    await cancelNotice(house.anna, { number: 2 });
    expect((await list()).map((row) => [row.notice, row.stopped])).toEqual([
      ['M-00001', true],
      ['M-00002', true],
      ['M-00003', false],
    ]);
    const posted = await letterPosted(house.anna, { batch: batch ?? 0 });
    expect(posted).toMatchObject({ posted: ['M-00003'], heldBack: ['M-00001'] });
    const late = { deliveries: [await idOf('M-00001')], evenStopped: true };
    expect(await letterPosted(house.anna, late)).toMatchObject({ posted: ['M-00001'], heldBack: [] });
    expect(await states()).toBe('1 sent, 2 cancelled, 3 sent');
  });

  test('can be taken out, with a reason', async () => {
    const delivery = await idOf('M-00002');
    expect(await refusalOf(cancelLetter(house.anna, { deliveries: [delivery], reason: ' ' }))).toBe('invalid_input');
    await cancelLetter(house.anna, { deliveries: [delivery], reason: 'handed over in person' });
    expect(await states()).toBe('1 approved, 2 cancelled, 3 approved');
    expect(await refusalOf(cancelLetter(house.anna, { deliveries: [delivery], reason: 'again' }))).toBe('refused');
  });

  test('are not posted before they are printed, nor on a day to come', async () => {
    expect(await refusalOf(letterPosted(house.anna, { deliveries: [await idOf('M-00001')] }))).toBe('refused');
    const { batch } = await printLetters(house.anna, { deliveries: [await idOf('M-00001')] });
    expect(await refusalOf(letterPosted(house.anna, { batch: batch ?? 0, on: '2026-03-11' }))).toBe('refused');
    expect(await refusalOf(letterPosted(house.anna, {}))).toBe('invalid_input');
    expect(await letterPosted(house.anna, { batch: batch ?? 0 })).toMatchObject({ posted: ['M-00001'] });
    expect(await refusalOf(letterPosted(house.anna, { batch: batch ?? 0 }))).toBe('refused');
  });

  test('go out by a provider as soon as one is set up', async () => {
    delete house.ports.letterTransport;
    expect(await sendDue(house.anna, {})).toMatchObject({ sent: 3 });
    expect(house.handedOver.every((envelope) => envelope.channel === 'letter')).toBe(true);
    expect(await listPrintQueue(house.anna, {})).toEqual({ byHand: false, rows: [] });
  });
});

describe('letters at a provider', () => {
  /** All three are sent; the provider stops what is named in `stoppable`. */
  async function atProvider(stoppable: readonly string[], answers = true): Promise<string[]> {
    const ids = (await list()).map((row) => row.delivery);
    house.ports.letterTransport = {
      ...house.ports.transport,
      cancel: async (reference) => {
        if (!answers) throw new Error('no answer');
        return stoppable.includes(reference);
      },
      price: async ({ pages, country }) => ({ cents: country === 'DE' ? 70 + pages : 0, currency: 'EUR' }),
    };
    await sendDue(house.anna, {});
    return ids;
  }

  test('are called back while they are not printed, and are a problem then', async () => {
    const [first = '', second = ''] = (await list()).map((row) => row.delivery);
    await atProvider([first]);
    expect(await recallLetter(house.anna, { delivery: first, reason: 'wrong text' })).toEqual({ recalled: true });
    expect(await states()).toBe('1 failed, 2 sent, 3 sent');
    expect(await deliveryProblems(house.anna, {})).toMatchObject([
      {
        notice: 'M-00001',
        reason: 'called back: wrong text',
        actions: ['correct_letter', 'send_again', 'correct_address', 'accept'],
      },
    ]);
    for (const delivery of [first, second]) {
      expect(await refusalOf(recallLetter(house.anna, { delivery, reason: 'again' }))).toBe('refused');
    }
    expect(await states()).toBe('1 failed, 2 sent, 3 sent');
  });

  test('stay as they are when the provider does not answer', async () => {
    const [first = ''] = await atProvider([], false);
    expect(await refusalOf(recallLetter(house.anna, { delivery: first, reason: 'wrong text' }))).toBe('refused');
    expect(await states()).toBe('1 sent, 2 sent, 3 sent');
  });

  test('have the provider’s price, and none in the print queue', async () => {
    expect(await letterPrice(house.anna, { number: 1 })).toEqual({ by: 'print', price: null });
    await atProvider([]);
    expect(await letterPrice(house.anna, { number: 1 })).toMatchObject({ price: { cents: 71, currency: 'EUR' } });
    expect(await refusalOf(letterPrice(house.anna, { number: 9 }))).toBe('not_found');
  });
});
