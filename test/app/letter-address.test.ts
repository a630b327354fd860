// The postal address of a letter that was issued is corrected: printed anew with nothing else changed, both versions on
// record, and never two letters under way.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeDocument } from '../../src/app/insight/notice-document.ts';
import { correctLetter, letterToCorrect } from '../../src/app/letters/correct-letter.ts';
import { letterPosted, listPrintQueue, printBatchPdf, printLetters } from '../../src/app/letters/print-queue.ts';
import { deliveryProblems, sendAsLetter } from '../../src/app/notices/problems.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { sendNotice } from '../../src/app/notices/send-notice.ts';
import type { Store } from '../../src/db/client.ts';
import { createPrintQueue } from '../../src/deliver/print-queue.ts';
import { createRenderer } from '../../src/render/index.ts';
import { run, withFile } from '../render/support/tools.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { addCustomers, addInvoices, type House, level, liveDay, openHouse } from './house.ts';

const OLD = { street: 'Alte Gasse', houseNumber: '1', postalCode: '10115', city: 'Berlin', country: 'DE' };
const NEW = { street: 'Neue Allee', houseNumber: '77', postalCode: '20095', city: 'Hamburg', country: 'DE' };

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** A letter of the notice 1 waits in the print queue, made by the real renderer. */
beforeEach(async () => {
  house = await openHouse(store, { plan: { levels: [level('L1', { channels: ['letter'] })] } });
  house.ports.renderer = await createRenderer({ root: ROOT });
  house.ports.letterTransport = createPrintQueue();
  await addCustomers(house, ['K1'], { street: 'Alte Gasse 1', postalCode: '10115', city: 'Berlin' });
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-10', '14:00');
});

/** What a refused call says; fails when it is not refused. */
const saidBy = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: Error) => error.message,
  );
const deliveries = () =>
  house.rows(sql`select id, channel, round, state, reason, letter_version from deliveries order by created_at, round`);
const states = async () =>
  (await deliveries()).map((row) => `${row.channel} ${row.round} v${row.letter_version} ${row.state}`);
const first = async () => String((await deliveries())[0]?.id);
const latest = async () => String((await deliveries()).at(-1)?.id);
const correct = async (more: Partial<Parameters<typeof correctLetter>[1]> = {}) =>
  correctLetter(house.anna, { delivery: await latest(), address: NEW, ...more });
const textOf = (pdf: Uint8Array) =>
  withFile(pdf, 'a.pdf', (path) => run('pdftotext', ['-layout', path, '-'])).toString('utf8');
const letter = async (version: number) => textOf((await noticeDocument(house.anna, { number: 1, version })).letter);
const post = async () => {
  const { batch } = await printLetters(house.anna, {});
  await letterPosted(house.anna, { batch: batch ?? 0 });
};

describe('a letter that waits', () => {
  test('is superseded; the new one differs in the address alone and is what is printed', async () => {
    const old = await letter(1);
    const { version } = await correct({ remark: 'he moved' });
    expect(version).toBe(2);
    expect(await states()).toEqual(['letter 1 v1 cancelled', 'letter 2 v2 approved']);
    const now = await letter(2);
    const plain = (text: string) => text.replace(/\s+/g, ' ');
    expect(plain(now)).toContain('Neue Allee 77');
    expect(plain(now).replace('Neue Allee 77', 'Alte Gasse 1').replace('20095 Hamburg', '10115 Berlin')).toBe(
      plain(old),
    );
    expect(await letter(1)).toBe(old);
    const { rows } = await listPrintQueue(house.anna, {});
    expect(rows.map((row) => row.place)).toEqual(['20095 Hamburg']);
    const { batch } = await printLetters(house.anna, {});
    expect(textOf((await printBatchPdf(house.anna, { batch: batch ?? 0 })).pdf)).toContain('Neue Allee 77');
    await letterPosted(house.anna, { batch: batch ?? 0 });
    const [attempt] = await house.rows(sql`
      select payload_sha256 = letter_sha256 as same from delivery_attempts, letter_versions`);
    expect(attempt).toEqual({ same: true });
    const audited = await house.rows(sql`select after, remark from audit where action = 'delivery.correct_letter'`);
    expect(audited).toMatchObject([
      { after: { letterVersion: 2, address: NEW, instead: await first() }, remark: 'he moved' },
      { after: { address: NEW } },
    ]);
  });

  test('printed already it lies in the pile as not to be posted', async () => {
    const { batch } = await printLetters(house.anna, {});
    await correct({ remember: false });
    const [customer] = await house.rows(sql`select address ->> 'city' as city from customers`);
    expect(customer).toEqual({ city: 'Berlin' });
    await expect(letterPosted(house.anna, { batch: batch ?? 0 })).rejects.toThrow();
    expect(await states()).toEqual(['letter 1 v1 cancelled', 'letter 2 v2 approved']);
    const pile = async () => (await listPrintQueue(house.anna, {})).rows.map((row) => [row.batch, row.stopped]);
    expect(await pile()).toEqual([
      [null, false],
      [batch, true],
    ]);
    await expect(printBatchPdf(house.anna, { batch: batch ?? 0 })).rejects.toThrow();
    await post();
    expect(await pile()).toEqual([]);
  });

  test('goes to a provider with the bytes of its version, and again with them', async () => {
    await correct();
    delete house.ports.letterTransport;
    await sendDue(house.anna, {});
    const handed = house.handedOver.map(({ attachments }) => textOf(attachments[0]?.content ?? new Uint8Array()));
    expect(handed.map((text) => text.includes('Neue Allee 77'))).toEqual([true]);
    await house.rows(sql`update deliveries set state = 'bounced' where round = 2`);
    await sendNotice(house.anna, { number: 1, channel: 'letter' });
    expect((await states()).at(-1)).toBe('letter 3 v2 approved');
  });
});

