// What a person has ticked in the review of a digest: kept in the database, changed under a lock, so that two clicks in
// one modal do not undo each other.

import {
  lockSelection,
  readSelection,
  type SelectionFilter,
  type SelectionRow,
  writeSelection,
} from '../../db/chat.ts';
import type { Context } from '../context.ts';

export type { SelectionFilter };
export type Selection = Pick<SelectionRow, 'selected' | 'filter' | 'page' | 'revision'>;

export const NO_FILTER: SelectionFilter = { levelId: null, attention: false, customer: '' };

/** The selection of a person on a digest, or null when the review was never opened. */
export async function readOwnSelection(ctx: Context, digestId: number, person: string): Promise<Selection | null> {
  return readSelection(ctx.store.db, digestId, person);
}

/** Changes a selection under a lock, starting from `initial` when there is none yet; returns it as it is now. */
export async function changeSelection(
  ctx: Context,
  digestId: number,
  person: string,
  initial: () => Selection,
  change: (selection: Selection) => Selection,
): Promise<Selection> {
  return ctx.store.tx(async (db) => {
    const before = (await lockSelection(db, digestId, person)) ?? initial();
    const after = change(before);
    await writeSelection(db, { ...after, digestId, person, changedAt: ctx.clock.now() });
    return after;
  });
}
