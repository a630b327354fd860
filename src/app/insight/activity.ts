// Who did what, when and from where: the audit trail, newest first, filtered, page after page.

import { z } from 'zod';
import { type Role, SURFACES, type Surface } from '../../core/actor.ts';
import { type RecordChange, recordChanges } from '../../core/record-changes.ts';
import { type AuditRow, readAudit, readAuditChoices, readNumbersOf } from '../../db/activity.ts';
import { dayInput, idInput, textInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export interface Activity {
  id: number;
  at: string;
  by: string;
  role: Role;
  surface: Surface;
  action: string;
  entity: string;
  entityId: string;
  /** Number of the invoice or customer it was about, as people know it. */
  number: string | null;
  remark: string | null;
  changes: RecordChange[];
}

const word = textInput(100);

export const listActivity = query({
  name: 'activity.list',
  summary: 'Who did what, when and from where, newest first.',
  role: 'viewer',
  input: z.strictObject({
    actor: word.optional(),
    /** The action, e.g. `plan.save`, or what stands before its dot. */
    action: word.optional(),
    entity: word.optional(),
    entityId: word.optional(),
    surface: z.enum(SURFACES).optional(),
    /** Days in the organisation's zone, both inclusive. */
    from: dayInput.optional(),
    to: dayInput.optional(),
    /** Part of a remark. */
    text: word.optional(),
    /** Only what lies before this entry: the last `id` of the page before. */
    before: idInput.optional(),
    limit: z.int().min(1).max(1_000).default(50),
    /** Whether to say what could be filtered by. */
    withChoices: z.boolean().default(true),
  }),
  async run(work, { limit, withChoices, ...filter }) {
    const { timeZone } = work.organisation;
    // One more than asked for tells whether there is a next page.
    const rows = await readAudit(work.db, { ...filter, timeZone }, limit + 1);
    const page = rows.slice(0, limit);
    const idsOf = (entity: string) => page.filter((row) => row.entity === entity).map((row) => Number(row.entityId));
    const numbers = {
      invoice: await readNumbersOf(work.db, 'invoice', idsOf('invoice').filter(Number.isSafeInteger)),
      customer: await readNumbersOf(work.db, 'customer', idsOf('customer').filter(Number.isSafeInteger)),
    };
    return {
      rows: page.map((row) => activityOf(row, numbers)),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      choices: withChoices ? await readAuditChoices(work.db) : { actors: [], actions: [], entities: [] },
    };
  },
});

type Numbers = Record<'invoice' | 'customer', ReadonlyMap<number, string>>;

function activityOf(row: AuditRow, numbers: Numbers): Activity {
  const { id, at, actor, role, surface, action, entity, entityId, remark } = row;
  const known = entity === 'invoice' || entity === 'customer' ? numbers[entity].get(Number(entityId)) : undefined;
  const changes = recordChanges(row.before, row.after);
  const base = { id, at, by: actor, role, surface: surface as Surface, action, entity, entityId };
  return { ...base, number: known ?? null, remark, changes };
}
