// The Undo button of an answer: does the opposite through a use case, and says truthfully when nothing is left to take
// back.

import { z } from 'zod';
import * as blocks from '../../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute, withdrawPromise } from '../../app/holds/disputes-and-promises.ts';
import { takePaymentBack } from '../../app/imports/take-payment-back.ts';
import { askAgain } from '../../app/proposals/ask-again.ts';
import { chooseLevel } from '../../app/proposals/choose-level.ts';
import { decideProposals } from '../../app/proposals/decide.ts';
import { reopenProposal } from '../../app/proposals/reopen.ts';
import { type Day, isDay } from '../../core/day.ts';
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
  z.strictObject({ do: z.literal('promise'), invoice, on: day }),
  z.strictObject({ do: z.enum(['ask_again', 'take_back', 'skip']), proposal, invoice }),
  z.strictObject({ do: z.literal('level'), invoice, level: z.string().max(100) }),
  z.strictObject({ do: z.literal('unpay'), invoice, payment: z.string().max(100) }),
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
  const words = COMMAND_WORDS[visitor.voice.language];
  const what = 'customer' in undo ? undo.customer : undo.invoice;
  const done = await carryOut(visitor, undo);
  return done ? { lines: [words.undo.done(what)], changed: true } : answer(words.undo.already);
}

/** True when something was taken back; false when it was not there any more. */
async function carryOut({ ctx }: Visitor, undo: ReadUndo): Promise<boolean> {
  switch (undo.do) {
    case 'resume':
      return (await blocks.resumeInvoice(ctx, { invoice: undo.invoice })).ended;
    case 'include':
      return (await blocks.includeCustomer(ctx, { customer: undo.customer })).ended;
    case 'settle':
      return (await settleDispute(ctx, { invoice: undo.invoice })).settled;
    case 'unpromise':
      return (await withdrawPromise(ctx, { invoice: undo.invoice })).ended;
    case 'pause':
      await blocks.pauseInvoice(ctx, { invoice: undo.invoice, until: undo.until, reason: undo.reason });
      return true;
    case 'exclude':
      await blocks.excludeCustomer(ctx, { customer: undo.customer, until: undo.until, reason: undo.reason });
      return true;
    case 'dispute':
      await raiseDispute(ctx, { invoice: undo.invoice, reason: undo.reason });
      return true;
    case 'promise':
      await promisePayment(ctx, { invoice: undo.invoice, on: undo.on });
      return true;
    case 'ask_again':
      await askAgain(ctx, { proposal: undo.proposal });
      return true;
    case 'take_back':
      await reopenProposal(ctx, { proposal: undo.proposal });
      return true;
    case 'skip':
      return (
        (await decideProposals(ctx, { proposals: [undo.proposal], decision: { kind: 'skip' } })).decided.length > 0
      );
    case 'level':
      await chooseLevel(ctx, { invoice: undo.invoice, level: undo.level });
      return true;
    case 'unpay':
      await takePaymentBack(ctx, { payment: undo.payment });
      return true;
  }
}
