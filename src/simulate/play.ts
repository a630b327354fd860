// Plays a scenario: the clock goes from day to day, events happen, the run proposes, people decide, notices are issued.

import type { Context } from '../app/context.ts';
import { UseCaseError } from '../app/errors.ts';
import * as blocks from '../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute } from '../app/holds/disputes-and-promises.ts';
import { recordBankImport, recordPayment } from '../app/imports/record-payment.ts';
import { cancelNotice } from '../app/notices/cancel.ts';
import { issueApproved } from '../app/notices/issue.ts';
import { sendDue } from '../app/notices/send.ts';
import { decideProposals } from '../app/proposals/decide.ts';
import { startRun } from '../app/run/start-run.ts';
import { switchLevel } from '../app/settings/save-plan.ts';
import { refuse } from '../cli/refusals.ts';
import type { VirtualClock } from '../clock.ts';
import { addDays, type Day, minDay } from '../core/day.ts';
import { proposalIdsIn } from '../db/decisions.ts';
import { levelsByName } from '../db/plan-writes.ts';
import { readDefaultPlanId, readPlans } from '../db/plans.ts';
import { undecidedOfInvoice } from '../db/proposals.ts';
import { DECISION_EVENTS, type Scenario, type ScenarioEvent } from './scenario.ts';

export interface Played {
  /** Days on which the staleness guard stopped the run. */
  stopped: Day[];
  /** What people tried and the product refused, each with its event. */
  refused: string[];
}

type DecisionEvent = Extract<ScenarioEvent, { do: (typeof DECISION_EVENTS)[number] }>;

/** The first day of a scenario: an event may lie before the first run. */
export function firstDay(scenario: Scenario): Day {
  return scenario.events.reduce((first, event) => minDay(first, event.on), scenario.from);
}

export async function play(ctx: Context, clock: VirtualClock, scenario: Scenario): Promise<Played> {
  const played: Played = { stopped: [], refused: [] };
  for (let day = firstDay(scenario); day <= scenario.to; day = addDays(day, 1)) {
    clock.set(day);
    const today = scenario.events.filter((event) => event.on === day);
    for (const event of today) if (!isDecision(event)) await happen(ctx, event, played);
    if (day < scenario.from || today.some((event) => event.do === 'no_run')) continue;
    const runs = await startRun(ctx, { trigger: 'schedule', on: day });
    if (runs.some((run) => run.gate?.code === 'payments_stale')) {
      played.stopped.push(day);
      continue;
    }
    await decideDay(ctx, scenario, today.filter(isDecision), played);
    await issueApproved(ctx, {});
    await sendDue(ctx, {});
  }
  return played;
}

function isDecision(event: ScenarioEvent): event is DecisionEvent {
  return (DECISION_EVENTS as readonly string[]).includes(event.do);
}

async function decideDay(
  ctx: Context,
  scenario: Scenario,
  decisions: readonly DecisionEvent[],
  played: Played,
): Promise<void> {
  const left = new Set<number>();
  for (const event of decisions) {
    const found = await undecidedOfInvoice(ctx.store.db, event.invoice);
    // A decision about an invoice that nobody is asked about decides nothing.
    if (found === null) continue;
    if (event.do === 'leave') left.add(found.id);
    else
      await attempt(
        event,
        played,
        () => decide(ctx, event, found),
        () => left.add(found.id),
      );
  }
  if (scenario.approve === 'none') return;
  const open = (await proposalIdsIn(ctx.store.db, 'proposed')).filter((id) => !left.has(id));
  if (open.length > 0) await decideProposals(ctx, { proposals: open, decision: { kind: 'approve' } });
}

async function decide(
  ctx: Context,
  event: Exclude<DecisionEvent, { do: 'leave' }>,
  proposal: { id: number; planId: number },
): Promise<void> {
  const proposals = [proposal.id];
  switch (event.do) {
    case 'skip':
    case 'skip_level':
      await decideProposals(ctx, { proposals, decision: { kind: event.do } });
      return;
    case 'snooze':
      await decideProposals(ctx, { proposals, decision: { kind: 'snooze', until: event.until } });
      return;
    case 'level': {
      const plan = (await readPlans(ctx.store.db)).find((candidate) => candidate.id === proposal.planId);
      const level = plan?.levels.find((candidate) => candidate.name === event.level);
      if (level === undefined)
        throw refuse('level_not_in_plan', {
          plan: plan?.name ?? '',
          level: event.level,
          known: plan?.levels.map(({ name }) => name) ?? [],
        });
      await decideProposals(ctx, { proposals, decision: { kind: 'approve', levelId: level.id } });
    }
  }
}

/** What happens before the day's run. */
async function happen(ctx: Context, event: Exclude<ScenarioEvent, DecisionEvent>, played: Played): Promise<void> {
  await attempt(event, played, async () => {
    switch (event.do) {
      case 'payment':
        return recordPayment(ctx, { invoice: event.invoice, amount: event.amount });
      case 'bank_import':
        return recordBankImport(ctx, {});
      case 'pause':
        return blocks.pauseInvoice(ctx, { invoice: event.invoice, until: event.until ?? null });
      case 'resume':
        return blocks.resumeInvoice(ctx, { invoice: event.invoice });
      case 'block':
        return blocks.excludeCustomer(ctx, { customer: event.customer, until: event.until ?? null });
      case 'unblock':
        return blocks.includeCustomer(ctx, { customer: event.customer });
      case 'dispute':
        return raiseDispute(ctx, { invoice: event.invoice });
      case 'settle':
        return settleDispute(ctx, { invoice: event.invoice });
      case 'promise':
        return promisePayment(ctx, { invoice: event.invoice, on: event.date });
      case 'suspend':
        return blocks.suspendDunning(ctx, {});
      case 'unsuspend':
        return blocks.resumeDunning(ctx, {});
      case 'deactivate':
      case 'activate':
        return switchLevels(ctx, event);
      case 'cancel':
        return cancelNotice(ctx, { invoice: event.invoice });
      case 'no_run':
        return undefined;
    }
  });
}

/** Without a plan the level of the default plan is meant, or of whichever plan has one of that name. */
async function switchLevels(
  ctx: Context,
  event: Extract<ScenarioEvent, { do: 'deactivate' | 'activate' }>,
): Promise<void> {
  const plans = await readPlans(ctx.store.db);
  const defaultId = await readDefaultPlanId(ctx.store.db);
  const named = await levelsByName(ctx.store.db, event.level);
  const wanted = event.plan === undefined ? defaultId : plans.find((plan) => plan.name === event.plan)?.id;
  const exact = named.filter((level) => level.planId === wanted);
  for (const level of exact.length > 0 || event.plan !== undefined ? exact : named) {
    await switchLevel(ctx, { levelId: level.id, active: event.do === 'activate' });
  }
}

/** A refusal is part of the story: it is noted, and the day goes on. */
async function attempt(
  event: ScenarioEvent,
  played: Played,
  act: () => Promise<unknown>,
  ifRefused: () => void = () => undefined,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof UseCaseError)) throw error;
    played.refused.push(`${event.on} ${event.do}: ${error.message}`);
    ifRefused();
  }
}
