// Whether the audit trail is as it was written: every row against its link in the chain, the chain against a head that
// somebody wrote down elsewhere, and the guards of the tables.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  auditContent,
  CHAIN_START,
  type ChainFinding,
  type ChainHead,
  headText,
  parseHead,
} from '../../core/audit-chain.ts';
import { activeAuditTriggers, readChain, readChainHead, unchainedRows } from '../../db/audit-chain.ts';
import type { Db } from '../../db/store.ts';
import { complain } from '../refusals/complaints.ts';
import { query } from '../use-case.ts';

const GUARDS = [
  'audit_append_only',
  'audit_no_truncate',
  'audit_chained',
  'audit_chain_append_only',
  'audit_chain_no_truncate',
];

/** Links read at a time; memory does not grow with the trail. */
const BATCH = 2_000;
/** Where so much is wrong, the rest adds nothing. */
const FINDINGS_AT_MOST = 100;

export const auditHead = query({
  name: 'audit.head',
  summary: 'Where the chain of the audit trail stands; written down elsewhere, it proves the trail up to here.',
  role: 'viewer',
  input: z.strictObject({}),
  async run({ db }): Promise<{ seq: number; hash: string; text: string }> {
    const head = (await readChainHead(db)) ?? { seq: 0, hash: CHAIN_START };
    return { ...head, text: headText(head) };
  },
});

export const verifyAudit = query({
  name: 'audit.verify',
  summary: 'Checks that no row of the audit trail was changed, removed or put in.',
  role: 'viewer',
  input: z.strictObject({
    /** `seq:hash` as written down before, e.g. from a day's digest. */
    head: z
      .string()
      .transform((text, context) => {
        const head = parseHead(text);
        if (head === null) context.addIssue(complain('audit_head'));
        return head;
      })
      .optional(),
  }),
  async run({ db }, input): Promise<{ intact: boolean; rows: number; head: string; findings: ChainFinding[] }> {
    const known = input.head ?? null;
    const { findings, last, known: confirmed } = await walk(db, known);
    if (known !== null && !confirmed) findings.push({ kind: 'head_lost', seq: known.seq });
    for (const auditId of await unchainedRows(db, FINDINGS_AT_MOST)) findings.push({ kind: 'inserted', auditId });
    const active = await activeAuditTriggers(db);
    for (const trigger of GUARDS.filter((name) => !active.includes(name)))
      findings.push({ kind: 'unguarded', trigger });
    const { length } = findings;
    return {
      intact: length === 0,
      rows: last.seq,
      head: headText(last),
      findings: findings.slice(0, FINDINGS_AT_MOST),
    };
  },
});

/** Goes along the chain. Each hash is computed on the stored one before it: one changed row is one finding. */
async function walk(db: Db, known: ChainHead | null) {
  const findings: ChainFinding[] = [];
  let last: ChainHead = { seq: 0, hash: CHAIN_START };
  let confirmed = known !== null && known.seq === 0 && known.hash === CHAIN_START;
  while (findings.length < FINDINGS_AT_MOST) {
    const links = await readChain(db, last.seq, BATCH);
    for (const { seq, auditId, hash, row } of links) {
      if (seq !== last.seq + 1) findings.push({ kind: 'gap', fromSeq: last.seq + 1, toSeq: seq - 1 });
      if (row === null) findings.push({ kind: 'removed', seq, auditId });
      // After a gap the hash before is not known; the gap itself is the finding.
      else if (seq === last.seq + 1 && hashOf(last.hash, auditContent(row)) !== hash) {
        findings.push({ kind: 'changed', seq, auditId });
      }
      if (known?.seq === seq) confirmed = known.hash === hash;
      last = { seq, hash };
    }
    if (links.length < BATCH) break;
  }
  return { findings, last, known: confirmed };
}

function hashOf(before: string, content: string): string {
  return createHash('sha256').update(before).update(content).digest('hex');
}
