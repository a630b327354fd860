// What an import did, row by row where it did not: nothing is dropped without saying so.

import type { RecordedImportKind } from '../../db/schema/index.ts';
import type { Problem } from '../ingest/index.ts';

export interface ImportReport {
  kind: RecordedImportKind;
  file: string;
  /** Its entry in the history of imports; of a dry run it is gone. */
  importId: number;
  rows: number;
  added: number;
  changed: number;
  /** On record already with the same content. */
  unchanged: number;
  /** Open invoices that a complete list does not name any more. */
  closed: number;
  problems: Problem[];
  /** What the file did not say and was therefore assumed, one English sentence each. */
  assumptions: string[];
  /** Proposals that followed from what changed. */
  withdrawnProposals: number;
  /** Bank bookings that waited and could be booked now. */
  matchedAgain: number;
  /** Bank statements only. */
  statement: StatementOutcome | null;
  /** True: nothing of this was kept. */
  dryRun: boolean;
}

export interface StatementOutcome {
  accounts: string[];
  /** Bookings that were certain and are paid into their invoices. */
  booked: number;
  /** Bookings that wait for a person: candidates are named, or nothing fits. */
  waiting: number;
  /** Announced only, not final: they come again. */
  pending: number;
  /** Debits of our own: counted, not kept. */
  debits: number;
  /** Gaps between statements, one sentence each; they stop scheduled runs until they are filled or accepted. */
  missing: string[];
}

/** A problem found against what is on record, in the form of those found in the file. */
export function recordProblem(line: number, column: string | null, value: string | null, reason: string): Problem {
  return { line, column, value, reason, code: 'conflict' };
}
