// The audit trail: appended in the transaction of what it records, never changed.

import { and, desc, eq, or } from 'drizzle-orm';
import type { Role, Surface } from '../core/actor.ts';
import { insertRows } from './insert-rows.ts';
import { audit } from './schema/index.ts';
import type { Db } from './store.ts';

export interface AuditEntry {
  at: string;
  actor: string;
  personId?: number | null;
  role: Role;
  surface: Surface;
  action: string;
  entity: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
  remark?: string | null;
}

export async function appendAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  await insertRows(
    db,
    audit,
    entries.map(({ personId = null, before = null, after = null, remark = null, ...entry }) => {
      return { ...entry, personId, before, after, remark };
    }),
  );
}

/** Who changed a thing last, and when; null when nobody is on record. */
export async function lastChangeOf(
  db: Db,
  subjects: readonly { entity: string; entityId: string }[],
): Promise<Pick<typeof audit.$inferSelect, 'actor' | 'at' | 'before' | 'after'> | null> {
  const [row] = await db
    .select({ actor: audit.actor, at: audit.at, before: audit.before, after: audit.after })
    .from(audit)
    .where(or(...subjects.map(({ entity, entityId }) => and(eq(audit.entity, entity), eq(audit.entityId, entityId)))))
    .orderBy(desc(audit.id))
    .limit(1);
  return row ?? null;
}
