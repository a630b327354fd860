// The Undo button of an answer: does the opposite through a use case, and says truthfully when nothing is left to take
// back.

import { z } from 'zod';
import { setUpChat } from '../../app/chat/settings.ts';
import type { Context } from '../../app/context.ts';
import { UseCaseError } from '../../app/errors.ts';
import * as blocks from '../../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute, withdrawPromise } from '../../app/holds/disputes-and-promises.ts';
import { takePaymentBack } from '../../app/imports/take-payment-back.ts';
import { askAgain, askableAgain } from '../../app/proposals/ask-again.ts';
import { chooseLevel } from '../../app/proposals/choose-level.ts';
import { decideProposals } from '../../app/proposals/decide.ts';
import { reopenProposal } from '../../app/proposals/reopen.ts';
import { type Day, isDay } from '../../core/day.ts';
import type { WithdrawalReason } from '../../core/reason.ts';
import { own } from '../text.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer, type Undo } from './answer.ts';
import { COMMAND_WORDS } from './words/index.ts';

const day = z.custom<Day>((value) => typeof value === 'string' && isDay(value));
const text = z.string().max(500);
const invoice = z.string().min(1).max(100);
const proposal = z.int().positive();

const UNDO = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['resume', 'settle', 'unpromise']), invoice }),
  z.strictObject({ do: z.literal('include'), customer: invoice }),
  z.strictObject({ do: z.literal('pause'), invoice, until: day.nullable(), reason: text }),
  z.strictObject({ do: z.literal('exclude'), customer: invoice, until: day.nullable(), reason: text }),
  z.strictObject({ do: z.literal('dispute'), invoice, reason: text }),
  z.strictObject({
    do: z.literal('promise'),
    invoice,
    on: day,
    amount: z.string().max(40).nullable().default(null),
    reason: text.default(''),
  }),
  z.strictObject({ do: z.enum(['ask_again', 'take_back', 'skip']), proposal, invoice }),
  z.strictObject({ do: z.literal('level'), invoice, level: z.string().max(100) }),
  z.strictObject({ do: z.literal('unpay'), invoice, payment: z.string().max(100) }),
  z.strictObject({ do: z.literal('channel'), channel: z.string().max(100).nullable() }),
]);
type ReadUndo = z.output<typeof UNDO>;

/** The value of an Undo button; null when it is none that we made. */
export function readUndo(value: unknown): ReadUndo | null {
  try {
    return UNDO.parse(JSON.parse(String(value)));
  } catch {
    return null;
  }
}

/** What was made here can be read here. */
export type UndoIsReadable = Undo extends { do: ReadUndo['do'] } ? true : never;

export async function takeBack(visitor: Visitor, undo: ReadUndo): Promise<Answer> {
  const { voice } = visitor;
  const words = COMMAND_WORDS[voice.language];
  const { done, asked } = await carryOut(visitor, undo);
  if (!done) return answer(words.undo.already);
  const again = asked > 0 ? [own(voice.words.told.waitAgain(asked))] : [];
  return { lines: [words.undo.done(whatOf(undo, words.undo.channel)), ...again], changed: true };
}

function whatOf(undo: ReadUndo, channel: string): string {
  if (undo.do === 'channel') return channel;
  return 'customer' in undo ? undo.customer : undo.invoice;
}

/** Whether something was taken back, or was not there any more; and how many reminders wait for a decision again. */
interface Back {
  done: boolean;
  asked: number;
}

const back = (done: boolean): Back => ({ done, asked: 0 });

async function carryOut(visitor: Visitor, undo: ReadUndo): Promise<Back> {
  const { ctx } = visitor;
  switch (undo.do) {
    case 'resume':
    case 'settle':
    case 'unpromise':
      return lifted(ctx, { invoice: undo.invoice }, undo.do);
    case 'include':
      return lifted(ctx, { customer: undo.customer }, undo.do);
    case 'pause':
      await blocks.pauseInvoice(ctx, { invoice: undo.invoice, until: undo.until, reason: undo.reason });
      return back(true);
    case 'exclude':
      await blocks.excludeCustomer(ctx, { customer: undo.customer, until: undo.until, reason: undo.reason });
      return back(true);
    case 'dispute':
      await raiseDispute(ctx, { invoice: undo.invoice, reason: undo.reason });
      return back(true);
    case 'promise': {
      const amount = undo.amount === null ? {} : { amount: undo.amount };
      await promisePayment(ctx, { invoice: undo.invoice, on: undo.on, remark: undo.reason, ...amount });
      return back(true);
    }
    case 'ask_again':
      await askAgain(ctx, { proposal: undo.proposal });
      return { done: true, asked: 1 };
    case 'take_back':
      await reopenProposal(ctx, { proposal: undo.proposal });
      return { done: true, asked: 1 };
    case 'skip': {
      const decided = await decideProposals(ctx, { proposals: [undo.proposal], decision: { kind: 'skip' } });
      return back(decided.decided.length > 0);
    }
    case 'level':
      await chooseLevel(ctx, { invoice: undo.invoice, level: undo.level });
      return back(true);
    case 'unpay': {
      await takePaymentBack(ctx, { payment: undo.payment });
      return { done: true, asked: await askAll(ctx, { invoice: undo.invoice }, 'paid') };
    }
    case 'channel':
      await setUpChat(ctx, { channelId: undo.channel });
      return back(true);
  }
}

type About = { invoice: string } | { customer: string };
type Lift = 'resume' | 'settle' | 'unpromise' | 'include';

const WITHDREW = {
  resume: 'invoice_paused',
  settle: 'disputed',
  unpromise: 'promised',
  include: 'customer_blocked',
} as const satisfies Record<Lift, WithdrawalReason['code']>;

/** Ends a hold, and what it withdrew waits for a decision again as if it had never been. */
async function lifted(ctx: Context, about: About, how: Lift): Promise<Back> {
  if (!(await endHold(ctx, about, how))) return back(false);
  return { done: true, asked: await askAll(ctx, about, WITHDREW[how]) };
}

async function endHold(ctx: Context, about: About, how: Lift): Promise<boolean> {
  if ('customer' in about) return (await blocks.includeCustomer(ctx, about)).ended;
  switch (how) {
    case 'settle':
      return (await settleDispute(ctx, about)).settled;
    case 'unpromise':
      return (await withdrawPromise(ctx, about)).ended;
    default:
      return (await blocks.resumeInvoice(ctx, about)).ended;
  }
}

/** How many are asked again; what something else stands against is left to the next run, which says why. */
async function askAll(ctx: Context, about: About, code: WithdrawalReason['code']): Promise<number> {
  let asked = 0;
  for (const proposal of await askableAgain(ctx, about, code)) {
    try {
      asked += (await askAgain(ctx, { proposal })).proposals.length;
    } catch (error) {
      if (!(error instanceof UseCaseError) || error.code !== 'refused') throw error;
    }
  }
  return asked;
}
