// One input for every command, and the afternoon on which each of them changes something.
import { sql } from 'drizzle-orm';
import { createToken } from '../../src/app/api/tokens.ts';
import { createWebhook } from '../../src/app/api/webhooks.ts';
import { saveTemplate } from '../../src/app/documents/templates.ts';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { queueFile } from '../../src/app/imports/in-background.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { stageFile } from '../../src/app/imports/staged.ts';
import { takePaymentBack } from '../../src/app/imports/take-payment-back.ts';
import { refuseMatch } from '../../src/app/matching/decide.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { addPerson } from '../../src/app/people/people.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, csv, type House, level, openHouse, proposalOf, run } from './house.ts';

const TEXT = { kind: 'reminder', language: 'de', channel: 'email', subject: 'S', body: 'B' } as const;
const { subject: _subject, body: _body, ...TEXT_OF } = TEXT;
export const idOf = async (invoice: string) => (await proposalOf(house, invoice)).id;

/** An input with which each command changes something in the house below, whatever the others did before. */
export const EXAMPLES: Record<string, () => unknown> = {
  'plan.save': () => ({ name: 'Third', levels: [level('T1')] }),
  'level.switch': async () => ({ levelId: await levelIdOf('I1'), active: false }),
  'plan.pause': async () => ({ planId: await planIdOf('Idle'), paused: true }),
  'plan.remove': async () => ({ planId: await planIdOf('Spare') }),
  'file.import': () => ({ name: 'c.csv', kind: 'customers', bytes: csv([{ number: 'K9', name: 'New' }]) }),
  'file.stage': () => ({ name: 's.csv', bytes: csv([{ number: 'K8', name: 'Staged' }]) }),
  'file.map': () => ({
    file: stagedFile,
    kind: 'customers',
    columns: ['number', 'name'].map((heading) => ({ heading, field: heading })),
  }),
  'file.take': () => ({ file: stagedFile }),
  'file.queue': () => ({ file: askedFile, step: 'weigh' }),
  'file.work': () => ({ files: [queuedFile] }),
  'payment.record': () => ({ invoice: 'PAID', amount: '1.00' }),
  'customer.take_over': () => ({ rows: [{ number: 'K10', name: 'Newer' }] }),
  'invoice.take_over': () => ({
    rows: [{ number: 'R10', customer: 'K1', issuedOn: '2026-01-01', dueDate: '2026-01-15', gross: '10.00' }],
  }),
  'payment.take_over': () => ({ rows: [{ id: 'P10', customer: 'K1', amount: '10.00', valueOn: '2026-01-20' }] }),
  'bank.imported': () => ({}),
  'customer.anonymise': () => ({ customer: 'K6', remark: 'he asked for it' }),
  'mapping.save': () => ({ name: 'Ours', kind: 'customers', columns: { Nr: 'number', Name: 'name' } }),
  'import.undo': () => ({ import: undoable }),
  'match.confirm': async () => ({ entry: await entryOf('one'), invoices: [{ invoice: 'PAID', amount: '1.00' }] }),
  'match.assign': async () => ({ entry: await entryOf('two'), customer: 'K2' }),
  'match.refuse': async () => ({ entry: await entryOf('three') }),
  'match.take_back': async () => ({ entry: await entryOf('four') }),
  'match.again': () => ({}),
  'statement.accept_gap': () => ({ account: 'DE89370400440532013000', remark: 'checked' }),
  'run.start': async () => ({ planIds: [house.planId] }),
  'proposal.decide': async () => ({ proposals: [await idOf('DECIDED')], decision: { kind: 'skip', remark: 'why' } }),
  'proposal.propose': () => ({ invoices: ['EARLY'] }),
  'proposal.take_back': async () => ({ proposal: await idOf('APPROVED') }),
  'proposal.take_back_many': async () => ({ proposals: [await idOf('REGRETTED')] }),
  'proposal.stop_automation': async () => ({ proposals: [await idOf('HELD')] }),
  'payment.take_back': () => ({ payment: taken }),
  'proposal.ask_again': async () => ({ proposal: await idOf('SKIPPED') }),
  'proposal.choose_level': () => ({ invoice: 'RAISED', level: 'L2' }),
  'token.create': () => ({ name: 'shop' }),
  'token.revoke': async () => ({ token: await newestOf('api_tokens') }),
  'webhook.create': () => ({ url: 'https://example.com/duly' }),
  'webhook.rotate_secret': async () => ({ webhook: await newestOf('webhooks') }),
  'webhook.repeat': async () => ({ delivery: await newestOf('webhook_deliveries') }),
  'webhook.remove': async () => ({ webhook: await newestOf('webhooks') }),
  'proposal.automate': () => ({}),
  'notice.issue': async () => ({ proposals: [await idOf('ISSUED')] }),
  'notice.draft': async () => ({ proposal: await idOf('DRAFTED') }),
  'notice.cancel': () => ({ invoice: 'CANCELLED' }),
  'notice.send': () => ({ number: 2 }),
  'notice.accept_undelivered': () => ({ number: 3, reason: 'he knows' }),
  'delivery.send_due': () => ({}),
  'delivery.send': async () => ({ delivery: await deliveryIn('approved', 'WAITING') }),
  'delivery.sweep': async () => {
    await deliveryIn('attempted', 'CUT');
    return {};
  },
  'delivery.resolve': async () => ({
    delivery: await deliveryIn('needs_review', 'DOUBTED'),
    resolution: 'arrived',
    reason: 'he rang up',
  }),
  'sending.pause': () => ({ reason: 'moving house' }),
  'sending.resume': () => ({ reason: 'moved' }),
  'organisation.change': () => ({ staleAfterDays: 9 }),
  'organisation.change_logo': () => ({ fileName: 'logo.png', bytes: new Uint8Array(200) }),
  'organisation.remove_logo': () => ({}),
  'person.add': () => ({ name: 'Cem', role: 'viewer' }),
  'person.change': async () => ({ person: await personId(), name: 'Dora B.' }),
  'person.deactivate': async () => ({ person: await personId() }),
  'sign_in.invite': () => ({ name: 'Eva', role: 'viewer' }),
  'person.reactivate': async () => ({ person: await personId() }),
  'invoice.pause': () => ({ invoice: 'STOPPED' }),
  'invoice.resume': () => ({ invoice: 'PAUSED' }),
  'customer.change': () => ({ customer: 'K3', changes: { applyFees: false } }),
  'customer.exclude': () => ({ customer: 'K2' }),
  'customer.include': () => ({ customer: 'K3' }),
  'dunning.suspend': () => ({ until: '2026-12-31' }),
  'dunning.resume': () => ({}),
  'dispute.raise': () => ({ invoice: 'STOPPED' }),
  'dispute.settle': () => ({ invoice: 'DISPUTED' }),
  'promise.make': () => ({ invoice: 'STOPPED', on: '2026-03-20' }),
  'promise.end': () => ({ invoice: 'PROMISED' }),
  'template.save': () => TEXT,
  'template.restore': () => ({ ...TEXT_OF, version: 1 }),
  'chat.set_up': () => ({ channelId: 'C1' }),
  'chat.test_post': () => ({}),
  'delivery.retry_with_address': async () => ({ delivery: await deliveryOf('BOUNCED'), to: 'new@example.com' }),
  'delivery.send_as_letter': async () => ({ delivery: await deliveryOf('RETURNED') }),
  'delivery.fall_back': () => ({}),
  'delivery.provider_report': async () => ({
    provider: 'stand-in',
    eventId: 'event',
    happenedAt: null,
    deliveryId: await deliveryOf('REPORTED'),
    news: { kind: 'delivered', detail: null, reference: null },
  }),
  'delivery.ask_news': () => ({}),
  'mail.send_test': () => ({ to: 'anna@example.com' }),
  'delivery.recall': async () => ({ delivery: await deliveryOf('RECALLED'), reason: 'wrong text' }),
  'delivery.correct_letter': async () => ({
    delivery: await deliveryOf('MOVED'),
    address: { street: 'Neue Gasse', houseNumber: '7', postalCode: '20095', city: 'Hamburg', country: 'DE' },
  }),
  'print_queue.print': async () => ({ deliveries: [await deliveryOf('LETTER')] }),
  'print_queue.posted': async () => ({ deliveries: [await deliveryOf('PRINTED')] }),
  'print_queue.cancel': async () => ({ deliveries: [await deliveryOf('UNWANTED')], reason: 'given in person' }),
  'invoice.attach_original': () => ({
    invoice: 'PAID',
    fileName: 'a.pdf',
    bytes: new TextEncoder().encode('%PDF-1.7'),
  }),
};

