// Optimistic locking: a change to something that was looked at before somebody else changed it is refused by name.

import { lastChangeOf } from '../db/audit.ts';
import { refusal, type UseCaseError } from './errors.ts';
import { inputProblem } from './refusals/complaints.ts';
import type { Work } from './use-case.ts';

/** The refusal to throw when the version that was looked at is not the one on record. */
export async function changedMeanwhile(work: Work, entity: string, id: number | string): Promise<UseCaseError> {
  const last = await lastChangeOf(work.db, entity, String(id));
  const problem =
    last === null
      ? inputProblem('seen', 'changed_meanwhile')
      : inputProblem('seen', 'changed_by', { name: last.actor, expected: last.at });
  return refusal('changed_meanwhile', { by: last?.actor ?? null }).at([problem]);
}
