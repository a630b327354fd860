// A level that a person skips counts as passed on that day, and nothing is sent. It has no deadline.

import { invoicesByIds } from '../../db/lookups.ts';
import { insertPassages } from '../../db/notices.ts';
import { refreshProgress } from '../../db/progress.ts';
import { readLines } from '../../db/proposals.ts';
import type { Work } from '../use-case.ts';

/** Records the levels of these proposals as passed. A statement of account has none: skipping it is enough. */
export async function skipLevels(work: Work, proposalIds: readonly number[]): Promise<void> {
  const lines = [...(await readLines(work.db, proposalIds)).values()].flat();
  const moving = lines.flatMap(({ proposalId, invoiceId, levelId, moves }) =>
    moves && levelId !== null ? [{ proposalId, invoiceId, levelId }] : [],
  );
  const ids = moving.map((line) => line.invoiceId);
  const cycles = new Map((await invoicesByIds(work.db, ids)).map((invoice) => [invoice.id, invoice.cycle]));
  await insertPassages(
    work.db,
    moving.map(({ proposalId, invoiceId, levelId }) => ({
      invoiceId,
      cycle: cycles.get(invoiceId) ?? 1,
      levelId,
      kind: 'skipped' as const,
      passedOn: work.today,
      proposalId,
      recordedAt: work.now,
    })),
  );
  await refreshProgress(work.db, ids);
}
