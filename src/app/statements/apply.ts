// Writes statements that were read: what is on record already stays as it is, new bookings are judged, certain ones
// booked, the others kept for a person. Part of a transaction.

import { afterBankEntryStep } from '../../core/bank-entry.ts';
import type { Verdict } from '../../core/match-types.ts';
import { entriesOfBookings, insertBankEntries, type KnownEntry, readEntry, updateBankEntry } from '../../db/bank.ts';
import { insertStatement } from '../../db/bank-statements.ts';
import { insertPayments, type NewPayment } from '../../db/ingest.ts';
import { refreshDoubts } from '../../db/payment-doubts.ts';
import { refreshOpen } from '../api/events.ts';
import type { Work } from '../use-case.ts';
import { freePayment, paymentsFor, stateOf, takenBack } from './book.ts';
import { checkChain } from './chain.ts';
import { judgeBookings } from './judge.ts';
import type { Statement, StatementEntry } from './types.ts';

export interface AppliedStatements {
  entries: number;
  added: number;
  /** On record already. */
  known: number;
  booked: number;
  waiting: number;
  /** Gaps in the chain, one sentence each. */
  missing: string[];
  customerIds: number[];
}

export async function applyStatements(
  work: Work,
  statements: readonly Statement[],
  importId: number,
): Promise<AppliedStatements> {
  for (const statement of statements) await recordStatement(work, statement, importId);
  const entries = statements.flatMap((statement) => statement.entries.map((entry) => ({ entry, statement })));
  const { fresh, replaced } = await unknownOf(
    work,
    entries.map(({ entry }) => entry),
  );
  for (const known of replaced) await replaceSum(work, known, importId);
  const accounts = new Map(entries.map(({ entry, statement }) => [entry.entryKey, statement.account]));
  const verdicts = await judgeBookings(work.db, fresh);
  const judged = fresh.map((entry, index) => ({
    entry,
    verdict: verdicts[index],
    account: accounts.get(entry.entryKey) ?? '',
  }));
  const written = await writeJudged(work, judged, importId);
  await refreshOpen(work, [...written.invoiceIds]);
  const asked = await refreshDoubts(work.db, [...written.entryIds, ...replaced.map((known) => known.id)], work.now);
  const missing: string[] = [];
  for (const account of new Set(statements.map((one) => one.account)))
    missing.push(...(await checkChain(work.db, account)));
  const booked = verdicts.filter((verdict) => verdict.kind === 'certain').length;
  return {
    entries: entries.length,
    added: fresh.length,
    known: entries.length - fresh.length,
    booked,
    waiting: fresh.length - booked,
    missing,
    customerIds: [...new Set([...written.customerIds, ...asked])],
  };
}

interface JudgedEntry {
  entry: StatementEntry;
  verdict: Verdict | undefined;
  account: string;
}

/** Bookings written at a time, with their payments. */
const ENTRIES_A_BATCH = 2_000;

async function writeJudged(work: Work, judged: readonly JudgedEntry[], importId: number) {
  const invoiceIds = new Set<number>();
  const customerIds = new Set<number>();
  const entryIds: number[] = [];
  for (let start = 0; start < judged.length; start += ENTRIES_A_BATCH) {
    work.ctx.progress?.({ phase: 'writing', rows: start, total: judged.length });
    const batch = judged.slice(start, start + ENTRIES_A_BATCH);
    const rows = batch.map(({ entry, verdict, account }) => ({
      ...columnsOf(entry),
      ...outcomeOf(verdict, entry, 0),
      account,
      importId,
      recordedAt: work.now,
    }));
    const ids = await insertBankEntries(work.db, rows);
    const payments = batch.flatMap(({ entry, verdict }) => rowsFor(entry, verdict, ids.get(entry.entryKey) ?? 0));
    await insertPayments(work.db, payments, { importId, at: work.now, by: work.ctx.actor.name });
    for (const { invoiceId, customerId } of payments) {
      if (invoiceId != null) invoiceIds.add(invoiceId);
      if (customerId != null) customerIds.add(customerId);
    }
    entryIds.push(...ids.values());
  }
  return { invoiceIds, customerIds, entryIds };
}

