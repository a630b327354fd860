// Reading the audit trail: newest first, filtered, page after page by the last id that was seen.

import { and, desc, eq, gte, ilike, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { among } from './among.ts';
import { containing, escaped } from './containing.ts';
import { audit, customers, invoices, levels } from './schema/index.ts';
import type { Db } from './store.ts';

export type AuditRow = typeof audit.$inferSelect;

export interface AuditFilter {
  actor?: string | undefined;
  /** The action itself, or the noun in front of its dot. */
  action?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  surface?: string | undefined;
  /** Days, both inclusive, in `timeZone`. */
  from?: Day | undefined;
  to?: Day | undefined;
  timeZone: string;
  /** Part of the remark. */
  text?: string | undefined;
  /** Rows older than this one only. */
  before?: number | undefined;
}

export async function readAudit(db: Db, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  return db.select().from(audit).where(conditionOf(filter)).orderBy(desc(audit.id)).limit(limit);
}

function conditionOf(filter: AuditFilter): SQL | undefined {
  const { actor, action, entity, entityId, surface, from, to, text, before, timeZone } = filter;
  const equals = (column: Parameters<typeof eq>[0], value: string | undefined) =>
    value === undefined ? undefined : eq(column, value);
  return and(
    equals(audit.actor, actor),
    action === undefined
      ? undefined
      : or(eq(audit.action, action), sql`${audit.action} like ${`${escaped(action)}.%`}`),
    equals(audit.entity, entity),
    equals(audit.entityId, entityId),
    equals(audit.surface, surface),
    from === undefined ? undefined : gte(audit.at, sql`(${from}::timestamp at time zone ${timeZone})`),
    to === undefined ? undefined : lt(audit.at, sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`),
    text === undefined ? undefined : and(isNotNull(audit.remark), ilike(audit.remark, containing(text))),
    before === undefined ? undefined : lt(audit.id, before),
  );
}

/** What the filters offer: who acted, by which actions, on which kinds of things; at most 500 of each. */
export async function readAuditChoices(db: Db): Promise<{ actors: string[]; actions: string[]; entities: string[] }> {
  // From one value to the next through the index: the trail has millions of rows and few different words.
  const distinct = async (column: SQL): Promise<string[]> => {
    const { rows } = (await db.execute(sql`
      with recursive word (value) as (
        (select ${column} from audit order by ${column} limit 1)
        union all
        select (select ${column} from audit where ${column} > word.value order by ${column} limit 1)
        from word where word.value is not null)
      select value from word where value is not null limit 500`)) as unknown as { rows: { value: string }[] };
    return rows.map((row) => row.value);
  };
  return {
    actors: await distinct(sql.raw('actor')),
    actions: await distinct(sql.raw('action')),
    entities: await distinct(sql.raw('entity')),
  };
}

/** What was done to a plan or any level it ever had, newest first. */
export async function readPlanAudit(db: Db, planId: number, limit: number): Promise<AuditRow[]> {
  const rows = await db.select({ id: levels.id }).from(levels).where(eq(levels.planId, planId));
  const ids = sql.param(rows.map((row) => String(row.id)));
  return db
    .select()
    .from(audit)
    .where(
      or(
        and(eq(audit.entity, 'plan'), eq(audit.entityId, String(planId))),
        and(eq(audit.entity, 'level'), sql`${audit.entityId} = any(${ids}::text[])`),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit);
}

/** Names behind ids that the trail speaks of, as far as they are still known by them. */
export async function readNumbersOf(db: Db, entity: 'invoice' | 'customer', ids: readonly number[]) {
  const table = entity === 'invoice' ? invoices : customers;
  if (ids.length === 0) return new Map<number, string>();
  const rows = await db.select({ id: table.id, number: table.number }).from(table).where(among(table.id, ids));
  return new Map(rows.map((row) => [row.id, row.number]));
}
