// A person chooses a higher level on a proposal, passing over those between; never a lower one than was sent.

import { readPlans } from '../../db/plans.ts';
import { type ProposalRow, readLines, refreshProposals, setLevelChooser } from '../../db/proposals.ts';
import type { Db } from '../../db/store.ts';
import { refusal } from '../errors.ts';

/** Sets the level of undecided proposals and of the invoices they move; keeps who chose it, if he is on the list. */
export async function raiseLevel(
  db: Db,
  open: readonly ProposalRow[],
  levelId: number,
  chosenById: number | null,
): Promise<void> {
  const plan = (await readPlans(db)).find((candidate) => candidate.levels.some((level) => level.id === levelId));
  const level = plan?.levels.find((candidate) => candidate.id === levelId);
  if (plan === undefined || level === undefined) throw refusal('level_unknown', { level: levelId });
  if (!level.active) throw refusal('level_off', { level: level.name });
  const positions = new Map(plan.levels.map((candidate) => [candidate.id, candidate.position]));
  const lines = await readLines(
    db,
    open.map((row) => row.id),
  );
  const changes = open.map((row) => {
    if (row.planId !== plan.id || row.levelId === null) {
      throw refusal('other_plan', { proposal: row.id, level: level.name });
    }
    const present = positions.get(row.levelId) ?? 0;
    if (level.position < present) {
      throw refusal('above_level_already', { proposal: row.id, position: present });
    }
    const raised = (lines.get(row.id) ?? []).map((line) => ({
      ...line,
      levelId: line.moves ? level.id : line.levelId,
    }));
    return { id: row.id, content: { ...row, levelId: level.id, lines: raised } };
  });
  const changed = changes.filter(({ content }, index) => content.levelId !== open[index]?.levelId);
  for (const change of changed) await refreshProposals(db, [change], change.content.refreshedOn);
  await setLevelChooser(
    db,
    changed.map(({ id }) => id),
    chosenById,
  );
}
