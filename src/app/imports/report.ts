// What an import did, row by row where it did not: nothing is dropped without saying so.

import type { RecordedImportKind } from '../../db/schema/index.ts';
import type { Problem } from '../ingest/index.ts';
import { told } from '../refusals/rows.ts';
import type { Texts } from '../refusals/say.ts';
import type { ReadArchive } from './read-any.ts';

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
  /** Of an archive with files of several kinds: a report for each, of which these are the sums. */
  parts?: ImportReport[];
}

/** The reports on the files of an archive as one; what could not be taken is among its problems. */
export function mergeReports(
  file: string,
  parts: readonly ImportReport[],
  refused: ReadArchive['refused'],
): ImportReport {
  const [first] = parts;
  if (first === undefined) throw new Error('an archive without any file that can be taken is refused before');
  const sum = (of: (report: ImportReport) => number) => parts.reduce((total, report) => total + of(report), 0);
  const lost = refused.map(({ name, texts }) => fileProblem(name, texts));
  return {
    ...first,
    file,
    rows: sum((report) => report.rows),
    added: sum((report) => report.added),
    changed: sum((report) => report.changed),
    unchanged: sum((report) => report.unchanged),
    closed: sum((report) => report.closed),
    problems: [...lost, ...parts.flatMap(placedProblems)],
    assumptions: parts.flatMap((report) => report.assumptions),
    withdrawnProposals: sum((report) => report.withdrawnProposals),
    matchedAgain: sum((report) => report.matchedAgain),
    statement: parts.find((report) => report.statement !== null)?.statement ?? null,
    ...(parts.length > 1 ? { parts: [...parts] } : {}),
  };
}

/** Lines of an archive's files are told apart by the file. */
function placedProblems({ file, problems }: ImportReport): Problem[] {
  return problems.map((problem) => ({ place: problem.line > 0 ? `${file}, line ${problem.line}` : file, ...problem }));
}

/** A file of an archive that could not be taken. */
function fileProblem(place: string, texts: Texts): Problem {
  return { line: 0, place, column: null, value: null, ...told(texts), code: 'file_refused' };
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
export function recordProblem(line: number, value: string | null, texts: Texts): Problem {
  return { line, column: null, value, ...told(texts), code: 'conflict' };
}
