// What is not dunned and why: blocks, pauses, disputes, promises and snoozes in one list.

import { z } from 'zod';
import { addDays } from '../../core/day.ts';
import { promiseHoldsThrough } from '../../core/hold.ts';
import { EXCLUSION_KINDS } from '../../core/ledger-list.ts';
import { type Exclusion, type ExclusionKey, listExclusions } from '../../db/exclusions.ts';
import { calendarOf } from '../../db/organisation.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';

/** A promise holds at most so many days beyond its date: weekends and holidays in a row. */
const PROMISE_TAIL_DAYS = 14;

export interface ExclusionPage {
  rows: Exclusion[];
  next: ExclusionKey | null;
}

export const listEverythingExcluded = query({
  name: 'exclusion.list',
  summary: 'Everything that keeps invoices from being dunned today: scope, reason, end and who said so.',
  role: 'viewer',
  input: z.strictObject({
    kind: z.enum(EXCLUSION_KINDS).optional(),
    after: z
      .strictObject({ at: z.string().max(40), id: idInput })
      .nullable()
      .default(null),
    limit: z.int().min(1).max(10_000).default(100),
  }),
  async run(work, { kind, after, limit }): Promise<ExclusionPage> {
    const calendar = calendarOf(work.organisation);
    const filter = {
      today: work.today,
      promisesFrom: addDays(work.today, -PROMISE_TAIL_DAYS),
      timeZone: work.organisation.timeZone,
      ...(kind === undefined ? {} : { kind }),
    };
    const found = await listExclusions(work.db, filter, { after, limit: limit + 1 });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const rows = found.slice(0, limit).flatMap((row): Exclusion[] => {
      if (row.kind !== 'promise' || row.until === null) return [row];
      const through = promiseHoldsThrough({ on: row.until, madeBy: row.by }, calendar);
      return through >= work.today ? [{ ...row, until: through }] : [];
    });
    return { rows, next: last === undefined ? null : { at: last.at, id: last.id } };
  },
});