/** Commands that act through others, whose rows they leave; sending is one thing, however it is started. */
export const LEAVES: Record<string, string[]> = {
  'file.take': ['file.import'],
  'file.work': ['file.import'],
  'customer.take_over': ['file.import'],
  'invoice.take_over': ['file.import'],
  'payment.take_over': ['file.import'],
  'proposal.automate': ['proposal.decide', 'notice.issue'],
  'delivery.send': ['delivery.send_due'],
  'delivery.sweep': ['delivery.send_due'],
  'delivery.provider_report': ['delivery.news'],
  'delivery.ask_news': ['delivery.news'],
};

let house: House;
let stagedFile: string;
let queuedFile: string;
let askedFile: string;
let taken: string;
let undoable: number;

async function levelIdOf(name: string): Promise<number> {
  const [row] = await house.rows(sql`select id from levels where name = ${name}`);
  return Number(row?.id);
}

async function deliveryOf(invoice: string): Promise<string> {
  const [row] = await house.rows(sql`
    select deliveries.id from deliveries join notice_invoices line on line.notice_id = deliveries.notice_id
    join invoices on invoices.id = line.invoice_id where invoices.number = ${invoice}
    order by deliveries.created_at limit 1`);
  return String(row?.id);
}

/** Brings the deliveries of invoices to where a command starts from. */
async function deliveriesStand(invoices: readonly string[], change: ReturnType<typeof sql>): Promise<void> {
  for (const invoice of invoices) {
    await house.rows(sql`update deliveries set ${change} where id = ${await deliveryOf(invoice)}::uuid`);
  }
}

