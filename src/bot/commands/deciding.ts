// Commands that decide the proposal of one invoice: skip, snooze, skip its level, another level. And payments, which
// settle it.

import { recordPayment } from '../../app/imports/record-payment.ts';
import { viewInvoice } from '../../app/insight/invoice-view.ts';
import { proposalOutcomes } from '../../app/insight/proposal-outcomes.ts';
import { whyInvoice } from '../../app/insight/why.ts';
import { chooseLevel } from '../../app/proposals/choose-level.ts';
import { decideProposals } from '../../app/proposals/decide.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { type Md, own } from '../text.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer } from './answer.ts';
import { lateLines } from './late.ts';
import { reasonOf } from './reasons.ts';
import type { ResolvedOrder } from './resolve.ts';
import { COMMAND_WORDS, type CommandWords } from './words/index.ts';

type Act = (visitor: Visitor, order: ResolvedOrder) => Promise<Answer>;
type ProposalOutcome = Awaited<ReturnType<typeof proposalOutcomes>>[number];
type Decision = Parameters<typeof decideProposals>[1]['decision'];

export const skip: Act = (visitor, order) =>
  decide(visitor, order, { kind: 'skip', ...remarkOf(order) }, ({ done }) =>
    done.skipped(order.subject.number, order.reason),
  );

export const snooze: Act = async (visitor, order) => {
  const { day } = order;
  if (day === null) return answer(COMMAND_WORDS[visitor.voice.language].problem.missingDay);
  return decide(visitor, order, { kind: 'snooze', until: day, ...remarkOf(order) }, ({ done }) =>
    done.snoozed(order.subject.number, visitor.voice.weekday(day), order.reason),
  );
};

export const pass: Act = (visitor, order) =>
  decide(visitor, order, { kind: 'skip_level', ...remarkOf(order) }, ({ done }, { levelName }) =>
    done.passed(order.subject.number, levelName ?? '', order.reason),
  );

export const level: Act = async (visitor, { subject: { number: invoice }, level: wanted, reason }) => {
  const words = COMMAND_WORDS[visitor.voice.language];
  if (wanted === null) return answer(words.problem.missingLevel);
  const done = await chooseLevel(visitor.ctx, { invoice, level: wanted, remark: reason });
  const undo =
    done.before === null
      ? ({ do: 'skip', proposal: done.proposal, invoice } as const)
      : ({ do: 'level', invoice, level: done.before } as const);
  return { lines: [words.done.level(invoice, done.level)], undo, changed: true };
};

export const paid: Act = async (visitor, { subject: { number: invoice }, amount, day, reason }) => {
  const { voice, ctx } = visitor;
  const words = COMMAND_WORDS[voice.language];
  const { currency } = await viewInvoice(ctx, { invoice });
  if (amount?.currency != null && amount.currency !== currency) {
    return answer(words.problem.otherCurrency(amount.currency, currency));
  }
  // A number that is left over was most likely meant as an amount: nothing is booked on a guess.
  const stray = /^\d[\d.,]*$/.exec(reason.split(' ')[0] ?? '')?.[0];
  if (stray !== undefined) return answer(words.problem.badAmount(stray));
  const done = await recordPayment(ctx, {
    invoice,
    ...(amount === null ? {} : { amount: amount.value }),
    ...(day === null ? {} : { valueOn: day }),
    ...(reason === '' ? {} : { text: reason }),
  });
  const money = (cents: number) => voice.money(cents, done.currency);
  const said = words.done.paid(invoice, money(done.amountCents), done.openCents <= 0 ? null : money(done.openCents));
  const withdrew = done.withdrawn === 0 ? [] : [words.done.withdrew(done.withdrawn)];
  const late = done.openCents <= 0 ? await lateLines(visitor, invoice) : [];
  return { lines: [said, ...withdrew, ...late], undo: { do: 'unpay', invoice, payment: done.payment }, changed: true };
};

async function decide(
  visitor: Visitor,
  { subject: { number: invoice } }: ResolvedOrder,
  decision: Decision,
  say: (words: CommandWords, outcome: ProposalOutcome) => Md,
): Promise<Answer> {
  const words = COMMAND_WORDS[visitor.voice.language];
  const { proposals } = await viewInvoice(visitor.ctx, { invoice });
  const outcomes = await proposalOutcomes(visitor.ctx, { proposals });
  const waiting = outcomes.find(({ state }) => UNDECIDED_STATES.includes(state));
  if (waiting === undefined) return nothingWaits(visitor, invoice, outcomes);
  const { decided } = await decideProposals(visitor.ctx, { proposals: [waiting.id], decision });
  if (!decided.includes(waiting.id)) {
    return nothingWaits(visitor, invoice, await proposalOutcomes(visitor.ctx, { proposals: [waiting.id] }));
  }
  const undo = { do: 'ask_again', proposal: waiting.id, invoice } as const;
  return { lines: [say(words, waiting)], undo, changed: true };
}

/** Why there is nothing to decide: somebody approved it, a notice has left, or nothing was due. */
async function nothingWaits(visitor: Visitor, invoice: string, outcomes: readonly ProposalOutcome[]): Promise<Answer> {
  const { voice, ctx } = visitor;
  const words = COMMAND_WORDS[voice.language];
  const approved = outcomes.find(({ state }) => state === 'approved');
  if (approved !== undefined) {
    const by = approved.decidedBy ?? words.noProposal.byWhom;
    const when = own(approved.decidedAt === null ? '' : voice.instant(approved.decidedAt));
    return {
      lines: [words.noProposal.decided(invoice, by, when)],
      undo: { do: 'take_back', proposal: approved.id, invoice },
      undoLabel: words.undo.takeBackApproval,
    };
  }
  const { verdict } = await whyInvoice(ctx, { invoice });
  const why = [verdict.kind === 'held' ? reasonOf(voice, verdict.reason) : words.noProposal.nextRun];
  return { lines: [words.noProposal.none(invoice), ...why, ...(await lateLines(visitor, invoice))] };
}

function remarkOf({ reason }: ResolvedOrder): { remark?: string } {
  return reason === '' ? {} : { remark: reason };
}
