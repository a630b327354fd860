// Everything that was sent up to yesterday: issued proposals, notices, passed levels and deliveries of the open
// invoices.
import type pg from 'pg';

/** `sentAfter`: days after the due date on which the first to last notice was sent. */
export async function writeHistory(client: pg.Client, sentAfter: readonly number[]): Promise<void> {
  const days = sentAfter.map((after, index) => `(${index + 1}, ${after})`).join(', ');
  await client.query(`
    create temporary table sent as
    select row_number() over (order by due_date + after, invoices.id) as id, invoices.id as invoice_id, customer_id,
      open_cents, levels.id as level_id, due_date + after as sent_on
    from invoices
    join (values ${days}) as step (position, after) on step.position <= invoices.passed_position
    join levels on levels.position = step.position`);
  for (const statement of STATEMENTS) await client.query(statement);
  await client.query(`drop table sent`);
}

const STATEMENTS = [
  `insert into proposals (plan_id, customer_id, currency, level_id, state, principal_cents, proposed_on, proposed_at,
     proposed_by, refreshed_on, decided_on, decided_at, decided_by, decided_from)
   select 1, customer_id, 'EUR', level_id, 'issued', open_cents, sent_on, sent_on, 'bench', sent_on, sent_on, sent_on,
     'bench', 'cli'
   from sent order by id`,
  `insert into proposal_invoices (proposal_id, invoice_id, level_id, moves, open_cents, open)
   select id, invoice_id, level_id, true, open_cents, false from sent order by id`,
  `insert into notices (number, state, proposal_id, plan_id, level_id, kind, customer_id, currency, issued_on, deadline,
     principal_cents, fee_cents, carried_cents, interest_cents, compensation_cents, total_cents, model, texts, issued_at,
     issued_by)
   select id, 'issued', id, 1, level_id, 'notice', customer_id, 'EUR', sent_on, sent_on + 7, open_cents, 0, 0, 0, 0,
     open_cents, '{}', '{}', sent_on, 'bench'
   from sent order by id`,
  `insert into notice_invoices (notice_id, invoice_id, level_id, open_cents, interest_cents, compensation_cents)
   select id, invoice_id, level_id, open_cents, 0, 0 from sent order by id`,
  `insert into passages (invoice_id, cycle, level_id, kind, passed_on, deadline, notice_id, proposal_id, recorded_at)
   select invoice_id, 1, level_id, 'issued', sent_on, sent_on + 7, id, id, sent_on from sent order by id`,
  `insert into deliveries (id, notice_id, channel, recipients, state, created_at, sent_at, settled_at)
   select md5(id::text)::uuid, id, 'email', '{"to":[],"cc":[]}', 'delivered', sent_on, sent_on, sent_on
   from sent order by id`,
];
