// The plan of the daily run's query: it must live on the covering index alone, whatever is closed in the ledger.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import { candidateQuery, forEachCandidateBatch, openCandidates } from '../../src/db/candidates.ts';
import type { Db, Store } from '../../src/db/client.ts';
import { level, plan } from '../core/facts.ts';
import { openTestStore } from '../support/databases.ts';

const TODAY: Day = '2026-11-18';
const OPEN = 2_500;
const DUE = 150;

const HIGHEST = 4;
const PLAN = plan({ levels: [1, 2, 3, HIGHEST].map((position) => level(position, { id: position, afterDays: 7 })) });

let store: Store;

async function isAllVisible(): Promise<boolean> {
  const { rows } = (await store.db.execute(sql`
    select relpages > 0 and relallvisible = relpages as whole from pg_class where relname = 'invoices'`)) as unknown as {
    rows: { whole: boolean }[];
  };
  return rows[0]?.whole === true;
}

beforeAll(async () => {
  store = await openTestStore();
  await store.db.execute(sql`
    insert into plans (id, name, is_default, changed_at) values (1, 'Standard', true, ${TODAY})`);
  await store.db.execute(sql`
    insert into levels (id, plan_id, position, name, kind, after_days, added_at, changed_at)
    select n, 1, n, 'Level ' || n, 'reminder', 7, ${TODAY}, ${TODAY} from generate_series(1, ${HIGHEST}::int) as n`);
  await store.db.execute(sql`
    insert into customers (number, name, changed_at)
    select 'C' || n, 'Customer', ${TODAY} from generate_series(1, 100) as n`);
  await store.tx(async (db) => {
    // The tests' server commits asynchronously, and a vacuum marks no page whose commit is not in the log yet.
    await db.execute(sql`set local synchronous_commit = on`);
    // Four closed ones for each open one; 6 % of the open ones are due, evenly spread over the table.
    await db.execute(sql`
      insert into invoices (number, customer_id, issued_on, due_date, currency, gross_cents, paid_cents, plan_id,
        passed_position, anchor_on, recorded_at)
      select 'I' || n, 1 + n % 100, '2026-01-01', ${TODAY}::date - (n / 5 % 100 + 1)::int, 'EUR', 5000,
        case when n % 5 = 0 then 0 else 5000 end, 1, n / 5 % ${HIGHEST}::int,
        case when n / 5 % 50 < 3 then ${TODAY}::date - 7 else ${TODAY}::date - 6 end, ${TODAY}
      from generate_series(1, ${OPEN * 5}::int) as n`);
  });
  // A snapshot that is still open elsewhere keeps pages from being marked visible to all; then once more.
  for (let tries = 0; tries < 50 && !(await isAllVisible()); tries += 1) {
    await store.db.execute(sql`vacuum (analyze) invoices`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

/** What the read cost in the table of invoices: whole scans, and rows fetched because the index did not say enough. */
async function costOf(db: Db): Promise<unknown> {
  const { rows } = (await db.execute(sql`
    select seq_scan::int as scans, idx_tup_fetch::int as fetched
    from pg_stat_xact_user_tables where relname = 'invoices'`)) as unknown as { rows: unknown[] };
  return rows[0];
}

async function read(db: Db, today: Day): Promise<number[][]> {
  const batches: number[][] = [];
  await openCandidates(db, PLAN, today, HIGHEST);
  await forEachCandidateBatch(db, async ({ candidates, outdated }) => {
    batches.push(candidates.map((candidate) => candidate.id));
    expect(outdated).toEqual([]);
  });
  return batches;
}

test('the candidates of a day are read from the covering index alone', async () => {
  await store.tx(async (db) => {
    const [due = []] = await read(db, TODAY);
    expect(due).toHaveLength(DUE);
    expect(await costOf(db)).toEqual({ scans: 0, fetched: 0 });
  });
});

test('the plan of the query says so too', async () => {
  const lines = await store.tx(async (db) => {
    const { rows } = (await db.execute(sql`
      explain (analyze, costs off, timing off, summary off) declare candidates no scroll cursor for
      ${candidateQuery(PLAN, TODAY, HIGHEST)}`)) as unknown as { rows: { 'QUERY PLAN': string }[] };
    return rows.map((row) => row['QUERY PLAN'].trim());
  });
  expect(lines.filter((line) => / on invoices\b/.test(line))).toEqual([
    expect.stringMatching(/^-> {2}Index Only Scan using invoices_candidates on invoices i /),
  ]);
  expect(lines).toContain('Heap Fetches: 0');
});

test('a day on which all are due comes in batches, in the order of ids, none twice and none missing', async () => {
  const batches = await store.tx((db) => read(db, addDays(TODAY, 1)));
  expect(batches.map((batch) => batch.length)).toEqual([2_000, OPEN - 2_000]);
  expect(batches.flat()).toEqual(Array.from({ length: OPEN }, (_, index) => (index + 1) * 5));
});
