// Optimistic locking: a change to something that was looked at before somebody else changed it is refused by name.

import { lastChangeOf } from '../db/audit.ts';
import { refusal, type UseCaseError } from './errors.ts';
import { inputProblem } from './refusals/complaints.ts';
import type { Work } from './use-case.ts';

interface Subject {
  entity: string;
  id: number | string;
}

/** Who changed something last, when, and which of its fields. */
export interface LastChange {
  by: string;
  at: string;
  fields: readonly string[];
}

/** The refusal to throw when the version that was looked at is not the one on record. */
export async function changedMeanwhile(
  work: Work,
  ...subjects: readonly [Subject, ...Subject[]]
): Promise<UseCaseError> {
  const last = await lastChangeOf(
    work.db,
    subjects.map(({ entity, id }) => ({ entity, entityId: String(id) })),
  );
  return changedBy(
    last === null ? null : { by: last.actor, at: last.at, fields: fieldsChanged(last.before, last.after) },
  );
}

/** The same where it is known who was first. */
export function changedBy(last: LastChange | null): UseCaseError {
  if (last === null) {
    return refusal('changed_meanwhile', { by: null, at: null, fields: [] }).at([
      inputProblem('seen', 'changed_meanwhile'),
    ]);
  }
  const problem = inputProblem('seen', 'changed_by', { name: last.by, expected: last.at });
  return refusal('changed_meanwhile', { ...last }).at([problem]);
}

/** The fields whose value is another one afterwards. */
function fieldsChanged(before: unknown, after: unknown): string[] {
  const [was, is] = [recordOf(before), recordOf(after)];
  return Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
