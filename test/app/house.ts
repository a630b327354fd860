// A company that a test fills itself: an organisation and a plan, then customers, invoices and days as the test names
// them. Everything goes through the front doors; letters and transport are stand-ins whose behaviour a test chooses.
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context, Ports } from '../../src/app/context.ts';
import { UseCaseError } from '../../src/app/errors.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import type { PLAN_INPUT } from '../../src/app/settings/plan-input.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { type ORGANISATION_INPUT, setUpOrganisation } from '../../src/app/settings/set-up.ts';
import { type VirtualClock, virtualClock } from '../../src/clock.ts';
import type { Role } from '../../src/core/actor.ts';
import type { Day } from '../../src/core/day.ts';
import type { Envelope, Receipt } from '../../src/core/envelope.ts';
import type { Store } from '../../src/db/client.ts';
import { emptyDatabase } from '../../src/db/empty.ts';
import { type KeptRows, keepRows, restoreRows } from '../support/kept-rows.ts';
import { asNewStore } from '../support/new-store.ts';
import { plainRenderer } from '../support/world.ts';

type PlanInput = z.input<typeof PLAN_INPUT>;
type Row = Record<string, unknown>;

export interface House {
  store: Store;
  clock: VirtualClock;
  ports: Ports;
  /** Anna, who may do everything. */
  anna: Context;
  as(name: string, role?: Role): Context;
  planId: number;
  /** Ids of the plan's levels, by their name. */
  levels: Record<string, number>;
  /** What was handed over so far. */
  handedOver: Envelope[];
  /** What the transport answers; accepts at first. */
  answer: (envelope: Envelope) => Promise<Receipt>;
  /** What a query says, with the columns as the database names them. */
  rows(query: ReturnType<typeof sql>): Promise<Row[]>;
}

export interface HouseOptions {
  on?: Day;
  plan?: Partial<PlanInput>;
  organisation?: Partial<z.input<typeof ORGANISATION_INPUT>>;
}

/** Levels of two days each: L1 on the second day after the due date, L2 two days after L1, and so on. */
export const level = (name: string, fields: Partial<NonNullable<PlanInput['levels']>[number]> = {}) => ({
  name,
  kind: 'reminder' as const,
  afterDays: 2,
  paymentTermDays: 7,
  channels: ['email' as const],
  ...fields,
});

/** Empties the store and sets up the organisation and its plan; without calendar and guard unless asked for. */
export async function openHouse(database: Store, options: HouseOptions = {}): Promise<House> {
  const store = asNewStore(database);
  const clock = virtualClock(options.on ?? '2026-03-10', 'Europe/Berlin');
  const handedOver: Envelope[] = [];
  const ports: Ports = {
    renderer: plainRenderer,
    // No real transport can be told to refuse, to time out or to lose its answer at a chosen moment.
    transport: {
      name: 'stand-in',
      leavesMachine: true,
      channels: ['email', 'letter'],
      fingerprint: (envelope) => `${envelope.deliveryId} ${envelope.subject}`,
      handOver: (envelope) => {
        handedOver.push(envelope);
        return house.answer(envelope);
      },
    },
    // No chat would take a message from a test without a workspace.
    chat: { mode: 'socket', post: async () => null },
    shippedText: async () => ({ subject: 'Subject', body: 'Body' }),
    log: () => undefined,
  };
  const as = (name: string, role: Role = 'admin'): Context => ({
    store,
    clock,
    ports,
    actor: { name, role, surface: 'console' },
  });
  const rows: House['rows'] = async (query) => ((await store.db.execute(query)) as unknown as { rows: Row[] }).rows;
  const answer: House['answer'] = async (envelope) => ({ outcome: 'accepted', reference: envelope.deliveryId });
  const house: House = { store, clock, ports, as, anna: as('Anna'), planId: 0, levels: {}, handedOver, answer, rows };
  await setUpOnce(database, house, options, () => setUp(house, options));
  for (const row of await rows(sql`select id, name, plan_id from levels`)) {
    house.planId = Number(row.plan_id);
    house.levels[String(row.name)] = Number(row.id);
  }
  return house;
}

/** Organisation and plan through the front doors. */
async function setUp(house: House, options: HouseOptions): Promise<void> {
  await emptyDatabase(house.store.db);
  await setUpOrganisation(house.anna, {
    name: 'Nordwind GmbH',
    address: { street: 'Speicherstraße', houseNumber: '12', postalCode: '20457', city: 'Hamburg', country: 'DE' },
    accountHolder: 'Nordwind GmbH',
    senderEmail: 'office@nordwind.example.com',
    calendar: 'none',
    staleAfterDays: null,
    ...options.organisation,
  });
  const plan = { name: 'Standard', isDefault: true, levels: [level('L1'), level('L2'), level('L3')], ...options.plan };
  house.planId = (await savePlan(house.anna, plan)).planId;
}

