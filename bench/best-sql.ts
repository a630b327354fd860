// The yardstick: the best SQL we could write by hand that does what the daily run does and may be repeated. One
// statement decides and writes proposals and their lines; a row for the run and one for the audit trail come with it.
import type pg from 'pg';
import { LEVEL_DAYS, TODAY } from './program.ts';

export interface SqlRun {
  runId: number;
  proposed: number;
}

/** One run in one transaction. It asks nothing about promises, disputes, free money or proposals that have changed. */
export async function runBestSql(client: pg.Client): Promise<SqlRun> {
  await client.query('begin');
  const run = await client.query<{ id: number }>(`
    insert into runs (plan_id, on_day, trigger, state, started_by, facts_at, counts)
    values (1, '${TODAY}', 'person', 'planned', 'bench', '${TODAY}', '{}') returning id`);
  const runId = Number(run.rows[0]?.id);
  const { rowCount } = await client.query(PROPOSE, [runId]);
  const proposed = rowCount ?? 0;
  await client.query(`update runs set counts = jsonb_build_object('proposed', $2::int) where id = $1`, [
    runId,
    proposed,
  ]);
  await client.query(
    `insert into audit (at, actor, role, surface, action, entity, entity_id, after)
     values ('${TODAY}', 'bench', 'admin', 'cli', 'run.start', 'run', $1, jsonb_build_object('proposed', $2::int))`,
    [String(runId), proposed],
  );
  await client.query('commit');
  return { runId, proposed };
}

const STEPS = LEVEL_DAYS.map((days, index) => `(${index}, ${index + 1}, ${days})`).join(', ');

/**
 * Parameter: the run. Reads the covering index alone, leaves out what is asked already, inserts in the order of ids.
 */
export const DUE = `
  select i.id as invoice_id, i.customer_id, i.currency, i.open_cents, levels.id as level_id
  from (values ${STEPS}) as step (passed, position, days)
  join levels on levels.position = step.position
  join invoices i on i.plan_id = 1 and i.kind = 'invoice' and i.open_cents > 0 and i.passed_position = step.passed
    and i.anchor_on <= date '${TODAY}' - step.days
  where i.open_cents > 50
    and not exists (select from proposal_invoices line where line.invoice_id = i.id and line.open and line.moves)
    and not exists (
      select from blocks where scope = 'invoice' and invoice_id = i.id and ended_at is null
        and from_on <= '${TODAY}' and (until_on is null or until_on >= '${TODAY}'))
    and not exists (
      select from blocks where scope = 'customer' and customer_id = i.customer_id and ended_at is null
        and from_on <= '${TODAY}' and (until_on is null or until_on >= '${TODAY}'))
  order by i.id`;

export const PROPOSE = `
  with due as materialized (
    select nextval('proposals_id_seq') as id, due.* from (${DUE}) as due
  ), new as (
    insert into proposals (id, run_id, plan_id, customer_id, currency, level_id, principal_cents, proposed_on,
      proposed_at, proposed_by, refreshed_on)
    select id, $1, 1, customer_id, currency, level_id, open_cents, '${TODAY}', '${TODAY}', 'bench', '${TODAY}' from due
  )
  insert into proposal_invoices (proposal_id, invoice_id, level_id, moves, open_cents)
  select id, invoice_id, level_id, true, open_cents from due`;
