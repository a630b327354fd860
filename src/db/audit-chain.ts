// Reading the chain over the audit trail, for whoever verifies it. Nothing here writes: the trigger of migration 0001
// does, when a transaction commits.

import { asc, desc, gt, sql } from 'drizzle-orm';
import type { AuditRowText, ChainHead } from '../core/audit-chain.ts';
import { auditChain } from './schema/index.ts';
import type { Db } from './store.ts';

export interface ChainLink {
  seq: number;
  auditId: number;
  hash: string;
  /** Null when the row is gone. */
  row: AuditRowText | null;
}

/** The newest link; null while nothing is on record. */
export async function readChainHead(db: Db): Promise<ChainHead | null> {
  const [head] = await db
    .select({ seq: auditChain.seq, hash: auditChain.hash })
    .from(auditChain)
    .orderBy(desc(auditChain.seq))
    .limit(1);
  return head ?? null;
}

/** The next links after one, in their order, each with its row as text. */
export async function readChain(db: Db, afterSeq: number, limit: number): Promise<ChainLink[]> {
  const links = await db
    .select({
      seq: auditChain.seq,
      auditId: auditChain.auditId,
      hash: auditChain.hash,
      row: sql<AuditRowText | null>`(
        select jsonb_build_object(
          'id', id::text, 'atMs', (extract(epoch from at) * 1000)::bigint::text, 'actor', actor, 'role', role,
          'surface', surface, 'action', action, 'entity', entity, 'entityId', entity_id,
          'before', before::text, 'after', after::text, 'remark', remark)
        from audit where audit.id = ${auditChain.auditId})`,
    })
    .from(auditChain)
    .where(gt(auditChain.seq, afterSeq))
    .orderBy(asc(auditChain.seq))
    .limit(limit);
  return links;
}

/** Ids of audit rows without a link, at most `limit`. */
export async function unchainedRows(db: Db, limit: number): Promise<number[]> {
  const { rows } = (await db.execute(sql`
    select id::text as id from audit
    where not exists (select from audit_chain where audit_id = audit.id) order by id limit ${limit}`)) as unknown as {
    rows: { id: string }[];
  };
  return rows.map(({ id }) => Number(id));
}

/** Names of the triggers of both tables that are there and switched on. */
export async function activeAuditTriggers(db: Db): Promise<string[]> {
  const { rows } = (await db.execute(sql`
    select tgname::text as name from pg_trigger
    where tgrelid in ('audit'::regclass, 'audit_chain'::regclass) and not tgisinternal
      and tgenabled in ('O', 'A')`)) as unknown as { rows: { name: string }[] };
  return rows.map(({ name }) => name);
}
