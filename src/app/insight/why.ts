// "Why (not)?": the verdict on an invoice today, or truly as it was at a past run. A past verdict is not stored for
// every invoice and day; it follows from the facts of then, through the same engine.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import { nextLevel } from '../../core/plan.ts';
import { levelReachedOn } from '../../core/position.ts';
import type { GateReason, Reason } from '../../core/reason.ts';
import { rowsAsOf } from '../../db/as-of.ts';
import { readRunsOn } from '../../db/runs.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { refused } from '../errors.ts';
import { dayInput, numberInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { planFor } from '../run/wanted.ts';
import { query, type Work } from '../use-case.ts';

export interface WhyAnswer {
  invoice: string;
  on: Day;
  /** What the answer rests on: the facts of a run, or those of this moment. */
  basis: { kind: 'run'; runId: number; trigger: string; startedBy: string; at: string } | { kind: 'now' };
  /** Why the run of that day stopped as a whole, if it did. */
  gate: GateReason | null;
  verdict: { kind: 'proposed'; level: string | null } | { kind: 'held'; reason: Reason };
  openCents: number;
  currency: string;
  /** The next level and the first day on which it is reached, whatever holds it back; null when none is left. */
  next: { level: string; reachedOn: Day } | null;
}

export const whyInvoice = query({
  name: 'invoice.why',
  summary: 'Why an invoice is, or is not, dunned: today, or on the day of a past run.',
  role: 'viewer',
  input: z.strictObject({ invoice: numberInput, on: dayInput.optional() }),
  async run(work, input): Promise<WhyAnswer> {
    const invoice = await invoiceOf(work.db, input.invoice);
    const on = input.on ?? work.today;
    // A run of today is history as soon as something changes; for today people want the present truth.
    const run = on < work.today ? await runOf(work, invoice.planId, on) : undefined;
    const asOf = run?.factsAt ?? null;
    const [organisation] = await rowsAsOf(work.db, 'organisation', [work.organisation], asOf);
    const engine = await readEngine(work.db, organisation ?? work.organisation, on, asOf);
    const [truth] = await readTruths(work.db, engine, [invoice.customerId], [invoice.id]);
    const facts = truth?.facts.invoices.find((candidate) => candidate.id === invoice.id);
    if (truth === undefined || facts === undefined) throw refusedBeforeRecorded(invoice.number, on);
    const plan = planOf(engine, truth.planId);
    const { verdicts } = planFor(truth.facts, plan, engine.settings);
    const verdict = verdicts.find((candidate) => candidate.invoiceId === invoice.id);
    if (verdict === undefined) throw new Error(`invoice ${invoice.number} has no verdict`);
    const next = nextLevel(plan, facts.passedPosition);
    return {
      invoice: invoice.number,
      on,
      basis:
        run === undefined
          ? { kind: 'now' }
          : { kind: 'run', runId: run.id, trigger: run.trigger, startedBy: run.startedBy, at: run.factsAt },
      gate: run?.state === 'stopped' ? run.gate : null,
      verdict:
        verdict.kind === 'proposed'
          ? { kind: 'proposed', level: verdict.level?.name ?? null }
          : { kind: 'held', reason: verdict.reason },
      openCents: facts.openCents,
      currency: facts.currency,
      next: next.kind === 'level' ? { level: next.level.name, reachedOn: levelReachedOn(next.level, facts) } : null,
    };
  },
});

/** The run of a past day that proposed, else the one that stopped; the first scheduled one comes before later ones. */
async function runOf(work: Work, planId: number, on: Day) {
  const runs = await readRunsOn(work.db, planId, on);
  const run = runs.find((candidate) => candidate.state !== 'stopped') ?? runs[0];
  if (run === undefined) throw refused(`There was no run on ${on}: nothing was decided on that day.`);
  return run;
}

function refusedBeforeRecorded(number: string, on: Day) {
  return refused(`Invoice ${number} was not on record on ${on}.`);
}
