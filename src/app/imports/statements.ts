// Bank statements that were read are written, matched and reported; part of a transaction.

import { insertImport, setImportCounts } from '../../db/ingest.ts';
import type { Problem } from '../ingest/index.ts';
import { showText } from '../ingest/text.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { applyStatements } from '../statements/apply.ts';
import type { StatementFile, StatementProblem } from '../statements/types.ts';
import { noteChanges, type Work } from '../use-case.ts';
import type { ImportReport } from './report.ts';

export async function importStatements(work: Work, name: string, file: StatementFile): Promise<ImportReport> {
  const { statements } = file;
  const importId = await insertImport(work.db, {
    kind: 'bank_statement',
    fileName: name,
    counts: {},
    importedAt: work.now,
    importedBy: work.ctx.actor.name,
  });
  const applied = await applyStatements(work, statements, importId);
  const { withdrawn } = await reviewAfterChange(work, { customerIds: applied.customerIds });
  const problems = file.problems.map(toProblem);
  const { added, known: unchanged, booked, waiting, missing } = applied;
  const counts = { rows: applied.entries, added, changed: 0, unchanged, closed: 0, problems: problems.length };
  await setImportCounts(work.db, importId, { ...counts, booked, waiting });
  const accounts = [...new Set(statements.map((statement) => statement.account))];
  await noteChanges(work, 'file.import', [
    {
      entity: 'import',
      entityId: String(importId),
      after: { kind: 'bank_statement', file: name, accounts, ...counts, booked, waiting },
    },
  ]);
  const sum = (of: (statement: (typeof statements)[number]) => number): number =>
    statements.reduce((total, statement) => total + of(statement), 0);
  return {
    kind: 'bank_statement',
    file: name,
    importId,
    ...counts,
    problems,
    assumptions: strangeAccounts(work, accounts),
    withdrawnProposals: withdrawn,
    matchedAgain: 0,
    statement: {
      accounts,
      booked,
      waiting,
      pending: sum((statement) => statement.pendingCount),
      debits: sum((statement) => statement.debitCount),
      missing,
    },
    dryRun: false,
  };
}

/** An account that is not the one on the notices may be a second one, or another company's file. */
function strangeAccounts({ organisation }: Work, accounts: readonly string[]): string[] {
  if (organisation.iban === null) return [];
  return accounts
    .filter((account) => account !== organisation.iban)
    .map(
      (account) => `Account ${account} is not the one on your notices (${organisation.iban}); it was taken as yours.`,
    );
}

function toProblem({ value, ...problem }: StatementProblem): Problem {
  return { line: 0, column: null, value: value === null ? null : showText(value), ...problem };
}
