// What a run thought of every invoice, searchable; and the run once more, dry, on the facts of then or of now. Nothing
// is stored of it: the facts of an instant go through the same engine (decision 0006), and only reading is done.

import { z } from 'zod';
import { type Day, daysBetween } from '../../core/day.ts';
import type { Plan } from '../../core/plan.ts';
import { type GateReason, REASON_CODES, type Reason } from '../../core/reason.ts';
import { rowsAsOf } from '../../db/as-of.ts';
import type { LedgerKey } from '../../db/ledger.ts';
import { customersOpenAt, listOpenAt, type OpenAtRow } from '../../db/open-at.ts';
import { everyPlanRow } from '../../db/plans.ts';
import { readRun } from '../../db/runs.ts';
import { type Engine, readEngine, readTruths } from '../engine.ts';
import { refusal } from '../errors.ts';
import { dayInput, idInput, textInput } from '../inputs.ts';
import { readGate } from '../run/gate.ts';
import { planFor } from '../run/wanted.ts';
import { query, type Work } from '../use-case.ts';
import type { RunView } from './runs.ts';

/** The facts that the run saw, or those of this moment and today's date. */
export const FACTS = ['run', 'today'] as const;
export type Facts = (typeof FACTS)[number];

export const VERDICT_KINDS = ['proposed', ...REASON_CODES] as const;
export type VerdictKind = (typeof VERDICT_KINDS)[number];

/** Invoices judged in one step, and at most before a page ends although it is not full. */
const STEP = 100;
const LOOKED_AT_MOST = 600;
const CUSTOMERS_PER_STEP = 500;

export interface RunVerdict {
  id: number;
  invoice: string;
  customer: string;
  customerName: string;
  dueDate: Day;
  daysOverdue: number;
  openCents: number;
  currency: string;
  verdict: { kind: 'proposed'; level: string | null } | { kind: 'held'; reason: Reason };
}

export interface RunVerdictPage {
  run: RunView;
  rows: RunVerdict[];
  /** Where to look on; null = everything was looked at. */
  next: LedgerKey | null;
  /** How many invoices were looked at for this page. */
  looked: number;
}

const which = { run: idInput, facts: z.enum(FACTS).default('run') };

export const runVerdicts = query({
  name: 'run.verdicts',
  summary: 'The verdict on every invoice that was open at a run, by due date; searched by invoice, customer, verdict.',
  role: 'viewer',
  input: z.strictObject({
    ...which,
    text: textInput(100).default(''),
    kind: z.enum(VERDICT_KINDS).optional(),
    after: z.strictObject({ dueDate: dayInput, id: idInput }).nullable().default(null),
    limit: z.int().min(1).max(200).default(50),
  }),
  async run(work, { run: id, facts, text, kind, after, limit }): Promise<RunVerdictPage> {
    const judge = await judgeOf(work, id, facts);
    const { engine, plan } = judge;
    const filter = { asOf: engine.asOf, text, proposedBy: kind === 'proposed' && facts === 'run' ? plan.id : null };
    // Nearly every invoice has its verdict: what is judged beyond the page is judged for nothing.
    const step = kind === undefined ? limit + 1 : STEP;
    const rows: RunVerdict[] = [];
    let [key, looked]: [LedgerKey | null, number] = [after, 0];
    for (let isOver = false; !isOver; ) {
      const found = await listOpenAt(work.db, filter, { after: key, limit: step });
      const verdicts = await judgeAll(work, judge, found);
      for (const row of found) {
        if (rows.length === limit) return { run: judge.run, rows, next: key, looked };
        const verdict = verdicts.get(row.id);
        if (verdict !== undefined && (kind === undefined || kindOf(verdict) === kind)) rows.push(verdict);
        key = { dueDate: row.dueDate, id: row.id };
        looked += 1;
      }
      isOver = found.length < step;
      if (!isOver && (looked >= LOOKED_AT_MOST || rows.length === limit)) {
        return { run: judge.run, rows, next: key, looked };
      }
    }
    return { run: judge.run, rows, next: null, looked };
  },
});

/** What would be proposed, by level and currency. */
export interface RepeatedSum {
  /** Null on statements of account. */
  level: string | null;
  currency: string;
  notices: number;
  invoices: number;
  principalCents: number;
}

