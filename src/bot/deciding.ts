// Carries a person's decision to the use case, and says what came of it: the same answers from a menu, a modal and the
// review. The first decision wins; whoever was later is told who decided what.

import { proposalOutcomes } from '../app/insight/proposal-outcomes.ts';
import { type DecisionInput, type DecisionResult, decideProposals } from '../app/proposals/decide.ts';
import type { Click } from './listeners/guard.ts';
import { standingText } from './messages/standing.ts';
import { joined, type Md, md, own } from './text.ts';

type Decision = Parameters<typeof decideProposals>[1]['decision'];

const TOLD_AT_MOST = 5;

/** Decides, and returns what to tell the person; null = nothing. */
export async function decide(...how: Parameters<typeof decideFirst>): Promise<Md | null> {
  return (await decideFirst(...how))();
}

/** Decides and asks for the messages to be brought up to date; what to tell the person is found out afterwards. */
export async function decideFirst(
  click: Click,
  ids: readonly number[],
  decision: Decision,
  seen: { id: number; version: number }[] = [],
): Promise<() => Promise<Md | null>> {
  const { undoMinutes } = await click.bot.recent.settings();
  const whole = decision.kind === 'approve' ? { undoMinutes, ...decision } : decision;
  const result = await decideProposals(click.ctx, { proposals: [...ids], decision: whole, seen });
  changed(click);
  return () => answerTo(click, result, decision.kind);
}

/** Something was committed: messages follow, and so does what comes after decisions. */
export function changed(click: Pick<Click, 'bot'>): void {
  click.bot.kick();
  click.bot.deps.afterDecision();
}

async function answerTo(click: Click, result: DecisionResult, kind: DecisionInput['kind']): Promise<Md | null> {
  const { told } = click.voice.words;
  const lines: Md[] = [];
  if (result.waiting.length > 0) lines.push(own(told.waits(result.waiting.length)));
  for (const why of new Set(result.withheld.map((one) => one.why))) lines.push(own(told.withheld[why]));
  // A person's own second click has had its effect already.
  const byOthers = result.decidedBefore.filter((one) => one.by !== click.person.name || stateAfter(kind) !== one.state);
  if (byOthers.length > 0)
    lines.push(
      await decidedBeforeText(
        click,
        byOthers.map((one) => one.id),
      ),
    );
  return lines.length === 0 ? null : joined(lines, '\n');
}

function stateAfter(kind: DecisionInput['kind']): string {
  const states = { approve: 'approved', skip: 'skipped', snooze: 'snoozed', skip_level: 'level_skipped' };
  return kind in states ? states[kind as keyof typeof states] : 'withdrawn';
}

async function decidedBeforeText(click: Click, ids: readonly number[]): Promise<Md> {
  const { voice } = click;
  const rows = await proposalOutcomes(click.ctx, { proposals: ids.slice(0, TOLD_AT_MOST) });
  const states = rows.map((row) => ({
    name: row.customerName,
    text: standingText(
      { ...row, withdrawn: row.withdrawnReason, firstApprovedBy: row.decidedBy, delivery: null },
      voice,
    ),
  }));
  const [only] = states;
  if (ids.length === 1 && only !== undefined) return md`${voice.words.told.already(only.text)}`;
  const lines = states.map(({ name, text }) => md`• ${name}: ${text}`);
  const rest = ids.length - TOLD_AT_MOST;
  if (rest > 0) lines.push(own(voice.words.more(rest)));
  return joined([own(voice.words.told.alreadyMany(ids.length)), ...lines], '\n');
}
