// Fills an empty database with what a scenario begins with, through the same use cases as the real thing.

import type { Context } from '../app/context.ts';
import { importRows } from '../app/imports/import-file.ts';
import type { CustomerRow, ImportFile, InvoiceRow } from '../app/ingest/index.ts';
import { customerNamed, fileOfRows } from '../app/ingest/made-rows.ts';
import { savePlan } from '../app/settings/save-plan.ts';
import { setUpOrganisation } from '../app/settings/set-up.ts';
import { inTransaction } from '../app/use-case.ts';
import { parseAmount } from '../core/money.ts';
import type { Scenario } from './scenario.ts';

type ScenarioLevel = Scenario['plans'][number]['levels'][number];

export async function buildWorld(ctx: Context, scenario: Scenario): Promise<void> {
  const { organisation, guard, calendar, plans } = scenario;
  await setUpOrganisation(ctx, {
    ...organisation,
    name: 'Scenario',
    address: { street: 'Hauptstrasse', postalCode: '10115', city: 'Berlin', country: organisation.country },
    accountHolder: 'Scenario',
    calendar,
    staleAfterDays: guard?.staleAfterDays ?? null,
  });
  const defaultIndex = Math.max(
    0,
    plans.findIndex((plan) => plan.default),
  );
  // The default plan first: a customer without a plan must find it, and there is never a moment without one.
  const inOrder = [...plans].sort((a, b) => Number(b === plans[defaultIndex]) - Number(a === plans[defaultIndex]));
  for (const [index, plan] of inOrder.entries()) {
    await savePlan(ctx, {
      name: plan.name,
      isDefault: index === 0,
      grouping: plan.grouping,
      countFrom: plan.countFrom,
      feePolicy: plan.feePolicy,
      alsoOverdue: plan.alsoOverdue,
      minimumAmount: { '*': plan.minimumAmount },
      levels: plan.levels.map(levelInput),
    });
  }
  await importAll(
    ctx,
    fileOfRows(
      'customers',
      scenario.customers.map((_, index) => customerRow(scenario, index)),
    ),
  );
  await importAll(
    ctx,
    fileOfRows(
      'invoices',
      scenario.invoices.map((_, index) => invoiceRow(scenario, index)),
    ),
  );
}

function levelInput(level: ScenarioLevel) {
  return {
    name: level.name,
    kind: level.kind,
    active: level.active,
    afterDays: level.days,
    paymentTermDays: level.paymentTermDays,
    fee: feeInput(level.fee),
    interest: interestInput(level.interest),
    compensation: level.compensation === undefined ? null : { '*': level.compensation },
    minimumAmount: level.minimumAmount === undefined ? null : { '*': level.minimumAmount },
    // Everybody in a scenario can be reached by mail: what is told is what is decided, not how it is delivered.
    channels: ['email' as const],
  };
}

function feeInput(fee: ScenarioLevel['fee']) {
  if (typeof fee === 'string') return { kind: 'fixed' as const, amount: { '*': fee } };
  const { percent, min, max } = fee;
  const bound = (amount: string | undefined) => (amount === undefined ? null : { '*': amount });
  return { kind: 'percent' as const, basisPoints: basisPoints(percent), min: bound(min), max: bound(max) };
}

function interestInput(interest: ScenarioLevel['interest']) {
  if (interest === undefined) return { kind: 'none' as const };
  if ('statutory' in interest) return { kind: 'statutory' as const, jurisdiction: interest.statutory };
  return { kind: 'fixed' as const, basisPoints: basisPoints(interest.percent) };
}

/** "2.5" percent is 250 basis points; parsed like an amount of two decimals, without floating point. */
function basisPoints(percent: string): number {
  const points = parseAmount(percent, 'EUR');
  if (points === null) throw new Error(`${percent} is not a percentage`);
  return points;
}

function customerRow({ calendar, customers }: Scenario, index: number): CustomerRow {
  const customer = customers[index];
  if (customer === undefined) throw new Error('no such customer');
  const { number, name, party, applyFees, plan = null } = customer;
  const said = { language: 'de' as const, party, emailsTo: ['nobody@example.invalid'], applyFees, plan };
  return { ...customerNamed(number, name, index + 1), ...said, ...placeOf(calendar) };
}

/**
 * Where a scenario's customers live: its one calendar is theirs, too, since a due date on a holiday of theirs moves the
 * start of interest. Nowhere in particular when the calendar is that of no country.
 */
function placeOf(calendar: Scenario['calendar']): Partial<CustomerRow> {
  const [country = '', state = null] = calendar.split('-');
  return country.length === 2 ? { street: 'Hauptstrasse', postalCode: '10000', city: 'Ort', country, state } : {};
}

function invoiceRow(scenario: Scenario, index: number): InvoiceRow {
  const invoice = scenario.invoices[index];
  if (invoice === undefined) throw new Error('no such invoice');
  const currency = invoice.currency ?? scenario.organisation.currency;
  return {
    line: index + 1,
    number: invoice.number,
    customerNumber: invoice.customer,
    kind: invoice.kind,
    issuedOn: invoice.issued ?? invoice.due,
    dueDate: invoice.due,
    currency,
    grossCents: parseAmount(invoice.gross, currency) ?? 0,
    paymentReference: null,
    appliesTo: null,
  };
}

async function importAll(ctx: Context, rows: ImportFile): Promise<void> {
  const report = await inTransaction(ctx, (work) => importRows(work, 'scenario', rows));
  const [problem] = report.problems;
  if (problem !== undefined) throw new Error(`${rows.kind}: ${problem.reason}`);
}
