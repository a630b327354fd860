// What came out of a scenario, in the words of its format, and how it differs from what was expected.

import type { Day } from '../core/day.ts';
import { formatAmount } from '../core/money.ts';
import { readIssuedWithInvoices } from '../db/notices.ts';
import type { Db } from '../db/store.ts';
import type { Scenario, ScenarioNotice } from './scenario.ts';

export interface Outcome {
  notices: ScenarioNotice[];
  /** Only with a guard. */
  stopped?: Day[];
}

/** Issued notices in order: day, customer number, first invoice number. Also those that were cancelled later. */
export async function readOutcome(db: Db, scenario: Scenario, stopped: Day[]): Promise<Outcome> {
  const rows = await readIssuedWithInvoices(db);
  const notices = rows.map(({ notice, customerNumber, invoiceNumbers }): ScenarioNotice => {
    const amount = (cents: number) => formatAmount(cents, notice.currency);
    return {
      on: notice.issuedOn,
      customer: customerNumber,
      invoices: invoiceNumbers.sort(byText),
      level: notice.model.level?.name ?? '',
      due: notice.deadline,
      open: amount(notice.principalCents),
      fee: amount(notice.feeCents),
      carried: amount(notice.carriedCents),
      interest: amount(notice.interestCents),
      compensation: amount(notice.compensationCents),
      total: amount(notice.totalCents),
    };
  });
  notices.sort(
    (a, b) => byText(a.on, b.on) || byText(a.customer, b.customer) || byText(a.invoices[0] ?? '', b.invoices[0] ?? ''),
  );
  return scenario.guard === undefined ? { notices } : { notices, stopped };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Readable lines, one per difference; none when the outcome is as expected. */
export function differences(outcome: Outcome, expected: NonNullable<Scenario['expect']>): string[] {
  const lines: string[] = [];
  const count = Math.max(outcome.notices.length, expected.notices.length);
  for (let index = 0; index < count; index += 1) {
    lines.push(...noticeDifferences(index, outcome.notices[index], expected.notices[index]));
  }
  if (expected.stopped !== undefined) {
    const got = (outcome.stopped ?? []).join(', ');
    const wanted = expected.stopped.join(', ');
    if (got !== wanted) lines.push(`stopped: expected [${wanted}], got [${got}]`);
  }
  return lines;
}

function noticeDifferences(
  index: number,
  got: ScenarioNotice | undefined,
  wanted: ScenarioNotice | undefined,
): string[] {
  if (got === undefined && wanted !== undefined) return [`notices.${index}: expected ${summary(wanted)}, got none`];
  if (wanted === undefined && got !== undefined) return [`notices.${index}: expected none, got ${summary(got)}`];
  if (got === undefined || wanted === undefined) return [];
  return (Object.keys(wanted) as (keyof ScenarioNotice)[]).flatMap((field) => {
    const [a, b] = [textOf(got[field]), textOf(wanted[field])];
    return a === b ? [] : [`notices.${index}.${field}: expected ${b}, got ${a} (${summary(got)})`];
  });
}

function textOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : [...value].sort(byText).join(' + ');
}

function summary(notice: ScenarioNotice): string {
  return `${notice.on} ${notice.customer} ${textOf(notice.invoices)} "${notice.level}" ${notice.total}`;
}
