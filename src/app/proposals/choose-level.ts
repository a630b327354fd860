// A person chooses the level of an invoice's next notice: a higher one than the rules would, never one that is sent. It
// is put before people as a proposal by hand, which no run changes; the one that waited at another level gives way.

import { z } from 'zod';
import type { Level, Plan } from '../../core/plan.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { lockProposals } from '../../db/decisions.ts';
import { movingProposalByInvoice, setLevelChooser, setRemark, withdrawProposals } from '../../db/proposals.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { refusal } from '../errors.ts';
import { numberInput, reasonInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { command, type Work } from '../use-case.ts';
import { proposeInvoices } from './propose-by-hand.ts';

export const chooseLevel = command({
  name: 'proposal.choose_level',
  summary: 'Proposes an invoice at a level that a person chooses, by its place in the plan (1, 2, ...) or its name.',
  role: 'approver',
  input: z.strictObject({ invoice: numberInput, level: numberInput, remark: reasonInput.default('') }),
  async run(work, { invoice: number, level: wanted, remark }) {
    const invoice = await invoiceOf(work.db, number);
    const plan = await planOfCustomer(work, invoice.customerId);
    const level = levelNamed(plan, wanted);
    const before = await giveWay(work, invoice.id, level);
    const [proposal] = await proposeInvoices(work, { invoices: [invoice.number], levelId: level.id });
    if (proposal === undefined) throw refusal('not_proposable', { invoice: invoice.number });
    await setLevelChooser(work.db, [proposal], work.ctx.actor.personId ?? null);
    if (remark !== '') await setRemark(work.db, [proposal], remark);
    const after = { level: level.name, invoice: invoice.number };
    return {
      result: { invoice: invoice.number, proposal, level: level.name, before: nameOf(plan, before) },
      audit: [{ entity: 'proposal', entityId: String(proposal), after, remark: remark === '' ? null : remark }],
    };
  },
});

/** Withdraws the proposal that waits for the invoice at another level. Returns that level's id; null = none waited. */
async function giveWay(work: Work, invoiceId: number, level: Level): Promise<number | null> {
  const waiting = (await movingProposalByInvoice(work.db, [invoiceId])).get(invoiceId);
  const [row] = await lockProposals(work.db, waiting === undefined ? [] : [waiting]);
  if (row === undefined) return null;
  if (!UNDECIDED_STATES.includes(row.state)) throw refusal('approved_already', { proposal: row.id });
  if (row.levelId === level.id) throw refusal('at_level_already', { proposal: row.id, level: level.name });
  await withdrawProposals(work.db, [{ id: row.id, reason: { code: 'superseded' } }], work.now);
  return row.levelId;
}

async function planOfCustomer(work: Work, customerId: number): Promise<Plan> {
  const engine = await readEngine(work.db, work.organisation, work.today);
  const [truth] = await readTruths(work.db, engine, [customerId], []);
  if (truth === undefined) throw new Error(`customer ${customerId} does not exist`);
  const plan = planOf(engine, truth.planId);
  // One notice for all that a customer owes has one level: it is chosen where that proposal is decided.
  if (plan.grouping === 'customer') throw refusal('grouped_plan');
  return plan;
}

function levelNamed(plan: Plan, wanted: string): Level {
  const byPlace = /^\d{1,3}$/.test(wanted) ? plan.levels[Number(wanted) - 1] : undefined;
  const level = byPlace ?? plan.levels.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (level !== undefined) return level;
  const known = plan.levels.map(({ name }, index) => `${index + 1} ${name}`);
  throw refusal('level_not_named', { level: wanted, plan: plan.name, known });
}

function nameOf(plan: Plan, levelId: number | null): string | null {
  return plan.levels.find(({ id }) => id === levelId)?.name ?? null;
}
