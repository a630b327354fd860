// "Dun now": a person proposes overdue invoices at their next or a higher level without waiting for the days. The
// proposal is then decided like any other.

import { z } from 'zod';
import { suspensionOf } from '../../core/eligibility.ts';
import { sumCents } from '../../core/money.ts';
import { type Level, nextLevel, type Plan } from '../../core/plan.ts';
import { type InvoiceTruth, isOverdue } from '../../core/position.ts';
import type { Reason } from '../../core/reason.ts';
import { reasonText } from '../../core/reason-text.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import {
  insertProposals,
  openProposalsOfInvoices,
  type ProposalContent,
  setLevelChooser,
  setRemark,
} from '../../db/proposals.ts';
import { type Engine, planOf, readEngine, readTruths } from '../engine.ts';
import { refused } from '../errors.ts';
import { idInput, numberInput, reasonInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { command, type Work } from '../use-case.ts';

export const proposeByHand = command({
  name: 'proposal.propose',
  summary: 'Proposes overdue invoices now, at their next or a higher level, without waiting for the days.',
  role: 'approver',
  input: z.strictObject({
    invoices: z.array(numberInput).min(1).max(1_000),
    levelId: idInput.optional(),
    remark: reasonInput.optional(),
  }),
  async run(work, input) {
    const rows = [];
    for (const number of new Set(input.invoices)) rows.push(await invoiceOf(work.db, number));
    const wanted = new Set(rows.map((row) => row.id));
    const engine = await readEngine(work.db, work.organisation, work.today);
    const truths = await readTruths(
      work.db,
      engine,
      rows.map((row) => row.customerId),
      [...wanted],
    );
    const openIds = await openProposalsOfInvoices(work.db, [...wanted]);
    if (openIds.length > 0)
      throw refused(`Proposal ${openIds.join(', ')} waits for a decision already: decide it there.`);
    const ids: number[] = [];
    for (const truth of truths) ids.push(...(await proposeCustomer(work, engine, truth, wanted, input.levelId)));
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

async function proposeCustomer(
  work: Work,
  engine: Engine,
  truth: CustomerTruth,
  wanted: ReadonlySet<number>,
  levelId: number | undefined,
): Promise<number[]> {
  const plan = planOf(engine, truth.planId);
  const lines = truth.facts.invoices
    .filter((invoice) => wanted.has(invoice.id))
    .map((invoice) => ({ invoice, level: levelByHand(invoice, truth, plan, engine, levelId) }));
  const groups = new Map<string, typeof lines>();
  for (const line of lines) {
    const key = plan.grouping === 'customer' ? line.invoice.currency : String(line.invoice.id);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const contents = [...groups.values()].map((group): ProposalContent => {
    const currency = group[0]?.invoice.currency ?? '';
    const highest = group.reduce(
      (best, line) => (line.level.position > best.position ? line.level : best),
      firstOf(group),
    );
    return {
      customerId: truth.row.id,
      currency,
      levelId: highest.id,
      principalCents: sumCents(group.map((line) => line.invoice.openCents)),
      unmatchedCents: truth.facts.unmatchedCents[currency] ?? 0,
      lines: group.map(({ invoice, level }) => ({
        invoiceId: invoice.id,
        levelId: level.id,
        moves: true,
        openCents: invoice.openCents,
      })),
    };
  });
  const by = work.ctx.actor.name;
  const origin = { runId: null, byHand: true, planId: plan.id, on: work.today, at: work.now, by };
  return insertProposals(work.db, origin, contents);
}

function firstOf(group: readonly { level: Level }[]): Level {
  const first = group[0];
  if (first === undefined) throw new Error('a group has at least one invoice');
  return first.level;
}

/** The level a person may propose an invoice at, or a refusal that says what stands against it. */
function levelByHand(
  invoice: InvoiceTruth,
  truth: CustomerTruth,
  plan: Plan,
  engine: Engine,
  levelId: number | undefined,
): Level {
  const refuse = (reason: Reason): never => {
    throw refused(`Invoice ${invoice.number} cannot be proposed: ${reasonText(reason, 'en')}`);
  };
  if (!isOverdue(invoice, engine.settings.today)) {
    if (invoice.openCents <= 0) refuse({ code: 'paid' });
    throw refused(`Invoice ${invoice.number} is not overdue: it is due on ${invoice.dueDate}.`);
  }
  const suspension = suspensionOf(invoice, truth.facts.holds, engine.calendar, engine.settings.today);
  if (suspension !== null) refuse(suspension);
  if (invoice.holds.undeliveredNotice !== null) {
    refuse({ code: 'undelivered', noticeNumber: invoice.holds.undeliveredNotice });
  }
  if (levelId !== undefined) {
    const chosen = plan.levels.find((level) => level.id === levelId);
    if (chosen === undefined) throw refused(`Level ${levelId} is not a level of the plan "${plan.name}".`);
    if (!chosen.active) throw refused(`Level "${chosen.name}" is switched off.`);
    if (chosen.position <= invoice.passedPosition) {
      throw refused(`Invoice ${invoice.number} has passed level "${chosen.name}" already.`);
    }
    return chosen;
  }
  const next = nextLevel(plan, invoice.passedPosition);
  if (next.kind === 'level') return next.level;
  return refuse({ code: next.kind === 'exhausted' ? 'exhausted' : 'levels_inactive' });
}
