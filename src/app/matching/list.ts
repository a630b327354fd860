// Bank bookings by what became of them: those that wait for a person, and those that were booked or set aside.

import { z } from 'zod';
import { BANK_ENTRY_STATES, type BankEntryState, WAITING_BANK_ENTRY_STATES } from '../../core/bank-entry.ts';
import { countEntriesByState, entriesByState, readEntry } from '../../db/bank.ts';
import { type AccountState, accountStates } from '../../db/bank-statements.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';
import { type BankEntryView, viewEntries } from './view.ts';

export interface MatchPage {
  rows: BankEntryView[];
  /** Of all bookings, whatever the page. */
  counts: Record<BankEntryState, number>;
  /** Ask with this as `before` for the next page; null = this was the last. */
  next: number | null;
}

export const listMatches = query({
  name: 'match.list',
  summary: 'Bank bookings that wait for a decision, with their candidates; or those in other states. Newest first.',
  role: 'viewer',
  input: z.strictObject({
    states: z
      .array(z.enum(BANK_ENTRY_STATES))
      .min(1)
      .default([...WAITING_BANK_ENTRY_STATES]),
    limit: z.int().min(1).max(500).default(50),
    before: idInput.optional(),
  }),
  async run(work, { states, limit, before }): Promise<MatchPage> {
    const found = await entriesByState(work.db, { states, limit: limit + 1, beforeId: before ?? null });
    const rows = found.slice(0, limit);
    const next = found.length > limit ? (rows.at(-1)?.id ?? null) : null;
    return { rows: await viewEntries(work.db, rows), counts: await countEntriesByState(work.db), next };
  },
});

export const readMatch = query({
  name: 'match.read',
  summary: 'One bank booking with its candidates.',
  role: 'viewer',
  input: z.strictObject({ entry: idInput }),
  async run(work, { entry }): Promise<BankEntryView> {
    const row = await readEntry(work.db, entry);
    const [view] = row === null ? [] : await viewEntries(work.db, [row]);
    if (view === undefined) throw refusal('booking_unknown', { booking: entry });
    return view;
  },
});

export const listAccounts = query({
  name: 'statement.accounts',
  summary: 'Each bank account with its latest statement and the gaps in its chain.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work): Promise<AccountState[]> {
    return accountStates(work.db);
  },
});
