// Optimistic locking: a change to something that was looked at before somebody else changed it is refused by name.

import { lastChangeOf } from '../db/audit.ts';
import { UseCaseError } from './errors.ts';
import type { Work } from './use-case.ts';

/** The refusal to throw when the version that was looked at is not the one on record. */
export async function changedMeanwhile(work: Work, entity: string, id: number | string): Promise<UseCaseError> {
  const last = await lastChangeOf(work.db, entity, String(id));
  const by = last === null ? '' : ` by ${last.actor}`;
  return new UseCaseError('conflict', `This was changed meanwhile${by}. Look at it again before you change it.`, [
    { path: 'seen', message: last === null ? 'changed meanwhile' : `changed by ${last.actor} at ${last.at}` },
  ]);
}
