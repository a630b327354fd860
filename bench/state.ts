// The state between two measurements: what a run has written, as one hash, and taking it back so that the next run finds
// the same database.
import type pg from 'pg';

/** Hash of everything that a run proposed, in the order of the invoices; numbers that a sequence gave are left out. */
export async function hashOfRun(client: pg.Client, runId: number): Promise<string> {
  const { rows } = await client.query<{ hash: string | null }>(
    `select md5(string_agg(concat_ws(':', l.invoice_id, l.level_id, l.open_cents, l.moves, l.open, p.plan_id,
       p.customer_id, p.currency, p.level_id, p.state, p.principal_cents, p.unmatched_cents, p.proposed_on), ','
       order by l.invoice_id)) as hash
     from proposals p join proposal_invoices l on l.proposal_id = p.id where p.run_id = $1`,
    [runId],
  );
  return rows[0]?.hash ?? 'nothing';
}

/** Removes runs with all they proposed, and the space they took; then a checkpoint, so that each run starts after one. */
export async function takeBack(client: pg.Client, runIds: readonly number[]): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(
    `delete from proposal_invoices where proposal_id in (select id from proposals where run_id = any($1))`,
    [runIds],
  );
  await client.query('delete from proposals where run_id = any($1)', [runIds]);
  await client.query('delete from runs where id = any($1)', [runIds]);
  await client.query('reset session_replication_role');
  await client.query('vacuum proposal_invoices, proposals, runs');
  await client.query('checkpoint');
}
