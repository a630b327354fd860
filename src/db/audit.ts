// The audit trail: appended in the transaction of what it records, never changed.

import type { Role, Surface } from '../core/actor.ts';
import { audit } from './schema/index.ts';
import type { Db } from './store.ts';

export interface AuditEntry {
  at: string;
  actor: string;
  role: Role;
  surface: Surface;
  action: string;
  entity: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
  remark?: string | null;
}

/** Rows per statement: well below the 65,535 parameters a statement may have. */
const BATCH = 1_000;

export async function appendAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    await db.insert(audit).values(entries.slice(start, start + BATCH));
  }
}