async function recordStatement(work: Work, statement: Statement, importId: number): Promise<void> {
  const { account, format, statementKey, sequence, currency } = statement;
  const { openingCents, openingOn, closingCents, closingOn, provesThrough } = statement;
  const balances = { openingCents, openingOn, closingCents, closingOn: closingOn ?? provesThrough, provesThrough };
  const row = { account, format, statementKey, sequence, currency, ...balances, importId, recordedAt: work.now };
  await insertStatement(work.db, row);
}

/**
 * The bookings that are new. Of a booking that is on record nothing is taken again, however its parts are told, with
 * one exception: its single transactions take the place of a sum that waits for a person.
 */
async function unknownOf(
  work: Work,
  entries: readonly StatementEntry[],
): Promise<{ fresh: StatementEntry[]; replaced: KnownEntry[] }> {
  const keys = [...new Set(entries.map((entry) => entry.bookingKey))];
  const known = new Map<string, KnownEntry[]>();
  for (const entry of await entriesOfBookings(work.db, keys)) {
    if (entry.state === 'replaced') continue;
    known.set(entry.bookingKey, [...(known.get(entry.bookingKey) ?? []), entry]);
  }
  const byBooking = new Map<string, StatementEntry[]>();
  for (const entry of entries) byBooking.set(entry.bookingKey, [...(byBooking.get(entry.bookingKey) ?? []), entry]);
  const fresh: StatementEntry[] = [];
  const replaced: KnownEntry[] = [];
  for (const [key, all] of byBooking) {
    // A file may tell the same booking twice, e.g. an archive with statement and advice: the fullest account counts.
    const most = Math.max(...all.map((entry) => entry.parts));
    const seen = new Set<string>();
    const parts = all.filter((entry) => entry.parts === most && !seen.has(entry.entryKey) && seen.add(entry.entryKey));
    const [sum, second] = known.get(key) ?? [];
    if (sum === undefined) fresh.push(...parts);
    else if (second === undefined && most > 1 && afterBankEntryStep(sum.state, 'replace') !== null) {
      replaced.push(sum);
      fresh.push(...parts);
    }
  }
  return { fresh, replaced };
}

/** A sum whose single transactions have come: the money it held for a customer is let go. */
async function replaceSum(work: Work, { id }: KnownEntry, importId: number): Promise<void> {
  const row = await readEntry(work.db, id);
  if (row === null) return;
  const payments = await takenBack(work.db, row, id);
  await insertPayments(work.db, payments, { importId, at: work.now, by: work.ctx.actor.name });
  const state = afterBankEntryStep(row.state, 'replace') ?? row.state;
  await updateBankEntry(work.db, id, { state, paymentCount: row.paymentCount + payments.length });
}

function columnsOf(entry: StatementEntry) {
  const { place: _place, parts: _parts, isReturn: _isReturn, ...columns } = entry;
  return columns;
}

/** Payments of a booking by its verdict. */
export function rowsFor(
  entry: Omit<StatementEntry, 'place' | 'parts' | 'isReturn'> & { paymentCount?: number },
  verdict: Verdict | undefined,
  entryId: number,
): NewPayment[] {
  const money = { ...entry, paymentCount: entry.paymentCount ?? 0 };
  if (verdict === undefined) return [];
  if (verdict.kind === 'certain') return paymentsFor(money, entryId, verdict.candidate);
  return freePayment(money, entryId, verdict.customerId);
}

/** The columns of a booking that say what became of it. */
export function outcomeOf(
  verdict: Verdict | undefined,
  entry: Omit<StatementEntry, 'place' | 'parts' | 'isReturn'>,
  paymentsBefore: number,
) {
  if (verdict === undefined) return { state: 'unmatched' as const };
  const paymentCount = paymentsBefore + rowsFor({ ...entry, paymentCount: paymentsBefore }, verdict, 0).length;
  const state = stateOf(verdict);
  if (verdict.kind === 'certain') {
    const { candidate } = verdict;
    return { state, customerId: candidate.customerId, candidates: [candidate], because: candidate.rule, paymentCount };
  }
  const { customerId, candidates, doubt } = verdict;
  return { state, customerId, candidates, because: doubt, paymentCount };
}
