// The database between two measurements: what a run has written, as one hash, and taking it back so that the next run
// finds the same state.
import type pg from 'pg';

/** Hash of everything that a run proposed, in the order of the invoices; numbers that a sequence gave are left out. */
export async function hashOfRun(client: pg.Client, runId: number): Promise<string> {
  const { rows } = await client.query<{ hash: string | null }>(
    `select md5(string_agg(concat_ws(':', line.invoice_id, line.level_id, line.open_cents, line.moves, line.open,
       proposal.plan_id, proposal.customer_id, proposal.currency, proposal.level_id, proposal.state,
       proposal.principal_cents, proposal.unmatched_cents, proposal.proposed_on), ',' order by line.invoice_id)) as hash
     from proposals proposal join proposal_invoices line on line.proposal_id = proposal.id
     where proposal.run_id = $1`,
    [runId],
  );
  return rows[0]?.hash ?? 'nothing';
}

/** What autovacuum does within a minute of a large run: fresh statistics. */
export async function noteNewRows(client: pg.Client): Promise<void> {
  await client.query('analyze proposals, proposal_invoices');
}

/**
 * Removes runs with all they proposed, and the space they took; then a checkpoint, so that each run starts after one.
 */
export async function takeBack(client: pg.Client, runIds: readonly number[]): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(
    'delete from proposal_invoices where proposal_id in (select id from proposals where run_id = any($1))',
    [runIds],
  );
  await client.query('delete from proposals where run_id = any($1)', [runIds]);
  await client.query('delete from runs where id = any($1)', [runIds]);
  await client.query('reset session_replication_role');
  await client.query('vacuum (analyze) proposal_invoices, proposals, runs');
  await client.query('checkpoint');
}
