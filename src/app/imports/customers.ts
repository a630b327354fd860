// Customers from a file: added by number, changed where the file says something else. What the file does not say is
// kept.

import type { Address } from '../../core/notice.ts';
import { sameValue } from '../../core/same-value.ts';
import { keepRevisions } from '../../db/as-of.ts';
import { customerBlocks } from '../../db/holds.ts';
import { type CustomerRecord, customersByNumber, insertCustomers, updateCustomer } from '../../db/ingest.ts';
import { lockPlanRows } from '../../db/plans.ts';
import { invoiceIdsOf, refreshProgress } from '../../db/progress.ts';
import { placeBlock } from '../holds/place.ts';
import type { CustomerRow, Problem } from '../ingest/index.ts';
import type { Texts } from '../refusals/say.ts';
import { noteChanges, type Work } from '../use-case.ts';
import { recordProblem } from './report.ts';

export interface Applied {
  added: number;
  changed: number;
  unchanged: number;
  problems: Problem[];
  /** Customers whose proposals may have to follow. */
  customerIds: number[];
}

export async function applyCustomers(work: Work, rows: readonly CustomerRow[]): Promise<Applied> {
  const named = rows.some((row) => row.plan !== null) ? await lockPlanRows(work.db) : [];
  const plans = new Map(named.map((plan) => [plan.name.toLowerCase(), plan.id]));
  const known = await customersByNumber(
    work.db,
    rows.map((row) => row.number),
  );
  const applied: Applied = { added: 0, changed: 0, unchanged: 0, problems: [], customerIds: [] };
  const fresh: (Fields & { number: string })[] = [];
  const movedPlan: number[] = [];
  for (const row of rows) {
    const planId = row.plan === null ? null : plans.get(row.plan.toLowerCase());
    if (planId === undefined) {
      applied.problems.push(recordProblem(row.line, row.plan, noPlan(row.plan ?? '')));
      continue;
    }
    const fields = { ...fieldsOf(row, work.organisation.country), ...(planId === null ? {} : { planId }) };
    const before = known.get(row.number);
    if (before === undefined) fresh.push({ number: row.number, ...fields });
    else if (!differs(before, fields)) applied.unchanged += 1;
    else {
      await keepRevisions(work.db, 'customer', [before], work.now);
      await updateCustomer(work.db, before.id, { ...fields, version: before.version + 1, changedAt: work.now });
      await noteChanges(work, 'customer.import', [
        { entity: 'customer', entityId: String(before.id), before, after: fields },
      ]);
      if (planId !== null && planId !== before.planId) movedPlan.push(before.id);
      applied.changed += 1;
      applied.customerIds.push(before.id);
    }
  }
  await insertCustomers(
    work.db,
    fresh.map((fields) => ({ ...fields, changedAt: work.now })),
  );
  applied.added = fresh.length;
  if (movedPlan.length > 0) await refreshProgress(work.db, await invoiceIdsOf(work.db, { customerIds: movedPlan }));
  await placeBlocks(work, rows, known, applied);
  return applied;
}

type Fields = Partial<Omit<CustomerRecord, 'id' | 'number' | 'changedAt'>> & { name: string };

/** Only what the file says: a null cell leaves what is on record. */
function fieldsOf(row: CustomerRow, home: string): Fields {
  const address = addressOf(row, home);
  return {
    name: row.name,
    ...(address === null ? {} : { address }),
    ...(row.state === null ? {} : { state: row.state }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.party === null ? {} : { party: row.party, partyConfirmed: true }),
    ...(row.salutation === null ? {} : { salutation: row.salutation }),
    ...(row.emailsTo.length === 0 ? {} : { emailsTo: row.emailsTo }),
    ...(row.emailsCc.length === 0 ? {} : { emailsCc: row.emailsCc }),
    ...(row.iban === null ? {} : { iban: row.iban }),
    ...(row.applyFees === null ? {} : { applyFees: row.applyFees }),
    ...(row.activated == null ? {} : { activated: row.activated }),
    ...(row.preferredChannel == null ? {} : { preferredChannel: row.preferredChannel }),
  };
}

function addressOf(row: CustomerRow, home: string): Address | null {
  const { extra, street, houseNumber, postalCode, city, country } = row;
  if (street === null || postalCode === null || city === null) return null;
  return { extra, street, houseNumber: houseNumber ?? '', postalCode, city, country: country ?? home };
}

function differs(before: CustomerRecord, fields: Fields): boolean {
  return Object.entries(fields).some(([key, value]) => !sameValue(before[key as keyof CustomerRecord], value));
}

/**
 * A customer that the file marks as blocked (Mahnsperre) gets a block. Where one stands, or a person has ended one, the
 * record stays as people decided it; a file that says otherwise is reported, never dropped silently.
 */
async function placeBlocks(
  work: Work,
  rows: readonly CustomerRow[],
  before: ReadonlyMap<string, CustomerRecord>,
  applied: Applied,
): Promise<void> {
  const telling = rows.filter((row) => row.dunning === false || (row.dunning === true && before.has(row.number)));
  if (telling.length === 0) return;
  const stored = await customersByNumber(
    work.db,
    telling.map((row) => row.number),
  );
  const history = await customerBlocks(
    work.db,
    [...stored.values()].map((customer) => customer.id),
  );
  for (const row of telling) {
    const customer = stored.get(row.number);
    if (customer === undefined) continue;
    const past = history.get(customer.id) ?? [];
    const stands = past.some((block) => block.endedAt === null);
    const problem = blockProblem(row, stands, past);
    if (problem !== null) applied.problems.push(recordProblem(row.line, row.number, problem));
    if (row.dunning === true || past.length > 0) continue;
    const block = { from: work.today, until: row.blockUntil, reason: row.blockReason ?? '' };
    const { note } = await placeBlock(work, { scope: 'customer', customerId: customer.id }, block);
    await noteChanges(work, 'customer.exclude', [note]);
  }
}

function blockProblem(row: CustomerRow, stands: boolean, past: readonly { endedBy: string | null }[]): Texts | null {
  if (row.dunning === true) {
    if (!stands) return null;
    return {
      en: `Customer ${row.number} is blocked here, the file says he is not. He stays blocked.`,
      de: `Kunde ${row.number} ist hier gesperrt, laut Datei nicht. Er bleibt gesperrt.`,
    };
  }
  if (stands || past.length === 0) return null;
  const who = past.find((block) => block.endedBy !== null)?.endedBy;
  return {
    en: `Customer ${row.number} is blocked in the file, but ${who ?? 'somebody'} ended his block here. It was left ended.`,
    de: `Kunde ${row.number} ist laut Datei gesperrt, aber ${who ?? 'jemand'} hat seine Sperre hier beendet. Das bleibt so.`,
  };
}

function noPlan(plan: string): Texts {
  return { en: `There is no dunning plan "${plan}".`, de: `Einen Mahnplan „${plan}“ gibt es nicht.` };
}
