// "Why (not)?": the verdict on an invoice now, or truly as it was at a run. A run's verdict is not stored for every
// invoice and day; it follows from the facts of then, through the same engine.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import { nextLevel } from '../../core/plan.ts';
import { levelReachedOn } from '../../core/position.ts';
import type { GateReason, Reason } from '../../core/reason.ts';
import { type AsOf, rowsAsOf } from '../../db/as-of.ts';
import { type RunRow, readRunsOn } from '../../db/runs.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { refusal, type UseCaseError } from '../errors.ts';
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
  summary: 'Why an invoice is, or is not, dunned: now, on the day of a past run, or as the run of today saw it.',
  role: 'viewer',
  input: z.strictObject({
    invoice: numberInput,
    on: dayInput.optional(),
    /** Of today: as its run saw it, not as it is now. The past is always as it was seen. */
    atRun: z.boolean().default(false),
  }),
  async run(work, input): Promise<WhyAnswer> {
    const invoice = await invoiceOf(work.db, input.invoice);
    const on = input.on ?? work.today;
    // A run of today is history as soon as something changes; who does not ask for it wants the present truth.
    const isOfRun = input.atRun || on < work.today;
    const { run, seen } = isOfRun ? await lookBack(work, invoice, on) : { seen: await look(work, invoice, on, null) };
    if (seen === null) throw nothingSeen(invoice, on, work.today);
    const { engine, truth, facts } = seen;
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

/** Credit notes are never dunned; any other invoice that was not seen came later. */
function nothingSeen({ number, kind }: Invoice, on: Day, today: Day): UseCaseError {
  if (kind === 'credit_note') return refusal('credit_note_never_dunned', { invoice: number });
  return refusal(on < today ? 'not_on_record_on' : 'recorded_after_run', { invoice: number, on });
}

type Invoice = Awaited<ReturnType<typeof invoiceOf>>;
type Seen = NonNullable<Awaited<ReturnType<typeof look>>>;

/** The facts about an invoice at an instant (null = now); null when it was not on record. */
async function look(work: Work, invoice: Invoice, on: Day, asOf: AsOf) {
  const [organisation] = await rowsAsOf(work.db, 'organisation', [work.organisation], asOf);
  const engine = await readEngine(work.db, organisation ?? work.organisation, on, asOf);
  const [truth] = await readTruths(work.db, engine, [invoice.customerId], [invoice.id]);
  const facts = truth?.facts.invoices.find((candidate) => candidate.id === invoice.id);
  return truth === undefined || facts === undefined ? null : { engine, truth, facts };
}

/** The latest run of a day that proposed, else the latest that stopped - of the plan the customer had then. */
async function lookBack(work: Work, invoice: Invoice, on: Day): Promise<{ run?: RunRow; seen: Seen | null }> {
  const runs = await readRunsOn(work.db, on);
  if (runs.length === 0) throw refusal('no_run_on', { on });
  const inOrder = runs.sort((a, b) => Number(a.state === 'stopped') - Number(b.state === 'stopped'));
  let wasOnRecord = false;
  for (const run of inOrder) {
    const seen = await look(work, invoice, on, run.factsAt);
    if (seen?.truth.planId === run.planId) return { run, seen };
    wasOnRecord ||= seen !== null;
  }
  // Other plans ran that day, his did not.
  if (wasOnRecord) throw refusal('no_run_on', { on });
  return { seen: null };
}
