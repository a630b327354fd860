// "Dun now": a person proposes overdue invoices at their next or a higher level without waiting for the days. The
// proposal is then decided like any other.

import { z } from 'zod';
import { suspensionOf } from '../../core/eligibility.ts';
import { sumCents } from '../../core/money.ts';
import { type Level, nextLevel, type Plan } from '../../core/plan.ts';
import { type InvoiceTruth, isOverdue } from '../../core/position.ts';
import type { Reason } from '../../core/reason.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import {
  insertProposals,
  movingProposalByInvoice,
  type ProposalContent,
  setLevelChooser,
  setRemark,
} from '../../db/proposals.ts';
import { type Engine, planOf, readEngine, readTruths } from '../engine.ts';
import { refusal, UseCaseError } from '../errors.ts';
import { idInput, numberInput, reasonInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import type { Texts } from '../refusals/say.ts';
import { command, query, type Work } from '../use-case.ts';

const BY_HAND = z.strictObject({
  invoices: z.array(numberInput).min(1).max(1_000),
  levelId: idInput.optional(),
  remark: reasonInput.optional(),
});

export const proposeByHand = command({
  name: 'proposal.propose',
  summary: 'Proposes overdue invoices now, at their next or a higher level, without waiting for the days.',
  role: 'approver',
  input: BY_HAND,
  async run(work, input) {
    const ids = await proposeInvoices(work, input);
    if (input.levelId !== undefined) await setLevelChooser(work.db, ids, work.ctx.actor.personId ?? null);
    if (input.remark !== undefined) await setRemark(work.db, ids, input.remark);
    const note = {
      entity: 'proposal',
      after: { byHand: true, invoices: input.invoices },
      remark: input.remark ?? null,
    };
    return { result: { proposals: ids }, audit: ids.map((id) => ({ ...note, entityId: String(id) })) };
  },
});

/** Proposes invoices at a level, or each at its next one; refused when anything stands against one of them. */
export async function proposeInvoices(work: Work, input: Parameters<typeof planByHand>[1]): Promise<number[]> {
  const { groups, refusals } = await planByHand(work, input);
  const [first] = refusals;
  if (first !== undefined) throw first.refusal;
  const ids: number[] = [];
  const by = work.ctx.actor.name;
  for (const [planId, own] of Map.groupBy(groups, (group) => group.planId)) {
    const origin = { runId: null, byHand: true, planId, on: work.today, at: work.now, by };
    ids.push(
      ...(await insertProposals(
        work.db,
        origin,
        own.map((group) => group.content),
      )),
    );
  }
  return ids;
}

/** What proposing by hand would make: one entry for each notice, and what stands against the other invoices. */
export interface ByHandPreview {
  notices: {
    customer: { number: string; name: string };
    level: { id: number; name: string; position: number };
    currency: string;
    invoices: string[];
    openCents: number;
  }[];
  refusals: { invoice: string; reason: string; texts: Texts }[];
}

export const weighByHand = query({
  name: 'proposal.weigh_by_hand',
  summary: 'What proposing invoices by hand would make, and what stands against it; nothing is written.',
  role: 'viewer',
  input: BY_HAND,
  async run(work, input): Promise<ByHandPreview> {
    const { groups, refusals } = await planByHand(work, input);
    return {
      notices: groups.map(({ customer, level, content, invoices }) => ({
        customer,
        level: { id: level.id, name: level.name, position: level.position },
        currency: content.currency,
        invoices,
        openCents: content.principalCents,
      })),
      refusals: refusals.map(({ invoice, refusal: { reason, texts } }) => ({ invoice, reason, texts })),
    };
  },
});

interface Group {
  planId: number;
  customer: { number: string; name: string };
  level: Level;
  content: ProposalContent;
  invoices: string[];
}

interface PlannedByHand {
  groups: Group[];
  refusals: { invoice: string; refusal: UseCaseError }[];
}

async function planByHand(work: Work, input: z.output<typeof BY_HAND>): Promise<PlannedByHand> {
  const rows = [];
  for (const number of new Set(input.invoices)) rows.push(await invoiceOf(work.db, number));
  const engine = await readEngine(work.db, work.organisation, work.today);
  const ids = rows.map((row) => row.id);
  const customers = [...new Set(rows.map((row) => row.customerId))];
  const truths = await readTruths(work.db, engine, customers, ids);
  const waiting = await movingProposalByInvoice(work.db, ids);
  const planned: PlannedByHand = { groups: [], refusals: [] };
  for (const truth of truths) planCustomer(planned, truth, { engine, wanted: new Set(ids), waiting, input });
  return planned;
}

interface Asked {
  engine: Engine;
  wanted: ReadonlySet<number>;
  /** The open proposal that moves an invoice: it must be decided there. */
  waiting: ReadonlyMap<number, number>;
  input: z.output<typeof BY_HAND>;
}

/** Adds a customer's notices, one for each invoice or currency as his plan groups them. */
function planCustomer(planned: PlannedByHand, truth: CustomerTruth, { engine, wanted, waiting, input }: Asked): void {
  const plan = planOf(engine, truth.planId);
  const lines: { invoice: InvoiceTruth; level: Level }[] = [];
  for (const invoice of truth.facts.invoices.filter((one) => wanted.has(one.id))) {
    const proposalId = waiting.get(invoice.id);
    const found =
      proposalId === undefined
        ? levelByHand(invoice, truth, plan, engine, input.levelId)
        : refusal('proposed_already', { proposal: proposalId, invoice: invoice.number });
    if (found instanceof UseCaseError) planned.refusals.push({ invoice: invoice.number, refusal: found });
    else lines.push({ invoice, level: found });
  }
  const groups = Map.groupBy(lines, ({ invoice }) =>
    plan.grouping === 'customer' ? invoice.currency : String(invoice.id),
  );
  for (const group of groups.values()) planned.groups.push(groupOf(group, truth, plan));
}

function groupOf(lines: readonly { invoice: InvoiceTruth; level: Level }[], truth: CustomerTruth, plan: Plan): Group {
  const currency = lines[0]?.invoice.currency ?? '';
  const level = lines.reduce((best, line) => (line.level.position > best.position ? line.level : best), firstOf(lines));
  const content: ProposalContent = {
    customerId: truth.row.id,
    currency,
    levelId: level.id,
    principalCents: sumCents(lines.map((line) => line.invoice.openCents)),
    unmatchedCents: truth.facts.unmatchedCents[currency] ?? 0,
    lines: lines.map((line) => ({
      invoiceId: line.invoice.id,
      levelId: line.level.id,
      moves: true,
      openCents: line.invoice.openCents,
    })),
  };
  const invoices = lines.map((line) => line.invoice.number);
  return { planId: plan.id, customer: { number: truth.row.number, name: truth.row.name }, level, content, invoices };
}

function firstOf(group: readonly { level: Level }[]): Level {
  const first = group[0];
  if (first === undefined) throw new Error('a group has at least one invoice');
  return first.level;
}

/** The level a person may propose an invoice at, or what stands against it. */
function levelByHand(
  invoice: InvoiceTruth,
  truth: CustomerTruth,
  plan: Plan,
  engine: Engine,
  levelId: number | undefined,
): Level | UseCaseError {
  const against = (why: Reason) => refusal('not_proposable_for', { invoice: invoice.number, why });
  if (!isOverdue(invoice, engine.settings.today)) {
    if (invoice.openCents <= 0) return against({ code: 'paid' });
    return refusal('not_overdue', { invoice: invoice.number, dueDate: invoice.dueDate });
  }
  const suspension = suspensionOf(invoice, truth.facts.holds, engine.calendar, engine.settings.today);
  if (suspension !== null) return against(suspension);
  if (invoice.holds.undeliveredNotice !== null) {
    return against({ code: 'undelivered', noticeNumber: invoice.holds.undeliveredNotice });
  }
  if (levelId !== undefined) return chosenLevel(invoice, plan, levelId);
  const next = nextLevel(plan, invoice.passedPosition);
  if (next.kind === 'level') return next.level;
  return against({ code: next.kind === 'exhausted' ? 'exhausted' : 'levels_inactive' });
}

function chosenLevel(invoice: InvoiceTruth, plan: Plan, levelId: number): Level | UseCaseError {
  const chosen = plan.levels.find((level) => level.id === levelId);
  if (chosen === undefined) return refusal('level_of_other_plan', { level: levelId, plan: plan.name });
  if (!chosen.active) return refusal('level_off', { level: chosen.name });
  return chosen.position > invoice.passedPosition
    ? chosen
    : refusal('level_passed', { invoice: invoice.number, level: chosen.name });
}
