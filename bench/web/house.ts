// The house whose pages are measured: 100,000 invoices, 5,000 proposals of two days, 200,000 audit rows, a year of
// runs and imports, on a real PostgreSQL; and somebody signed in.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Context, Ports } from '../../src/app/context.ts';
import { recordBankImport } from '../../src/app/imports/record-payment.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { virtualClock } from '../../src/clock.ts';
import type { Actor } from '../../src/core/actor.ts';
import { addDays } from '../../src/core/day.ts';
import { appendAudit } from '../../src/db/audit.ts';
import type { Store } from '../../src/db/client.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { createRenderer, shippedText } from '../../src/render/index.ts';
import { ROOT } from '../../test/support/paths.ts';
import { ADMIN } from '../../test/support/world.ts';
import { writeLedger } from '../ledger.ts';
import { openBenchStore, setUp, TODAY } from '../program.ts';

/** Open and overdue 60,000, open and not due 20,000, closed 20,000. */
const SHAPE = { open: 60_000, closed: 20_000, dunned: true };
const AUDIT_ROWS = 200_000;

export interface House {
  store: Store;
  as(actor: Actor): Context;
  proposals: number;
  /** Puts something on record, as every change does. */
  record(): Promise<unknown>;
}

export async function buildHouse(url: string): Promise<House> {
  const store = await openBenchStore(url);
  await setUp(store);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await writeLedger(client, SHAPE);
  await writeRecord(client);
  // All notices up to yesterday were sent and nobody decided yesterday: today two days' proposals wait.
  const clock = virtualClock(addDays(TODAY, 1), 'Europe/Berlin');
  const ports: Ports = {
    renderer: await createRenderer({ root: ROOT }),
    transport: createOutbox(mkdtempSync(join(tmpdir(), 'duly-bench-'))),
    shippedText: async (language, kind, channel) => shippedText(ROOT, language, kind, channel),
    log: () => undefined,
  };
  const as = (actor: Actor): Context => ({ store, clock, actor, ports });
  await recordBankImport(as(ADMIN), { postedThrough: TODAY });
  const [run] = await startRun(as(ADMIN), { trigger: 'person' });
  await client.query('vacuum (analyze)');
  await client.end();
  const entry = { role: 'admin', surface: 'cli', action: 'bench', entity: 'bench', entityId: '1' } as const;
  const record = () => store.tx((db) => appendAudit(db, [{ ...entry, at: clock.now(), actor: 'bench' }]));
  return { store, as, proposals: run?.counts.proposed ?? 0, record };
}

/** What was done in a year: the trail of the decisions, runs and imports. */
async function writeRecord(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(`
    insert into audit (at, actor, role, surface, action, entity, entity_id, after, remark)
    select '${TODAY}'::timestamptz - (${AUDIT_ROWS} - i) * interval '2 minutes',
      (array['Anna', 'Ben', 'Cleo', 'Duly'])[1 + i % 4], 'approver', (array['console', 'slack', 'schedule'])[1 + i % 3],
      (array['proposal.decide', 'notice.issue', 'delivery.send', 'invoice.pause', 'import.file'])[1 + i % 5],
      (array['proposal', 'notice', 'delivery', 'invoice', 'import'])[1 + i % 5], (1 + i % 60000)::text,
      '{"state":"approved"}', case when i % 50 = 0 then 'as agreed on the phone, no. ' || i end
    from generate_series(1, ${AUDIT_ROWS}) as i`);
  await client.query(`
    insert into runs (plan_id, on_day, trigger, state, started_by, facts_at, counts)
    select 1, day::date, 'schedule', 'planned', 'Duly', day + interval '8 hours',
      '{"candidates":3200,"proposed":2600,"refreshed":0,"withdrawn":12,"held":{"invoice_paused":30,"customer_blocked":28}}'
    from generate_series('${TODAY}'::timestamptz - interval '365 days', '${TODAY}'::timestamptz - interval '1 day',
      '1 day') as day`);
  await client.query(`
    insert into imports (kind, file_name, counts, imported_at, imported_by)
    select (array['payments', 'invoices', 'customers'])[1 + i % 3], 'file-' || i || '.csv', '{"added":120,"changed":3}',
      '${TODAY}'::timestamptz - (700 - i) * interval '12 hours', 'Ben'
    from generate_series(1, 700) as i`);
  await client.query('reset session_replication_role');
}
