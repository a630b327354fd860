// The page of an invoice: facts, verdict, what happened, and its forms with their complaints; and the search that leads
// there.
import { beforeAll, describe, expect, test } from 'vitest';
import { excludeCustomer } from '../../src/app/holds/blocks.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { reasonText } from '../../src/core/reason-text.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, TODAY, type World } from '../support/world.ts';
import { openWeb, type Visitor } from './visitor.ts';

let world: World;
let ben: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  ben = await openWeb(world).signIn('approver', 'Ben');
});

describe('an invoice', () => {
  test('shows facts, verdict, next step and what happened, the latest first', async () => {
    const { text } = await ben.get('/invoices/RE-1004');
    expect(text).toMatch(/Due today: “Letzte Mahnung”\. Next step: “Letzte Mahnung”, reached since 20.Nov.2026/);
    expect(text).toMatch(/Due 12.Oct.2026 · 39 days overdue Amount €89\.90 Paid and credited €0\.00 Open €89\.90/);
    expect(text).toMatch(
      /Proposed: Letzte Mahnung .*Notice M-\d{5} issued: 1\. Mahnung, €95\.55.*Recorded with €89\.90/,
    );
    expect(text).toContain('Delivery by e-mail: in the outbox folder');
  });

  test('with a slash in its number has a page and forms like any other', async () => {
    expect((await ben.get('/invoices/2026%2F1007')).text).toContain('Invoice 2026/1007');
    const after = await ben.send('/invoices/2026%2F1007/dispute', { reason: 'Menge' });
    expect(after.text).toMatch(/marked as disputed.*1 open proposal was withdrawn because of it/);
  });

  test('nobody knows is not found, and says what may be meant', async () => {
    const answer = await ben.get('/invoices/RE-104');
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('Invoice RE-104 was not found')]);
    expect((await ben.post('/invoices/RE-104/pause')).status).toBe(404);
    expect((await ben.get('/invoices/%00')).status).toBe(422);
  });

  test('has no forms for a viewer', async () => {
    const viewer = await openWeb(world).signIn('viewer', 'Vic');
    expect((await viewer.get('/invoices/RE-1004')).html).not.toContain('<form method="post" action="/invoices');
  });
});

describe('pausing', () => {
  test('withdraws the open proposal, says until when and why, and ends again', async () => {
    const paused = await ben.send('/invoices/RE-1005/pause', { until: '24.12.2026', reason: 'Abstimmung' });
    expect(paused.text).toMatch(/The invoice is paused\. 1 open proposal was withdrawn/);
    expect(paused.text).toMatch(/Paused by Ben until 24.December.2026\. Abstimmung/);
    expect(paused.text).toMatch(/Paused until 24.Dec.2026: Abstimmung/);
    const resumed = await ben.send('/invoices/RE-1005/resume');
    expect(resumed.text).toContain('The pause is over');
    expect(resumed.text).toMatch(/Due today: “Zahlungserinnerung”/);
  });

  test.each([
    [{ until: 'morgen', reason: 'mind me' }, 'Write a date such as'],
    [{ until: '2026-11-19', reason: 'mind me' }, 'would end before it begins'],
    [{ until: '', reason: 'x'.repeat(501) }, 'At most 500 characters'],
  ])('%j is refused, and what was typed stays', async (fields, said) => {
    const answer = await ben.post('/invoices/RE-1009/pause', fields);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(said)]);
    expect(answer.html).toContain(`value="${fields.reason}"`);
    expect(answer.html).toContain('<title>Error: ');
  });

  test('until today is possible: it holds through this day', async () => {
    expect((await ben.post('/invoices/RE-1009/pause', { until: '2026-11-20' })).status).toBe(303);
    await ben.post('/invoices/RE-1009/resume');
  });

  test('a block above the invoice is said as well', async () => {
    await excludeCustomer(world.as(ADMIN), { customer: 'K-400', reason: 'Insolvenz' });
    const { text } = await ben.get('/invoices/RE-1009');
    const blocked = { code: 'customer_blocked', until: null, by: 'Anna', reason: 'Insolvenz' } as const;
    expect(text).toContain(reasonText(blocked, 'en'));
    expect(text).toContain('A block of the customer or of all dunning stands as well');
  });
});

describe('dispute and promise', () => {
  test('a dispute stands until it is settled', async () => {
    const { text } = await ben.send('/invoices/RE-1003/dispute', { reason: 'defekt' });
    expect(text).toMatch(/Disputed since 20.Nov.2026 \(Ben\)\. defekt/);
    const again = await ben.post('/invoices/RE-1003/dispute', { reason: 'noch immer' });
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('is disputed already')]);
    expect(text).toContain('Claim no interest for the time of the dispute');
    expect((await ben.send('/invoices/RE-1003/settle', { waiveInterest: 'on' })).text).toContain(
      'The dispute is settled',
    );
  });

  test('a promise holds through the business day after it', async () => {
    const { text } = await ben.send('/invoices/RE-1003/promise', { on: '27.11.2026' });
    expect(text).toMatch(/The promise is recorded.*Promised for 27.Nov.2026; held through 30.Nov.2026/);
    expect((await ben.post('/invoices/RE-1003/promise', { on: '' })).status).toBe(422);
  });
});

