// What the database refuses whoever writes to it: a double notice, two open proposals, two scheduled runs of a day, and
// any change of the audit trail.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { describeDbError } from '../../src/db/errors.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, liveDay, openHouse, run } from './house.ts';

let house: House;

/** A has had L1; B waits on an undecided proposal, is paused and disputed. */
beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
  await addInvoices(house, [{ number: 'B' }, { number: 'C' }]);
  await startRun(house.anna, { trigger: 'schedule' });
  await pauseInvoice(house.anna, { invoice: 'C' });
  await raiseDispute(house.anna, { invoice: 'C' });
});

/** Name of the key or check that refuses a copy of a row with some columns replaced, or the error's code. */
async function refusedBy(table: string, where: string, replaced: Record<string, string> = {}): Promise<string> {
  const columns = (
    await house.rows(sql`
      select column_name as name from information_schema.columns
      where table_name = ${table} and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position`)
  ).map((row) => String(row.name));
  const values = columns.map((name) => replaced[name] ?? `"${name}"`);
  const copy = `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
    select ${values.join(', ')} from ${table} where ${where}`;
  try {
    await house.store.db.execute(sql.raw(copy));
    return 'nothing';
  } catch (error) {
    const { constraint, code } = describeDbError(error);
    return constraint ?? code ?? 'unknown';
  }
}

describe('the database refuses', () => {
  test('that an invoice passes a level twice in a cycle, however the second notice came about', async () => {
    expect(await refusedBy('passages', `kind = 'issued'`)).toBe('passages_once');
    const skipped = { kind: `'skipped'`, notice_id: 'null', deadline: 'null' };
    expect(await refusedBy('passages', `kind = 'issued'`, skipped)).toBe('passages_once');
  });

  test('a passage without its notice', async () => {
    const other = { level_id: String(house.levels.L2), notice_id: '999' };
    expect(await refusedBy('passages', `kind = 'issued'`, other)).toMatch(/^passages_notice_id/);
    expect(await refusedBy('passages', `kind = 'issued'`, { ...other, notice_id: 'null' })).toBe('passages_notice');
  });

  test('a second notice for a proposal, and a number used twice', async () => {
    expect(await refusedBy('notices', 'true', { number: '77' })).toBe('notices_proposal_id_unique');
    const undecided = `(select id from proposals where state = 'proposed' limit 1)`;
    expect(await refusedBy('notices', 'true', { proposal_id: undecided })).toBe('notices_number_unique');
  });

  test('a total that is not the sum of its parts', async () => {
    const undecided = `(select id from proposals where state = 'proposed' limit 1)`;
    const wrong = { proposal_id: undecided, number: '77', total_cents: 'total_cents + 1' };
    expect(await refusedBy('notices', 'true', wrong)).toBe('notices_total');
  });

  test('a second delivery of a notice by the same way, unless a person sends it again', async () => {
    expect(await refusedBy('deliveries', 'true', { id: 'gen_random_uuid()' })).toBe('deliveries_once');
    expect(await refusedBy('deliveries', 'round = 1', { id: 'gen_random_uuid()', round: '2' })).toBe('nothing');
  });

  test('a second open proposal about an invoice, but no second listing of it', async () => {
    const other = `(select id from proposals where state = 'issued' limit 1)`;
    const waiting = `open and moves and invoice_id = (select id from invoices where number = 'B')`;
    expect(await refusedBy('proposal_invoices', waiting, { proposal_id: other })).toBe('proposal_invoices_one_open');
    expect(await refusedBy('proposal_invoices', waiting, { proposal_id: other, moves: 'false' })).toBe('nothing');
  });

  test('a second scheduled run of a plan and day, a made-up one too, but none by a person', async () => {
    expect(await refusedBy('runs', `trigger = 'schedule'`)).toBe('runs_once_a_day');
    expect(await refusedBy('runs', `trigger = 'schedule'`, { trigger: `'catch_up'` })).toBe('runs_once_a_day');
    expect(await refusedBy('runs', `trigger = 'schedule'`, { trigger: `'person'` })).toBe('nothing');
  });

  test('a second standing block or dispute of an invoice, and a block that ends before it begins', async () => {
    expect(await refusedBy('blocks', 'true')).toBe('blocks_one_per_invoice');
    expect(await refusedBy('blocks', 'true', { ended_at: 'now()', until_on: 'from_on - 1' })).toBe('blocks_until');
    expect(await refusedBy('disputes', 'true')).toBe('disputes_one_open');
  });

  test('an invoice number twice, a payment known already, a second default plan, a second organisation', async () => {
    expect(await refusedBy('invoices', `number = 'A'`)).toBe('invoices_number_unique');
    expect(await refusedBy('plans', 'true', { id: '99', name: `'other'` })).toBe('plans_one_default');
    expect(await refusedBy('organisation', 'true', { id: '2' })).toBe('organisation_single_row');
  });

  test('negative days on any level but the first', async () => {
    expect(await refusedBy('levels', `name = 'L2'`, { id: '99', after_days: '-1' })).toBe(
      'levels_negative_days_only_first',
    );
    expect(await refusedBy('levels', `name = 'L1'`, { id: '99', after_days: '-1' })).toBe('nothing');
  });
});

describe('the audit trail', () => {
  test.each([
    ['changed', `update audit set actor = 'nobody'`],
    ['deleted', 'delete from audit'],
    ['truncated', 'truncate audit'],
    ['truncated along with others', 'truncate organisation, audit cascade'],
  ])('cannot be %s', async (_name, statement) => {
    const count = async () => (await house.rows(sql`select count(*) as n, min(actor) as actor from audit`))[0];
    const before = await count();
    await expect(house.store.db.execute(sql.raw(statement))).rejects.toThrow();
    expect(await count()).toEqual(before);
  });

  test('goes on after a refused change', async () => {
    await run(house);
    const [last] = await house.rows(sql`select action, actor, surface, role from audit order by id desc limit 1`);
    expect(last).toEqual({ action: 'run.start', actor: 'Anna', surface: 'console', role: 'admin' });
  });
});
