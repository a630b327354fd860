// The audit trail as a chain: what the database computes at commit and what the program computes when it verifies are
// two pieces of code that must agree, and every way of tampering shows.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditHead, verifyAudit } from '../../src/app/audit/chain.ts';
import { excludeCustomer, suspendDunning } from '../../src/app/holds/blocks.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, type House, openHouse } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2', 'K3']);
  // Umlauts, quotes, a number that JSON could write in two ways, an empty text beside none.
  await excludeCustomer(house.anna, { customer: 'K1', reason: 'Größe „Ü“ 🧾 \\ " 1e3' });
  await suspendDunning(house.as('Jörg'), { until: '2026-12-31' });
});

const verify = (head?: string) => verifyAudit(house.anna, head === undefined ? {} : { head });
const kinds = async (head?: string) => (await verify(head)).findings.map((finding) => finding.kind);

/** What whoever owns the database can do: the guards are off for that moment. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await store.tx(async (db) => {
    await db.execute(sql`set local session_replication_role = replica`);
    await db.execute(statement);
  });
}

describe('an untouched trail', () => {
  test('is intact, with a link for every row, and its head is found again after more rows', async () => {
    const head = await auditHead(house.anna, {});
    expect(await verify()).toEqual({ intact: true, rows: head.seq, head: head.text, findings: [] });
    const [counted] = await house.rows(sql`select count(*)::int as count from audit`);
    expect(head.seq).toBe(counted?.count);
    await excludeCustomer(house.anna, { customer: 'K2' });
    expect(await verify(head.text)).toMatchObject({ intact: true, rows: head.seq + 1 });
  });

  test('has no link for what was rolled back', async () => {
    const before = await auditHead(house.anna, {});
    await expect(
      store.tx(async (db) => {
        await db.execute(sql`insert into audit (at, actor, role, surface, action, entity, entity_id)
          values (now(), 'x', 'admin', 'cli', 'a.b', 'c', '1')`);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await auditHead(house.anna, {})).toEqual(before);
    expect(await kinds()).toEqual([]);
  });

  test('refuses to be changed or shortened', async () => {
    for (const statement of [
      sql`update audit set actor = 'Bob'`,
      sql`delete from audit`,
      sql`truncate audit cascade`,
      sql`update audit_chain set hash = 'x'`,
      sql`delete from audit_chain`,
      sql`truncate audit_chain`,
    ]) {
      await expect(store.db.execute(statement)).rejects.toMatchObject({
        cause: { message: 'the audit trail is append-only' },
      });
    }
  });
});

describe('tampering past the guards is found', () => {
  const last = sql`(select max(id) from audit)`;
  test.each([
    ['another actor', sql`update audit set actor = 'Bob' where id = ${last}`],
    ['another time', sql`update audit set at = at + interval '1 millisecond' where id = ${last}`],
    ['another reason', sql`update audit set remark = 'because' where id = ${last}`],
    ['other content', sql`update audit set after = '{"scope":"none"}' where id = ${last}`],
    ['content for none', sql`update audit set before = 'null' where before is null and id = ${last}`],
    ['a text moved to its neighbour', sql`update audit set entity = entity || '1', entity_id = 'x' where id = ${last}`],
  ])('a changed row: %s', async (_name, statement) => {
    await tamper(statement);
    expect(await kinds()).toEqual(['changed']);
  });

  test('a removed row, in the middle and with its link', async () => {
    await tamper(sql`delete from audit where id = (select audit_id from audit_chain where seq = 2)`);
    expect(await verify()).toMatchObject({ intact: false, findings: [{ kind: 'removed', seq: 2 }] });
    await tamper(sql`delete from audit_chain where seq = 2`);
    expect((await verify()).findings).toEqual([{ kind: 'gap', fromSeq: 2, toSeq: 2 }]);
  });

  test('a row that was put in', async () => {
    await tamper(sql`insert into audit (at, actor, role, surface, action, entity, entity_id)
      values (now(), 'Bob', 'admin', 'cli', 'invoice.pause', 'invoice', '1')`);
    expect(await kinds()).toEqual(['inserted']);
  });

  test('a tail that was cut off with its links, and a chain that was written anew, by the head that was noted', async () => {
    const { text } = await auditHead(house.anna, {});
    await tamper(sql`delete from audit where id = ${last}`);
    await tamper(sql`delete from audit_chain where seq = (select max(seq) from audit_chain)`);
    expect(await kinds()).toEqual([]);
    expect(await kinds(text)).toEqual(['head_lost']);
    await excludeCustomer(house.anna, { customer: 'K3' });
    expect(await kinds()).toEqual([]);
    expect(await kinds(text)).toEqual(['head_lost']);
  });

  test('a guard that was taken off', async () => {
    await store.db.execute(sql`alter table audit disable trigger audit_append_only`);
    try {
      expect((await verify()).findings).toEqual([{ kind: 'unguarded', trigger: 'audit_append_only' }]);
    } finally {
      await store.db.execute(sql`alter table audit enable trigger audit_append_only`);
    }
  });
});