describe('a payment', () => {
  test.each([
    ['100.50', 'en', 'Payment of €100.50'],
    ['1.234,50', 'en', 'Payment of €1,234.50'],
    ['1.234', 'de', 'Zahlung von 1.234,00'],
    ['-1,00', 'de', 'Zahlung zurückgegeben: -1,00'],
  ])('of %s in %s is booked as meant', async (amount, language, said) => {
    await ben.get(`/why?lang=${language}`);
    const fields = { amount, valueOn: '2026-11-18', method: 'cash' };
    const after = await ben.send('/invoices/RE-1011/payment', fields);
    expect(after.text.replaceAll('\u00a0', ' ')).toContain(said);
    await ben.get('/why?lang=en');
  });

  test.each([
    [{ amount: 'viel', valueOn: '', method: 'cash' }, 'Write an amount such as 119.00'],
    [{ amount: '0', valueOn: '', method: 'cash' }, 'Write an amount such as 119.00'],
    [{ amount: '', valueOn: '', method: 'cash' }, 'Write an amount such as 119.00'],
    [{ amount: '1.005', valueOn: '', method: 'cash' }, 'Write an amount such as 119.00'],
    [{ amount: '5', valueOn: '2026-02-30', method: 'cash' }, 'Write a date such as'],
  ])('%j is refused beside its field', async (fields, said) => {
    const answer = await ben.post('/invoices/RE-1011/payment', fields);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(said)]);
    expect(answer.html).toContain('aria-invalid=true');
  });

  test('by a way nobody knows is no form of ours', async () => {
    expect((await ben.post('/invoices/RE-1011/payment', { amount: '5', method: 'gold' })).status).toBe(400);
  });
});

describe('the search', () => {
  test('says of an invoice that is not in the list why it is not', async () => {
    const small = { code: 'below_minimum', openCents: 50, minimumCents: 50, currency: 'EUR' } as const;
    expect((await ben.get('/why?invoice=RE-1015')).text).toContain(reasonText(small, 'en'));
    const early = await ben.get('/why?invoice=RE-1006');
    expect(early.text).toMatch(/15.January.2027.*Next step: “Zahlungserinnerung”, reached on 22.Jan.2027/);
  });

  test('says what the run of today saw, beside what holds now', async () => {
    expect((await ben.get('/why?invoice=RE-1015')).text).toMatch(/As of now\. Today’s run at 08:00 \(.*\) saw: /);
  });

  test('finds by a part of the number, by the customer, and by digits that are like it', async () => {
    expect((await ben.get('/why?invoice=re-100')).text).toContain('7 invoices found');
    expect((await ben.get('/why?invoice=thiel')).text).toContain('2 invoices found');
    expect((await ben.get('/why?invoice=K-500')).text).toContain('RE-1011 · Schmidt Logistik GmbH');
    expect((await ben.get('/why?invoice=INV1012')).text).toMatch(/Nothing was found for “INV1012”.*RE-1012/);
  });

  test('answers for the day of a past run as it was then, and says when there was none', async () => {
    const then = await ben.get('/why?invoice=RE-1004&on=2026-10-22');
    expect(then.text).toMatch(/Due today: “Zahlungserinnerung”.*As the run of 22.Oct.2026/);
    expect((await ben.get('/why?invoice=RE-1004&on=2026-10-23')).text).toMatch(/There was no run on 23.October.2026/);
  });

  test.each([
    ['%', 'Nothing was found'],
    ['_', 'Nothing was found'],
    ['\\', 'Nothing was found'],
    ["' or 1=1 --", 'Nothing was found'],
    ['<b>bold</b>', 'Nothing was found'],
  ])('takes %s as text', async (text, said) => {
    const answer = await ben.get(`/why?invoice=${encodeURIComponent(text)}`);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(said)]);
    expect(answer.html).not.toContain('<b>bold');
  });

  test.each([
    [`invoice=${'x'.repeat(101)}`, 'At most 100 characters'],
    ['invoice=a%00b', 'Remove the control characters'],
    ['invoice=RE-1004&on=gestern', 'Write a date such as'],
  ])('refuses %s beside its field', async (query, said) => {
    const answer = await ben.get(`/why?${query}`);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(said)]);
  });
});

describe('what happened', () => {
  test('names withdrawals with their time, credit notes, and blocks of the customer', async () => {
    world.clock.set(TODAY, '09:45');
    await ben.send('/customers/K-200/exclude', { until: '2026-12-31', reason: 'Vergleich' });
    const note =
      'number,customer_number,kind,issued_on,due_date,gross,currency,applies_to\nGS-1,K-200,credit_note,2026-11-19,2026-11-19,10.00,EUR,RE-1005\n';
    await importFile(world.as(ADMIN), { name: 'credit.csv', kind: 'invoices', bytes: Buffer.from(note) });
    const { text } = await ben.get('/invoices/RE-1005');
    expect(text).toMatch(/Credit note GS-1 of €10\.00/);
    expect(text).toMatch(/Customer excluded until 31.Dec.2026: Vergleich 20.Nov.2026, 09:45 · Ben/);
    const { text: asked } = await ben.get('/invoices/RE-1004');
    expect(asked).toMatch(/Letzte Mahnung withdrawn: customer blocked 20.Nov.2026, 09:45/);
    expect(text).toMatch(/Credit note GS-1 €10\.00/);
    expect((await ben.get('/invoices/GS-1')).text).toMatch(/Set against invoice RE-1005/);
    await ben.send('/customers/K-200/include');
    expect((await ben.get('/invoices/RE-1005')).text).toContain('Customer included again');
  });
});