export interface RepeatedRun {
  run: RunView;
  on: Day;
  /** Why the run as a whole would be stopped; null = it would take place. */
  gate: GateReason | null;
  sums: RepeatedSum[];
  /** Open invoices that would be held back, by reason. */
  held: Partial<Record<Reason['code'], number>>;
}

export const repeatRun = query({
  name: 'run.repeat',
  summary: 'A past run once more, dry: what would be proposed on the facts it saw, or today. Writes nothing.',
  role: 'viewer',
  input: z.strictObject(which),
  async run(work, { run: id, facts }): Promise<RepeatedRun> {
    const { run, engine, plan } = await judgeOf(work, id, facts);
    const sums = new Map<string, RepeatedSum>();
    const held: RepeatedRun['held'] = {};
    const ids = await customersOpenAt(work.db, engine.asOf);
    for (let start = 0; start < ids.length; start += CUSTOMERS_PER_STEP) {
      for (const truth of await readTruths(work.db, engine, ids.slice(start, start + CUSTOMERS_PER_STEP))) {
        if (truth.planId !== plan.id) continue;
        const { proposals, verdicts } = planFor(truth.facts, plan, engine.settings);
        for (const { level, currency, principalCents, lines } of proposals) {
          const key = `${level?.position ?? 0} ${currency}`;
          const sum = sums.get(key) ?? {
            level: level?.name ?? null,
            currency,
            notices: 0,
            invoices: 0,
            principalCents: 0,
          };
          sum.notices += 1;
          sum.invoices += lines.length;
          sum.principalCents += principalCents;
          sums.set(key, sum);
        }
        for (const verdict of verdicts) {
          if (verdict.kind !== 'held' || verdict.reason.code === 'paid') continue;
          held[verdict.reason.code] = (held[verdict.reason.code] ?? 0) + 1;
        }
      }
    }
    const gate = facts === 'run' ? run.gate : await readGate(work, work.today, plan);
    return { run, on: engine.settings.today, gate, sums: inOrder(sums), held };
  },
});

function inOrder(sums: ReadonlyMap<string, RepeatedSum>): RepeatedSum[] {
  return [...sums].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, sum]) => sum);
}

interface Judge {
  run: RunView;
  engine: Engine;
  plan: Plan;
}

async function judgeOf(work: Work, id: number, facts: Facts): Promise<Judge> {
  const row = await readRun(work.db, id);
  if (row === null) throw refusal('run_unknown', { run: id });
  const asOf = facts === 'run' ? row.factsAt : null;
  const on = facts === 'run' ? row.onDay : work.today;
  const [organisation] = await rowsAsOf(work.db, 'organisation', [work.organisation], asOf);
  const engine = await readEngine(work.db, organisation ?? work.organisation, on, asOf);
  const name = (await everyPlanRow(work.db)).find((plan) => plan.id === row.planId)?.name ?? '';
  const plan = engine.plans.get(row.planId);
  if (plan === undefined) throw refusal('plan_taken_away', { plan: name });
  return { run: { ...row, plan: name }, engine, plan };
}

/** The verdicts of the run's plan on some invoices; those of other plans and those paid by then have none. */
async function judgeAll(work: Work, { engine, plan }: Judge, rows: readonly OpenAtRow[]) {
  const verdicts = new Map<number, RunVerdict>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const customers = [...new Set(rows.map((row) => row.customerId))];
  for (const truth of await readTruths(work.db, engine, customers, [...byId.keys()])) {
    if (truth.planId !== plan.id) continue;
    const openCents = new Map(truth.facts.invoices.map((invoice) => [invoice.id, invoice.openCents]));
    for (const found of planFor(truth.facts, plan, engine.settings).verdicts) {
      const row = byId.get(found.invoiceId);
      if (row === undefined || (openCents.get(row.id) ?? 0) <= 0) continue;
      verdicts.set(row.id, {
        id: row.id,
        invoice: row.number,
        customer: row.customerNumber,
        customerName: row.customerName,
        dueDate: row.dueDate,
        daysOverdue: Math.max(0, daysBetween(row.dueDate, engine.settings.today)),
        openCents: openCents.get(row.id) ?? 0,
        currency: row.currency,
        verdict:
          found.kind === 'proposed'
            ? { kind: 'proposed', level: found.level?.name ?? null }
            : { kind: 'held', reason: found.reason },
      });
    }
  }
  return verdicts;
}

function kindOf({ verdict }: RunVerdict): VerdictKind {
  return verdict.kind === 'proposed' ? 'proposed' : verdict.reason.code;
}
