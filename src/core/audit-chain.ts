// The content of an audit row as one text, from which the chain's hash is made: every field with its length in bytes,
// so that no two rows read the same. The trigger of migration 0001 builds the same text in the database.

/** An audit row with every field as the database prints it. */
export interface AuditRowText {
  id: string;
  /** Milliseconds since 1970. */
  atMs: string;
  actor: string;
  role: string;
  surface: string;
  action: string;
  entity: string;
  entityId: string;
  before: string | null;
  after: string | null;
  remark: string | null;
}

/** Stands before the first hash. */
export const CHAIN_START = '0'.repeat(64);

/** A place in the chain that was written down elsewhere: `seq:hash`. */
export interface ChainHead {
  seq: number;
  hash: string;
}

/** What does not fit, in the order in which it was found. */
export type ChainFinding =
  | { kind: 'changed'; seq: number; auditId: number }
  | { kind: 'removed'; seq: number; auditId: number }
  /** A row that no transaction of the program wrote. */
  | { kind: 'inserted'; auditId: number }
  /** Links of the chain itself are missing. */
  | { kind: 'gap'; fromSeq: number; toSeq: number }
  /** The chain no longer reaches, or reads differently at, the place that was written down. */
  | { kind: 'head_lost'; seq: number }
  /** A guard of the tables was taken off. */
  | { kind: 'unguarded'; trigger: string };

export function auditContent(row: AuditRowText): string {
  const { id, atMs, actor, role, surface, action, entity, entityId, before, after, remark } = row;
  return [id, atMs, actor, role, surface, action, entity, entityId, before, after, remark].map(field).join('');
}

export function headText({ seq, hash }: ChainHead): string {
  return `${seq}:${hash}`;
}

/** Reads `seq:hash`; null when it is none. */
export function parseHead(text: string): ChainHead | null {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}

const utf8 = new TextEncoder();

function field(value: string | null): string {
  return value === null ? '-' : `${utf8.encode(value).length}:${value}`;
}
