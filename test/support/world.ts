// A small company for tests of use cases and pages: six customers, fifteen invoices, three levels, two months of
// history played through the use cases under a virtual clock, and a day's proposals waiting.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Ports } from '../../src/app/context.ts';
import { importRows } from '../../src/app/imports/import-file.ts';
import { recordBankImport } from '../../src/app/imports/record-payment.ts';
import type { CustomerRow, ImportFile, InvoiceRow, PaymentRow } from '../../src/app/ingest/index.ts';
import { listUndecided } from '../../src/app/insight/list-proposals.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { RendererPort } from '../../src/app/renderer-port.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { setUpOrganisation } from '../../src/app/settings/set-up.ts';
import { startWork } from '../../src/app/use-case.ts';
import { type VirtualClock, virtualClock } from '../../src/clock.ts';
import type { Actor } from '../../src/core/actor.ts';
import type { Day } from '../../src/core/day.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Store } from '../../src/db/client.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { createRenderer, shippedText } from '../../src/render/index.ts';
import { asNewStore } from './new-store.ts';
import { ROOT } from './paths.ts';

export const ADMIN: Actor = { name: 'Anna', role: 'admin', surface: 'console' };

/** A Friday that is no holiday. */
export const TODAY: Day = '2026-11-20';

export interface World {
  store: Store;
  clock: VirtualClock;
  ports: Ports;
  /** Where the outbox writes. */
  outboxDir: string;
  as(actor: Actor): Context;
}

export interface WorldOptions {
  /** Default: `plainRenderer`, since most tests read no letter. */
  renderer?: RendererPort;
}

/** Fills an empty database. Afterwards it is the morning of `TODAY`, the run is done, nothing is decided. */
export async function createWorld(database: Store, { renderer = plainRenderer }: WorldOptions = {}): Promise<World> {
  const store = asNewStore(database);
  const clock = virtualClock('2026-09-01', 'Europe/Berlin');
  const outboxDir = mkdtempSync(join(tmpdir(), 'duly-outbox-'));
  const ports: Ports = {
    renderer,
    transport: createOutbox(outboxDir),
    shippedText: async (language, kind, channel) => shippedText(ROOT, language, kind, channel),
    log: () => undefined,
  };
  const as = (actor: Actor): Context => ({ store, clock, actor, ports });
  const ctx = as(ADMIN);
  await setUp(ctx);
  await importAll(ctx, { kind: 'customers', rows: CUSTOMERS });
  await importAll(ctx, { kind: 'invoices', rows: INVOICES });
  for (const day of ['2026-10-01', '2026-10-22', '2026-11-06'] as const) {
    clock.set(day);
    await playDay(ctx);
  }
  clock.set(TODAY, '07:30');
  await importAll(ctx, { kind: 'payments', rows: PAYMENTS });
  clock.set(TODAY, '08:00');
  await startRun(ctx, { trigger: 'schedule' });
  return { store, clock, ports, outboxDir, as };
}

/** Id of the undecided proposal that an invoice stands on. */
export async function proposalOf(world: World, invoice: string): Promise<number> {
  const { rows } = await listUndecided(world.as(ADMIN), {});
  const found = rows.find((row) => row.lines.some((line) => line.invoice === invoice));
  if (found === undefined) throw new Error(`no proposal waits for ${invoice}`);
  return found.id;
}

/** The renderer that the service uses; about a second to load. */
export function realRenderer(): Promise<RendererPort> {
  return createRenderer({ root: ROOT });
}

const noPaper = () => Promise.reject(new Error('the small world makes letters and mails only'));

/** Stands in for the real one where a test is about pages, not about paper: a letter takes it no time. */
export const plainRenderer: RendererPort = {
  letter: async (notice) => ({
    pdf: new TextEncoder().encode(`%PDF-1.7 ${summary(notice)}`),
    pages: 1,
    paymentCode: { kind: 'none', reason: null },
    unprintable: [],
  }),
  letterPng: async (notice) => new TextEncoder().encode(summary(notice)),
  email: async (notice) => ({
    subject: `Mail ${notice.customer.number}`,
    text: summary(notice),
    html: `<!doctype html><title>Mail</title><p style="color:red">${summary(notice)}</p><img src="cid:code" alt="">`,
    inlineImages: [{ contentId: 'code', bytes: new Uint8Array([1, 2, 3]), mimeType: 'image/png' }],
  }),
  async document(notice, texts, options) {
    return { letter: await this.letter(notice, texts.letter, options), email: await this.email(notice, texts.email) };
  },
  checkTemplate: () => [],
  cancellationLetter: noPaper,
  cancellationEmail: noPaper,
  printBatch: noPaper,
  handover: noPaper,
  agingChart: noPaper,
  // Of a picture whose decoding no such test is about.
  readLogo: (bytes) =>
    bytes.length < 100 ? { ok: false, fault: 'no_picture' } : { ok: true, png: bytes, widthPx: 300, heightPx: 100 },
  inspectPdf: noPaper,
  attachedXml: noPaper,
  appendOriginals: noPaper,
};

function summary(notice: Notice): string {
  return `${notice.customer.number} ${notice.currency} ${notice.totalCents}`;
}

