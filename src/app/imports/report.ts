// What an import did, row by row where it did not: nothing is dropped without saying so.

import type { ImportKind, Problem } from '../ingest/index.ts';

export interface ImportReport {
  kind: ImportKind;
  file: string;
  rows: number;
  added: number;
  changed: number;
  /** On record already with the same content. */
  unchanged: number;
  problems: Problem[];
  /** What the file did not say and was therefore assumed, one English sentence each. */
  assumptions: string[];
  /** Proposals that followed from what changed. */
  withdrawnProposals: number;
}

/** A problem found against what is on record, in the form of those found in the file. */
export function recordProblem(line: number, column: string | null, value: string | null, reason: string): Problem {
  return { line, column, value, reason, code: 'conflict' };
}
