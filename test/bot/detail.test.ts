// The details of a proposal: the letter as a picture, the original invoice, what can be added to the approval, and what
// letters would cost.
import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachOriginal } from '../../src/app/documents/originals.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { ACTION, rowValue } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, level, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { textsOf } from '../support/slack/slack.ts';
import { realRenderer } from '../support/world.ts';
import { type Office, type OfficeOptions, openOffice, until } from './office.ts';

let store: Store;
let renderer: Awaited<ReturnType<typeof realRenderer>>;

beforeAll(async () => {
  store = await openTestStore();
  renderer = await realRenderer();
});

async function withOne(options: OfficeOptions = {}): Promise<Office> {
  const office = await openOffice(store, { organisation: { language: 'en' }, ...options });
  office.house.ports.renderer = renderer;
  await addCustomers(office.house, ['K1']);
  await addInvoices(office.house, [{ number: 'A' }]);
  return office;
}

async function openDetails(office: Office) {
  await run(office.house);
  await office.settle();
  const { id } = await proposalOf(office.house, 'A');
  await office.slack.click(office.digest(), ACTION.row, office.ben, { option: rowValue('details', id) });
  return office.modal(office.ben, 'Send test e-mail');
}

async function keepOriginal(office: Office): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  const bytes = await document.save();
  await attachOriginal(office.house.anna, { invoice: 'A', fileName: 'A.pdf', bytes });
  return bytes;
}

describe('the letter', () => {
  test('is in the modal as a picture of its first page, uploaded once', async () => {
    const office = await withOne();
    await openDetails(office);
    const picture = await until(() => {
      const { content } = office.slack.modal(office.ben);
      const found = (content.blocks as { type: string; slack_file?: { id: string } }[]).find(
        ({ type }) => type === 'image',
      );
      if (found?.slack_file === undefined) throw new Error('the modal has no picture yet');
      return found.slack_file.id;
    }, 10_000);
    const file = office.slack.workspace.files.get(picture);
    expect(file).toMatchObject({ name: expect.stringMatching(/^letter-\d+\.png$/), channel: null });
    const bytes = Buffer.from(file?.bytes ?? []);
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    // Width and height stand in the header: a page upright, a thousand points wide.
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20) > 1_300]).toEqual([1_000, true]);
  });
});

describe('the original invoice', () => {
  test('goes to whoever asks, in his direct messages, and has a way to the console', async () => {
    const office = await withOne();
    const bytes = await keepOriginal(office);
    const modal = await openDetails(office);
    expect(JSON.stringify(modal.content)).toContain('https://duly.example.com/invoices/A');
    await office.slack.click(modal, ACTION.original, office.ben);
    await office.modal(office.ben, 'The invoice is in your direct messages with Duly.');
    const own = [...office.slack.workspace.channels.values()].find((channel) => channel.with === office.ben.id);
    const file = [...office.slack.workspace.files.values()].find(({ name }) => name === 'A.pdf');
    expect(file?.channel).toBe(own?.id);
    expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true);
  });

  test('is not offered where none is kept', async () => {
    const office = await withOne();
    expect(JSON.stringify((await openDetails(office)).content)).not.toContain(ACTION.original);
  });
});

describe('an approval', () => {
  test('can add a copy of the invoice and a letter beside the mail', async () => {
    const office = await withOne({ plan: { levels: [level('L1', { attachInvoice: false })] } });
    await keepOriginal(office);
    const modal = await openDetails(office);
    await office.slack.submit(modal, office.ben, { options: { options: ['attach_original', 'also_letter'] } });
    await issueApproved(office.house.anna, { proposals: [(await proposalOf(office.house, 'A')).id] });
    await sendDue(office.house.anna, {});
    office.house.clock.set('2026-03-10', '14:00');
    await sendDue(office.house.anna, {});
    const sent = office.house.handedOver.map(({ channel, attachments }) => [channel, attachments.length]);
    expect(sent.sort()).toEqual([
      ['email', 2],
      ['letter', 2],
    ]);
  });

  test('goes without them unless they are ticked', async () => {
    const office = await withOne({ plan: { levels: [level('L1', { attachInvoice: false })] } });
    await keepOriginal(office);
    await office.slack.submit(await openDetails(office), office.ben);
    await issueApproved(office.house.anna, { proposals: [(await proposalOf(office.house, 'A')).id] });
    office.house.clock.set('2026-03-10', '14:00');
    await sendDue(office.house.anna, {});
    expect(office.house.handedOver.map(({ channel, attachments }) => [channel, attachments.length])).toEqual([
      ['email', 1],
    ]);
  });

  test('offers no letter to a customer without a postal address', async () => {
    const office = await openOffice(store, { organisation: { language: 'en' } });
    await addCustomers(office.house, ['K1'], { street: '', postalCode: '', city: '', country: '' });
    await addInvoices(office.house, [{ number: 'A' }]);
    expect(textsOf(await openDetails(office))).not.toContain('Also as a letter');
  });
});

test.each([
  ['named', { cents: 95, currency: 'EUR' }, '0 e-mails, 1 letter (postage about €0.95)'],
  ['not named', null, '0 e-mails, 1 letter\n'],
])('what letters cost is said before they are approved where a price is %s', async (_what, price, words) => {
  const office = await withOne({ plan: { levels: [level('L1', { channels: ['letter'] })] } });
  office.house.ports.letterTransport = { ...office.house.ports.transport, price: async () => price };
  await run(office.house);
  await office.settle();
  await office.slack.click(office.digest(), ACTION.approveAll, office.ben);
  expect(`${textsOf(await office.modal(office.ben, '1 letter'))}\n`).toContain(words);
});

test.each([
  ['both postages', { postageHome: '0.95', postageAbroad: '1.25' }, '2 letters (postage about €2.20)'],
  ['one of them only', { postageHome: '0.95' }, '2 letters\n'],
])('letters that people post themselves cost what the settings say: %s', async (_what, organisation, words) => {
  const plan = { levels: [level('L1', { channels: ['letter'] })] };
  const office = await withOne({ plan, organisation: { language: 'en', ...organisation } });
  await addCustomers(office.house, ['K2'], { country: 'AT' });
  await addInvoices(office.house, [{ number: 'B', customer: 'K2' }]);
  await run(office.house);
  await office.settle();
  await office.slack.click(office.digest(), ACTION.approveAll, office.ben);
  expect(`${textsOf(await office.modal(office.ben, '2 letters'))}\n`).toContain(words);
});