async function setUp(ctx: Context): Promise<void> {
  await setUpOrganisation(ctx, {
    name: 'Nordwind Handels GmbH',
    address: { street: 'Speicherstraße', houseNumber: '12', postalCode: '20457', city: 'Hamburg', country: 'DE' },
    legalLines: ['Amtsgericht Hamburg HRB 123456', 'Geschäftsführerin: Inga Petersen'],
    email: 'buchhaltung@nordwind.example.com',
    senderEmail: 'buchhaltung@nordwind.example.com',
    bankName: 'Musterbank Hamburg',
    accountHolder: 'Nordwind Handels GmbH',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    calendar: 'DE-HH',
  });
  await savePlan(ctx, {
    name: 'Standard',
    isDefault: true,
    levels: [
      { name: 'Zahlungserinnerung', kind: 'reminder', afterDays: 7 },
      {
        name: '1. Mahnung',
        kind: 'notice',
        afterDays: 14,
        fee: { kind: 'fixed', amount: { '*': '5.00' } },
        interest: { kind: 'statutory', jurisdiction: 'DE' },
      },
      {
        name: 'Letzte Mahnung',
        kind: 'final',
        afterDays: 14,
        fee: { kind: 'fixed', amount: { '*': '10.00' } },
        interest: { kind: 'statutory', jurisdiction: 'DE' },
        channels: ['letter', 'email'],
      },
    ],
  });
}

async function playDay(ctx: Context): Promise<void> {
  await recordBankImport(ctx, {});
  await startRun(ctx, { trigger: 'schedule' });
  await decideProposals(ctx, { proposals: 'all', decision: { kind: 'approve' } });
  await issueApproved(ctx, {});
  await sendDue(ctx, {});
}

type Rows =
  | { kind: 'customers'; rows: CustomerRow[] }
  | { kind: 'invoices'; rows: InvoiceRow[] }
  | { kind: 'payments'; rows: PaymentRow[] };

async function importAll(ctx: Context, { kind, rows }: Rows): Promise<void> {
  const reading = { problems: [], totalRows: rows.length, separator: ',', encoding: 'utf-8' } as const;
  const file = { ...reading, kind, rows, numberFormat: null, assumptions: [] } as unknown as ImportFile;
  const report = await ctx.store.tx(async (db) => importRows(await startWork(ctx, db), `${kind}.csv`, file));
  if (report.problems.length > 0) throw new Error(`${kind}: ${report.problems[0]?.reason}`);
}

function customer(line: number, number: string, name: string, more: Partial<CustomerRow> = {}): CustomerRow {
  return {
    line,
    number,
    name,
    extra: [],
    street: 'Marktplatz',
    houseNumber: String(line),
    postalCode: '28195',
    city: 'Bremen',
    country: 'DE',
    state: 'HB',
    language: 'de',
    party: 'business',
    emailsTo: [`rechnung@${number.toLowerCase()}.example.com`],
    emailsCc: [],
    applyFees: null,
    dunning: null,
    blockReason: null,
    blockUntil: null,
    plan: null,
    salutation: null,
    iban: null,
    ...more,
  };
}

const NO_PLACE = { street: null, houseNumber: null, postalCode: null, city: null, country: null, state: null };

const CUSTOMERS: CustomerRow[] = [
  customer(1, 'K-100', 'Becker Metallbau GmbH'),
  customer(2, 'K-200', 'Yıldız & Söhne KG'),
  customer(3, 'K-300', 'Alpenrose Hotels AG', { country: 'CH', state: 'ZH', postalCode: '8001', city: 'Zürich' }),
  customer(4, 'K-400', 'Gärtnerei <Grünwald>', { emailsTo: [] }),
  customer(5, 'K-500', 'Schmidt Logistik GmbH', { emailsTo: [], ...NO_PLACE }),
  customer(6, 'K-600', 'Johanna Thiel', { party: 'consumer', language: 'en' }),
];

function invoice(line: number, number: string, customerNumber: string, dueDate: Day, cents: number, currency = 'EUR') {
  return {
    line,
    number,
    customerNumber,
    kind: 'invoice',
    issuedOn: '2026-08-20',
    dueDate,
    currency,
    grossCents: cents,
    paymentReference: null,
    appliesTo: null,
  } satisfies InvoiceRow;
}

const INVOICES: InvoiceRow[] = [
  invoice(1, 'RE-1001', 'K-100', '2026-09-20', 1_190_00),
  invoice(2, 'RE-1002', 'K-100', '2026-10-20', 2_480_50),
  invoice(3, 'RE-1003', 'K-100', '2026-11-10', 318_75),
  invoice(4, 'RE-1004', 'K-200', '2026-10-12', 89_90),
  invoice(5, 'RE-1005', 'K-200', '2026-11-12', 12_650_00),
  invoice(6, 'RE-1006', 'K-200', '2027-01-15', 740_00),
  invoice(7, '2026/1007', 'K-300', '2026-10-14', 2_308_30, 'CHF'),
  invoice(8, '2026/1008', 'K-300', '2026-11-11', 640_00, 'CHF'),
  invoice(9, 'RE-1009', 'K-400', '2026-10-28', 456_20),
  invoice(10, 'RE-1010', 'K-400', '2026-11-12', 77_40),
  invoice(11, 'RE-1011', 'K-500', '2026-11-09', 5_214_00),
  invoice(12, 'RE-1012', 'K-600', '2026-11-12', 259_00),
  invoice(13, 'RE-1013', 'K-600', '2026-11-18', 49_90),
  invoice(14, 'RE-1014', 'K-100', '2026-09-25', 999_00),
  invoice(15, 'RE-1015', 'K-200', '2026-10-30', 50),
];

function payment(line: number, cents: number, more: Partial<PaymentRow>): PaymentRow {
  return {
    line,
    externalId: `bank-${line}`,
    invoiceNumber: null,
    customerNumber: null,
    amountCents: cents,
    currency: 'EUR',
    valueOn: '2026-11-18',
    postedOn: '2026-11-19',
    method: 'bank_transfer',
    text: null,
    ...more,
  };
}

const PAYMENTS: PaymentRow[] = [
  payment(1, 999_00, { invoiceNumber: 'RE-1014' }),
  payment(2, 500_00, { invoiceNumber: 'RE-1002' }),
  payment(3, 20_00, { customerNumber: 'K-600' }),
];