async function planIdOf(name: string): Promise<number> {
  const [row] = await house.rows(sql`select id from plans where name = ${name}`);
  return Number(row?.id);
}

/** The delivery of a notice, brought to a state as the service would have left it. */
async function deliveryIn(state: 'approved' | 'attempted' | 'needs_review', invoice: string): Promise<string> {
  const [row] = await house.rows(sql`update deliveries
    set state = ${state}::text, lease_until = ${state === 'attempted' ? '2026-03-10T10:00:00Z' : null}::timestamptz
    where channel = 'email' and notice_id in (select notice_id from notice_invoices line
      join invoices on invoices.id = line.invoice_id where invoices.number = ${invoice}) returning id, epoch`);
  if (state === 'attempted') {
    await house.rows(sql`insert into delivery_attempts (delivery_id, epoch, transport, payload_sha256, started_at)
      values (${row?.id}::uuid, ${row?.epoch}::int, 'test', 'x', '2026-03-10T09:59:00Z') on conflict do nothing`);
  }
  return String(row?.id);
}

async function newestOf(table: 'api_tokens' | 'webhooks' | 'webhook_deliveries'): Promise<number> {
  const [row] = await house.rows(sql`select max(id) as id from ${sql.identifier(table)}`);
  return Number(row?.id);
}

async function personId(): Promise<number> {
  const [row] = await house.rows(sql`select id from people where name like 'Dora%'`);
  return Number(row?.id);
}

async function entryOf(text: string): Promise<number> {
  const [row] = await house.rows(sql`select id from bank_entries where text = ${text}`);
  return Number(row?.id);
}

/** Four bookings that wait, one of them set aside, and a statement missing between two. */
async function readStatements(): Promise<void> {
  const entries = ['one', 'two', 'three', 'four'].map((text, index) => ({
    amount: `${index + 1}.00`,
    text,
    ref: text,
  }));
  for (const [on, opening] of [
    ['2026-03-09', '0.00'],
    ['2026-03-10', '5.00'],
  ] as const) {
    const bytes = camt(opening === '0.00' ? entries : [], { id: on, on, opening, closing: '10.00' });
    await importFile(house.anna, { name: 'bank.xml', bytes });
  }
  await refuseMatch(house.anna, { entry: await entryOf('four') });
}

/** A booking that names an invoice which was settled when it came, and is open again since. */
async function bookingToMatchAgain(): Promise<void> {
  await addInvoices(house, [{ number: 'PAID-1' }]);
  const { payment } = await recordPayment(house.anna, { invoice: 'PAID-1' });
  const bytes = camt([{ amount: '100.00', text: 'Rechnung PAID-1', ref: 'again' }], { id: 'again' });
  await importFile(house.anna, { name: 'again.xml', bytes });
  await takePaymentBack(house.anna, { payment });
}

