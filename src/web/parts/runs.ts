// What the runs of today did, what stopped them or would stop one now, and what they held back.

import { html } from 'hono/html';
import type { PlanToday } from '../../app/insight/today.ts';
import type { GateReason, ReasonCode } from '../../core/reason.ts';
import { gateText } from '../../core/reason-text.ts';
import type { Html, Request } from '../web.ts';
import { note } from './note.ts';

/** One line a plan: when it ran, by whom, and what came of it. */
export function runLines(c: Request, plans: readonly PlanToday[]): Html {
  const { today: words } = c.get('words');
  const lines = plans.map(({ plan, run }) => {
    if (run === null) return html`<li>${words.noRun(plan)}</li>`;
    const who = run.trigger === 'person' ? words.runBy.person(run.startedBy) : words.runBy[run.trigger]();
    const counts = words.runCounts(run.counts.proposed, run.counts.refreshed, run.counts.withdrawn);
    return html`<li>${words.ran(plan, c.get('format').time(run.factsAt), who)} ${run.state === 'stopped' ? '' : counts}</li>`;
  });
  return html`<ul class="lines">${lines}</ul>`;
}

/** Why a run was stopped, or would be; with the way to run all the same where a person may. */
export function gateNotes(c: Request, plans: readonly PlanToday[], mayRun: boolean): Html {
  const { today: words } = c.get('words');
  const notes = plans.flatMap(({ plan, gate, run }) => {
    if (gate === null) return [];
    const isStopped = run?.state === 'stopped';
    const body = html`<p>${gateText(gate, c.get('language'))}</p>${mayRun ? anyway(c, gate) : ''}`;
    return [note('warn', isStopped ? words.stopped(plan) : words.wouldStop(plan), body)];
  });
  return html`${notes}`;
}

/** A paused plan never runs; stale payment data may be overridden, and the run records by whom. */
function anyway(c: Request, gate: GateReason): Html | string {
  if (gate.code !== 'payments_stale') return '';
  const { today: words } = c.get('words');
  return html`<form method="post" action="/run"><input type="hidden" name="evenIfStale" value="on">
<button>${words.runAnyway}</button> <small>${words.runAnywayHint}</small></form>`;
}

/** Candidates that the latest runs did not propose, counted by reason. */
export function heldBack(c: Request, plans: readonly PlanToday[]): Html | string {
  const { today: words, heldBack: reasons } = c.get('words');
  const counts = new Map<ReasonCode, number>();
  for (const { run } of plans) {
    for (const [code, count] of Object.entries(run?.counts.held ?? {})) {
      if (isReason(code, reasons)) counts.set(code, (counts.get(code) ?? 0) + count);
    }
  }
  if (counts.size === 0) return '';
  const entries = [...counts].sort(([, a], [, b]) => b - a);
  return html`<section class="card" aria-labelledby="held"><h2 id="held">${words.held}</h2>
<table class="plain"><tbody>${entries.map(([code, count]) => html`<tr><th scope="row">${reasons[code]}</th><td class="figure">${count}</td></tr>`)}</tbody></table>
</section>`;
}

function isReason(code: string, reasons: Record<ReasonCode, string>): code is ReasonCode {
  return Object.hasOwn(reasons, code);
}