describe('a letter that was sent', () => {
  test('is corrected only by the word that it came back; a second letter is not under way before', async () => {
    await post();
    expect(await saidBy(correct())).toContain('came back');
    await correct({ cameBack: true });
    expect(await states()).toEqual(['letter 1 v1 bounced', 'letter 2 v2 approved']);
    expect((await deliveries())[0]?.reason).toContain('Anna: it came back');
    expect(await saidBy(correctLetter(house.anna, { delivery: await first(), address: OLD }))).toContain('on its way');
    await correct({ address: { ...NEW, houseNumber: '78' } });
    expect(await states()).toEqual(['letter 1 v1 bounced', 'letter 2 v2 cancelled', 'letter 3 v3 approved']);
    expect(await letterToCorrect(house.anna, { delivery: await latest() })).toMatchObject({
      issuedTo: { city: 'Berlin' },
      address: { houseNumber: '78' },
      versions: [
        { version: 2, address: NEW, madeBy: 'Anna' },
        { version: 3, address: { houseNumber: '78' } },
      ],
    });
  });

  test('that came back by a report is a problem whose first way out is its address', async () => {
    await post();
    await house.rows(sql`update deliveries set state = 'bounced', reason = 'unknown at this address'`);
    expect(await deliveryProblems(house.anna, {})).toMatchObject([
      { actions: ['correct_letter', 'send_again', 'correct_address', 'accept'] },
    ]);
    await correct();
    expect(await deliveryProblems(house.anna, {})).toEqual([]);
  });
});

test('the same address, one that no font can print, a cancelled notice and one in doubt are refused', async () => {
  expect(await saidBy(correct({ address: OLD }))).toContain('already');
  expect(await saidBy(correct({ address: { ...NEW, street: 'Улица 𓀀' } }))).toContain('𓀀');
  await house.rows(sql`update deliveries set state = 'needs_review'`);
  expect(await saidBy(correct())).toContain('on its way');
  await house.rows(sql`update deliveries set state = 'failed'`);
  await house.rows(sql`update notices set state = 'cancelled', cancelled_at = now()`);
  expect(await saidBy(correct())).toContain('cancelled');
  expect(await states()).toEqual(['letter 1 v1 failed']);
});

test('the window is that of the issue, and an original replaced since stops the letter', async () => {
  const madeFrom = async (sql_: ReturnType<typeof sql>) =>
    house.rows(sql`update notice_documents set letter_made_from = ${sql_}`);
  const fieldOf = (pdf: Uint8Array, word: string) => {
    const boxes = withFile(pdf, 'a.pdf', (path) => run('pdftotext', ['-bbox', path, '-'])).toString('utf8');
    return new RegExp(`yMin="([0-9.]+)"[^>]*>${word}<`).exec(boxes)?.[1];
  };
  await house.rows(sql`update organisation set window_profile = 'din5008-a'`);
  await correct();
  const [as, now] = await Promise.all([1, 2].map((version) => noticeDocument(house.anna, { number: 1, version })));
  expect(fieldOf(now?.letter ?? new Uint8Array(), 'Neue')).toBe(fieldOf(as?.letter ?? new Uint8Array(), 'Alte'));
  await madeFrom(sql`jsonb_set(letter_made_from, '{originals}', '[{"invoiceId": 1, "sha256": "another"}]')`);
  const again = { address: { ...NEW, houseNumber: '78' } };
  expect(await saidBy(correct(again))).toContain('replaced since');
  await madeFrom(sql`null`);
  await correct(again);
});

test('a mail that came back is no letter when another mail of the notice arrived', async () => {
  await house.rows(sql`update deliveries set channel = 'email', state = 'bounced'`);
  const bounced = await first();
  await sendNotice(house.anna, { number: 1, channel: 'email' });
  for (const state of ['approved', 'delivered']) {
    await house.rows(sql`update deliveries set state = ${state} where round = 2`);
    expect(await saidBy(correct({ delivery: bounced }))).toContain('on its way');
  }
  expect(await states()).toEqual(['email 1 v1 bounced', 'email 2 v1 delivered']);
});

test('a mail that came back becomes a letter when an address is given for a notice that had none', async () => {
  await house.rows(sql`update notices set model = jsonb_set(model, '{customer,address}', 'null')`);
  await house.rows(sql`update deliveries set channel = 'email', state = 'bounced'`);
  expect(await deliveryProblems(house.anna, {})).toMatchObject([
    { actions: ['correct_address', 'correct_letter', 'accept'] },
  ]);
  expect(await saidBy(sendAsLetter(house.anna, { delivery: await first() }))).toContain('no postal address');
  await correct();
  expect(await states()).toEqual(['email 1 v1 bounced', 'letter 1 v2 approved']);
});