/** An afternoon on which one invoice stands at each point that a command starts from. */
export async function openAfternoon(): Promise<House> {
  house = await openHouse(await openTestStore());
  const { anna } = house;
  // Texts and PDF files are looked into elsewhere; here they are all in order.
  const inspectPdf = async () => ({ ok: true as const, pages: 1 });
  house.ports.renderer = { ...house.ports.renderer, checkTemplate: async () => [], inspectPdf };
  const automatic = level('A1', { automation: 'send', graceDays: 0, actAt: '08:00' });
  await saveTemplate(anna, TEXT);
  await savePlan(anna, { name: 'Auto', levels: [automatic] });
  await savePlan(anna, { name: 'Idle', levels: [level('I1')] });
  await savePlan(anna, { name: 'Spare', levels: [] });
  await addCustomers(house, ['K1', 'K2', 'K6']);
  await addCustomers(house, ['K3'], { 'dunning block': 'yes' });
  await addCustomers(house, ['K4'], { plan: 'Auto' });
  await addCustomers(house, ['K5']);
  await savePlan(anna, { name: 'Both', levels: [level('B1', { channels: ['email', 'letter'] })] });
  await addCustomers(house, ['K5'], { plan: 'Both' });
  const mails = ['BOUNCED', 'RETURNED', 'REPORTED', 'ASKED', 'RECALLED'];
  const letters = ['LETTER', 'PRINTED', 'UNWANTED', 'MOVED'];
  const issued = ['CANCELLED', 'AGAIN', 'LOST', 'SENT', ...mails, ...letters, 'FALLEN', 'WAITING', 'CUT', 'DOUBTED'];
  const numbers = [
    ...issued,
    'PAID',
    'DECIDED',
    'APPROVED',
    'REGRETTED',
    'ISSUED',
    'DRAFTED',
    'STOPPED',
    'PAUSED',
    'DISPUTED',
    'HELD',
    'SKIPPED',
    'RAISED',
    'TAKEN',
    'PROMISED',
  ];
  await addInvoices(house, [
    ...numbers.filter((number) => number !== 'FALLEN').map((number) => ({ number })),
    { number: 'EARLY', due: '2026-03-09' },
    { number: 'AUTO', customer: 'K4' },
    { number: 'FALLEN', customer: 'K5' },
  ]);
  await readStatements();
  await run(house);
  await decideForExamples(issued);
  await bringDeliveries(mails, letters);
  house.clock.set('2026-03-10', '14:00');
  askedFile = await stagedAsBen('K10');
  queuedFile = await stagedAsBen('K11');
  await queueFile(house.as('Ben', 'approver'), { file: queuedFile, step: 'take' });
  stagedFile = (await stageFile(anna, { name: 't.csv', bytes: csv([{ number: 'K7', name: 'T' }]) })).id;
  return house;
}

async function stagedAsBen(number: string): Promise<string> {
  const bytes = csv([{ number, name: 'Queued' }]);
  return (await stageFile(house.as('Ben', 'approver'), { name: 'q.csv', bytes })).id;
}

/** What people have done before the afternoon begins. */
async function decideForExamples(issued: readonly string[]): Promise<void> {
  const { anna } = house;
  for (const number of issued) {
    await decideProposals(anna, { proposals: [await idOf(number)], decision: { kind: 'approve' } });
    await issueApproved(anna, {});
  }
  for (const number of ['APPROVED', 'REGRETTED', 'ISSUED']) {
    await decideProposals(anna, { proposals: [await idOf(number)], decision: { kind: 'approve' } });
  }
  await decideProposals(anna, { proposals: [await idOf('SKIPPED')], decision: { kind: 'skip' } });
  taken = (await recordPayment(anna, { invoice: 'TAKEN', amount: '1.00' })).payment;
  const bytes = camt([{ amount: '7.77', text: 'undone', ref: 'undone' }]);
  undoable = (await importFile(anna, { name: 'undo.xml', bytes })).importId;
  await bookingToMatchAgain();
  await promisePayment(anna, { invoice: 'PROMISED', on: '2026-03-30' });
  await createToken(anna, { name: 'first' });
  const { id: webhook } = await createWebhook(anna, { url: 'https://example.com/first' });
  await house.rows(sql`insert into webhook_deliveries (webhook_id, event, happened_at, data, state, next_at)
    values (${webhook}, 'notice.issued', now(), '{}', 'given_up', now())`);
  await addPerson(anna, { name: 'Dora', role: 'viewer' });
  await pauseInvoice(anna, { invoice: 'PAUSED' });
  await raiseDispute(anna, { invoice: 'DISPUTED' });
}

/** What has become of the deliveries. */
async function bringDeliveries(mails: readonly string[], letters: readonly string[]): Promise<void> {
  await house.rows(sql`update deliveries set state = 'failed', reason = 'gone'
    where notice_id in (select id from notices where number in (2, 3))`);
  const later = sql`not_before = '2027-01-01'`;
  await deliveriesStand(
    [...mails, 'FALLEN'],
    sql`state = 'sent', attempts = 1, sent_at = now(), ${later},
    transport = 'stand-in', transport_reference = 'known'`,
  );
  await deliveriesStand(['BOUNCED', 'RETURNED', 'FALLEN'], sql`state = 'bounced'`);
  await deliveriesStand(['ASKED'], sql`sent_at = '2026-03-10T09:00:00Z', transport_reference = 'asked'`);
  await deliveriesStand(letters, sql`channel = 'letter', ${later}`);
  await house.rows(sql`insert into print_batches (printed_at, printed_by) values (now(), 'Anna')`);
  await deliveriesStand(['PRINTED'], sql`print_batch_id = (select max(id) from print_batches)`);
  await deliveriesStand(['RECALLED'], sql`channel = 'letter'`);
  house.ports.transport.cancel = async () => true;
  house.ports.transport.news = async (reference) =>
    reference === 'asked' ? { kind: 'delivered', detail: null, reference } : null;
}