/** What was set up before, by database and by what was asked for: null until it has been asked for twice. */
const setUps = new WeakMap<Store, Map<string, { rows: KeptRows; at: string } | null>>();

/** The third time and later, the rows of the second are put back, with the clock as it was. */
async function setUpOnce(database: Store, { store, clock }: House, options: HouseOptions, work: () => Promise<void>) {
  const known = setUps.get(database) ?? new Map();
  setUps.set(database, known);
  const key = JSON.stringify(options);
  const kept = known.get(key);
  if (kept != null) {
    await restoreRows(store, kept.rows);
    while (clock.now() < kept.at);
    return;
  }
  await work();
  known.set(key, kept === undefined ? null : { rows: await keepRows(store), at: clock.now() });
}

/** Imports customers with these numbers; each has an e-mail address, and a postal one unless told otherwise. */
export async function addCustomers(house: House, numbers: readonly string[], more: Row = {}): Promise<void> {
  const fields = { street: 'Marktplatz 1', postalCode: '28195', city: 'Bremen', country: 'DE', ...more };
  const rows = numbers.map((number) => ({ number, name: `Customer ${number}`, email: 'pay@example.com', ...fields }));
  await importRowsOf(house, 'customers', rows);
}

export interface NewInvoice {
  number: string;
  customer?: string;
  due?: Day;
  gross?: string;
  currency?: string;
  /** Makes it a credit note: set against an invoice, or free (''). */
  credit?: string;
}

/** Imports invoices of customer K1 over 100.00 EUR, due on 2026-03-08: on 10 March they reach L1. */
export async function addInvoices(house: House, invoices: readonly NewInvoice[]): Promise<void> {
  const rows = invoices.map(({ number, customer = 'K1', due = '2026-03-08', gross = '100.00', currency, credit }) => ({
    kind: credit === undefined ? 'invoice' : 'credit note',
    number,
    customer,
    issued: due < '2026-03-01' ? due : '2026-03-01',
    due,
    currency: currency ?? 'EUR',
    gross,
    'applies to': credit ?? '',
  }));
  await importRowsOf(house, 'invoices', rows);
}

async function importRowsOf(house: House, kind: 'customers' | 'invoices', rows: readonly Row[]): Promise<void> {
  const report = await importFile(house.anna, { name: `${kind}.csv`, kind, bytes: csv(rows) });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
}

/** A file with a column for each field of the first row. */
export function csv(rows: readonly Row[]): Uint8Array {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join(';'));
  return new TextEncoder().encode([columns.join(';'), ...lines].join('\n'));
}

/** A run by a person, today. */
/** A customer each, `K-` and the number, with one invoice of that number. */
export async function addOneEach(
  house: House,
  numbers: readonly string[],
  more: (number: string) => Partial<NewInvoice> = () => ({}),
): Promise<void> {
  const customerOf = (number: string) => `K-${number}`;
  await addCustomers(house, numbers.map(customerOf));
  await addInvoices(
    house,
    numbers.map((number) => ({ number, customer: customerOf(number), ...more(number) })),
  );
}

/** One each, as `addOneEach`, with a notice issued about every one, waiting to be sent in that order. */
export async function issueOneEach(house: House, numbers: readonly string[]): Promise<void> {
  await addOneEach(house, numbers);
  await run(house);
  await approveAll(house);
  house.clock.set('2026-03-10', '14:00');
}

export const run = (house: House) => startRun(house.anna, {});

/** Everything that is undecided is approved, everything approved is issued. */
export async function approveAll(house: House) {
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  return issueApproved(house.anna, {});
}

/** One day: the clock is set, the run, all approved and issued. */
export async function liveDay(house: House, day: Day) {
  house.clock.set(day);
  await run(house);
  return approveAll(house);
}

/** The latest proposal about an invoice that moves on it, whatever its state. */
export async function proposalOf(house: House, invoice: string): Promise<{ id: number; state: string; row: Row }> {
  const [row] = await house.rows(sql`
    select proposal.* from proposals proposal
    join proposal_invoices line on line.proposal_id = proposal.id and line.moves
    join invoices on invoices.id = line.invoice_id where invoices.number = ${invoice}
    order by proposal.id desc limit 1`);
  if (row === undefined) throw new Error(`there is no proposal about ${invoice}`);
  return { id: Number(row.id), state: String(row.state), row };
}

/** The levels of an invoice's standing passages, e.g. 'L1 L2(skipped)'. */
export async function passedBy(house: House, invoice: string): Promise<string> {
  const rows = await house.rows(sql`
    select levels.name, passages.kind from passages join levels on levels.id = passages.level_id
    join invoices on invoices.id = passages.invoice_id
    where invoices.number = ${invoice} and passages.voided_at is null order by passages.id`);
  return rows.map(({ name, kind }) => (kind === 'issued' ? name : `${name}(${kind})`)).join(' ');
}

/** The code of the refusal, or 'done'. */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    if (!(error instanceof UseCaseError)) throw error;
    return error.code;
  }
}
