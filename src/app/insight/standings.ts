// Where open invoices stand: the verdict of the engine on each, its next step with the day, the proposal it waits on.

import type { Day } from '../../core/day.ts';
import { nextLevel } from '../../core/plan.ts';
import { levelReachedOn } from '../../core/position.ts';
import type { Reason } from '../../core/reason.ts';
import { openProposalByInvoice } from '../../db/proposals.ts';
import { type Engine, planOf, readTruths } from '../engine.ts';
import { planFor } from '../run/wanted.ts';
import type { Work } from '../use-case.ts';

export interface Standing {
  verdict: { kind: 'proposed'; level: string | null } | { kind: 'held'; reason: Reason };
  /** The next level and the first day on which it is reached, whatever holds it back; null when none is left. */
  next: { level: string; reachedOn: Day } | null;
  /** The open proposal it stands on. */
  proposalId: number | null;
}

/** Standings by invoice id; invoices on which nothing is open have none. */
export async function readStandings(
  work: Work,
  engine: Engine,
  rows: readonly { id: number; customerId: number }[],
): Promise<Map<number, Standing>> {
  const ids = rows.map((row) => row.id);
  const wanted = new Set(ids);
  const proposals = await openProposalByInvoice(work.db, ids);
  const standings = new Map<number, Standing>();
  for (const truth of await readTruths(work.db, engine, [...new Set(rows.map((row) => row.customerId))])) {
    const plan = planOf(engine, truth.planId);
    const invoices = new Map(truth.facts.invoices.map((invoice) => [invoice.id, invoice]));
    for (const verdict of planFor(truth.facts, plan, engine.settings).verdicts) {
      const invoice = invoices.get(verdict.invoiceId);
      if (invoice === undefined || !wanted.has(invoice.id)) continue;
      const next = nextLevel(plan, invoice.passedPosition);
      standings.set(invoice.id, {
        verdict:
          verdict.kind === 'proposed'
            ? { kind: 'proposed', level: verdict.level?.name ?? null }
            : { kind: 'held', reason: verdict.reason },
        next: next.kind === 'level' ? { level: next.level.name, reachedOn: levelReachedOn(next.level, invoice) } : null,
        proposalId: proposals.get(invoice.id) ?? null,
      });
    }
  }
  return standings;
}
