// duly why: the verdict on an invoice, now or as a past run saw it.

import { type WhyAnswer, whyInvoice } from '../../app/insight/why.ts';
import type { Day } from '../../core/day.ts';
import { gateText, reasonText } from '../../core/reason-text.ts';
import type { Answer, House } from '../desk.ts';
import { gateJson, reasonJson, withDecimals } from '../json.ts';

export async function why(house: House, invoice: string, { on }: { on?: Day }): Promise<Answer> {
  const answer = await whyInvoice(house.ctx, { invoice, on });
  const { gate, verdict } = answer;
  return {
    json: withDecimals({
      ...answer,
      gate: gate === null ? null : gateJson(gate),
      verdict: verdict.kind === 'held' ? { kind: 'held', reason: reasonJson(verdict.reason) } : verdict,
    }) as object,
    lines: [
      house.say(
        `${answer.invoice}, ${house.day(answer.on)}: ${house.money(answer.openCents, answer.currency)} open.`,
        `${answer.invoice}, ${house.day(answer.on)}: ${house.money(answer.openCents, answer.currency)} offen.`,
      ),
      ...(gate === null ? [] : [gateText(gate, house.language)]),
      verdictText(house, verdict),
      nextText(house, answer),
      basisText(house, answer.basis),
    ],
  };
}

function verdictText(house: House, verdict: WhyAnswer['verdict']): string {
  if (verdict.kind === 'held') return reasonText(verdict.reason, house.language);
  return verdict.level === null
    ? house.say('Due for its statement of account.', 'Fällig für die Kontoübersicht.')
    : house.say(`Due: “${verdict.level}”.`, `Fällig: „${verdict.level}“.`);
}

function nextText(house: House, { next, on }: WhyAnswer): string {
  const words = house.words.invoice;
  if (next === null) return words.noNext;
  return (next.reachedOn <= on ? words.nextPassed : words.next)(next.level, house.day(next.reachedOn));
}

function basisText(house: House, basis: WhyAnswer['basis']): string {
  const words = house.words.why;
  return basis.kind === 'now' ? words.basisNow : words.basisRun(house.moment(basis.at), basis.startedBy);
}
