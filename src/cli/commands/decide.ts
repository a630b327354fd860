// duly skip, snooze, skip-level - and what approving shares with them: telling who decided before.

import { type DecidedBefore, type DecisionInput, decideProposals } from '../../app/proposals/decide.ts';
import { type Answer, EXIT, type Exit, type House } from '../desk.ts';

/** Decisions that end with the decision itself; approving goes on with issuing. */
export type PlainDecision = { remark?: string | undefined } & (
  | { kind: 'skip' | 'skip_level' }
  | { kind: 'snooze'; until: Extract<DecisionInput, { kind: 'snooze' }>['until'] }
);

export async function decide(house: House, proposals: number[], decision: PlainDecision): Promise<Answer> {
  const { decided, decidedBefore } = await decideProposals(house.ctx, { proposals, decision });
  return {
    json: { decision: decision.kind, decided, decidedBefore },
    lines: [
      ...(decided.length === 0
        ? []
        : [`${house.words.decisions.done[decision.kind](decided.length)}: ${decided.join(', ')}.`]),
      ...decidedBefore.map((one) => beforeLine(house, one)),
    ],
    exit: exitOf(decided.length, decidedBefore.length),
  };
}

/** 0 when all were decided, 3 when some were not ours to decide any more, 2 when none was. */
function exitOf(decided: number, before: number): Exit {
  if (before === 0) return EXIT.fine;
  return decided === 0 ? EXIT.refused : EXIT.partly;
}

/** E.g. "Proposal 12 is no longer open: skipped by Anna, 22 November 2026, 09:12 (Slack)." */
function beforeLine(house: House, one: DecidedBefore): string {
  const title = house.say(`Proposal ${one.id} is no longer open`, `Vorschlag ${one.id} ist nicht mehr offen`);
  return `${title}: ${decidedText(house, one)}.`;
}

export function decidedText(house: House, { state, by, at, from }: Omit<DecidedBefore, 'id'>): string {
  const { states, who, surfaces } = house.words.decisions;
  return `${states[state]}${at === null ? '' : who(by, house.moment(at), surfaces[from ?? ''] ?? '')}`;
}
