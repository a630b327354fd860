// duly pause, resume, exclude, include, suspend, unsuspend, dispute, settle, promise: what holds notices back.

import * as blocks from '../../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute } from '../../app/holds/disputes-and-promises.ts';
import type { Day } from '../../core/day.ts';
import type { Answer, House } from '../desk.ts';
import { withDecimals } from '../json.ts';

export interface UntilOptions {
  until?: Day;
  reason?: string;
}

export async function pause(house: House, invoice: string, options: UntilOptions): Promise<Answer> {
  const done = await blocks.pauseInvoice(house.ctx, { invoice, ...options });
  const until = untilText(house, done.until);
  return held(house, done, `${done.invoice} is paused${until}.`, `${done.invoice} ist pausiert${until}.`);
}

export async function resume(house: House, invoice: string): Promise<Answer> {
  const done = await blocks.resumeInvoice(house.ctx, { invoice });
  return done.ended
    ? answer(house, done, `${done.invoice} is dunned again.`, `${done.invoice} wird wieder gemahnt.`)
    : answer(house, done, `${done.invoice} was not paused.`, `${done.invoice} war nicht pausiert.`);
}

export async function exclude(house: House, customer: string, options: UntilOptions): Promise<Answer> {
  const done = await blocks.excludeCustomer(house.ctx, { customer, ...options });
  const until = untilText(house, done.until);
  return held(
    house,
    done,
    `Customer ${done.customer} is blocked${until}.`,
    `Kunde ${done.customer} ist gesperrt${until}.`,
  );
}

export async function include(house: House, customer: string): Promise<Answer> {
  const done = await blocks.includeCustomer(house.ctx, { customer });
  const { customer: number } = done;
  return done.ended
    ? answer(house, done, `Customer ${number} is dunned again.`, `Kunde ${number} wird wieder gemahnt.`)
    : answer(house, done, `Customer ${number} was not blocked.`, `Kunde ${number} war nicht gesperrt.`);
}

export async function suspend(house: House, options: UntilOptions): Promise<Answer> {
  const done = await blocks.suspendDunning(house.ctx, options);
  const until = untilText(house, done.until);
  return held(house, done, `All dunning is suspended${until}.`, `Das Mahnwesen ist ausgesetzt${until}.`);
}

export async function unsuspend(house: House): Promise<Answer> {
  const done = await blocks.resumeDunning(house.ctx, {});
  return done.ended
    ? answer(house, done, 'Dunning is taken up again.', 'Das Mahnwesen ist fortgesetzt.')
    : answer(house, done, 'Dunning was not suspended.', 'Das Mahnwesen war nicht ausgesetzt.');
}

export async function dispute(house: House, invoice: string, options: { reason?: string }): Promise<Answer> {
  const done = await raiseDispute(house.ctx, { invoice, ...options });
  return held(house, done, `${done.invoice} is marked as disputed.`, `${done.invoice} ist als strittig vermerkt.`);
}

export async function settle(house: House, invoice: string): Promise<Answer> {
  const done = await settleDispute(house.ctx, { invoice });
  return done.settled
    ? answer(house, done, `The dispute of ${done.invoice} is settled.`, `${done.invoice} ist nicht mehr strittig.`)
    : answer(house, done, `${done.invoice} was not disputed.`, `${done.invoice} war nicht strittig.`);
}

export async function promise(house: House, invoice: string, on: Day): Promise<Answer> {
  const done = await promisePayment(house.ctx, { invoice, on });
  const [day, through] = [house.day(done.on), house.day(done.through)];
  return held(
    house,
    { withdrawn: done.withdrawn, ...(withDecimals(done) as object) },
    `${done.invoice}: payment promised for ${day}; held through ${through}.`,
    `${done.invoice}: Zahlung zugesagt zum ${day}; gehalten bis einschließlich ${through}.`,
  );
}

/** A hold, and the proposals that went with it. */
function held(house: House, done: { withdrawn: number }, english: string, german: string): Answer {
  const { json, lines } = answer(house, done, english, german);
  return { json, lines: done.withdrawn === 0 ? lines : [...lines, house.words.invoice.withdrew(done.withdrawn)] };
}

function answer(house: House, json: object, english: string, german: string): Answer {
  return { json, lines: [house.say(english, german)] };
}

function untilText(house: House, until: Day | null): string {
  if (until === null) return house.say(' until it is ended', ', bis jemand es beendet');
  return house.say(` through ${house.day(until)}`, ` bis einschließlich ${house.day(until)}`);
}
