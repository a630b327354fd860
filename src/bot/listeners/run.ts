// The run from the chat: in spite of old payment data, after saying so; and the stop button of levels that act by
// themselves.

import type { App } from '@slack/bolt';
import { latestDigest, viewDigest } from '../../app/chat/digest.ts';
import { runsToday } from '../../app/insight/today.ts';
import { stopAutomation } from '../../app/proposals/stop-automation.ts';
import { startRun } from '../../app/run/start-run.ts';
import { gateText } from '../../core/reason-text.ts';
import { modal, section } from '../blocks/parts.ts';
import { changed } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW, writeState } from '../ids.ts';
import { infoModal } from '../modals/info.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

export function addRunning(app: App, bot: Bot, door: Door): void {
  const open = { role: 'approver', ackFirst: true } as const;
  onAction(app, bot, door, ACTION.runAnyway, open, askToRun);
  onAction(app, bot, door, ACTION.runNow, open, askToRun);
  onAction(app, bot, door, ACTION.stopAutomation, open, askToStop);
  // Links open by themselves; Slack wants to hear that the click arrived.
  onAction(app, bot, door, ACTION.console, { role: 'viewer', ackFirst: true }, async () => null);
  onSubmit(app, bot, door, VIEW.runAnyway, runNow);
  onSubmit(app, bot, door, VIEW.stopAutomation, stopNow);
}

async function askToRun(click: Click): Promise<null> {
  const { anyway, button } = click.voice.words;
  const gates = (await runsToday(click.ctx, {})).flatMap(({ gate }) => (gate === null ? [] : [gate]));
  const why = gates.map((gate) => md`:red_circle: ${gateText(gate, click.voice.language)}`);
  const text = own(gates.length > 0 ? anyway.text : anyway.plain);
  const view = modal({
    callbackId: VIEW.runAnyway,
    title: gates.length > 0 ? anyway.title : button.runNow.replace('…', ''),
    submit: anyway.submit,
    close: button.back,
    blocks: [section('why', joined([...why, text], '\n'))],
    state: '{}',
  });
  await click.bot.clients.interactive.views.open({ trigger_id: click.triggerId, view });
  return null;
}

async function runNow(click: Click): Promise<Answer> {
  const { told } = click.voice.words;
  const runs = await startRun(click.ctx, { trigger: 'person', evenIfStale: true });
  changed(click);
  const proposed = runs.reduce((sum, run) => sum + run.counts.proposed + run.counts.refreshed, 0);
  const said = runs.every((run) => run.outcome === 'stopped') ? told.runStopped : told.ran(proposed);
  return { response_action: 'update', view: infoModal(own(said), click.voice) };
}

async function askToStop(click: Click): Promise<Md | null> {
  const { stop, button, told } = click.voice.words;
  const digest = readIds(click.value, 1)?.[0] ?? 0;
  const acting = await actingIds(click, digest);
  if (acting.length === 0) return own(told.gone);
  const view = modal({
    callbackId: VIEW.stopAutomation,
    title: stop.title,
    submit: stop.submit,
    close: button.back,
    blocks: [section('stop', own(stop.text(acting.length)))],
    state: writeState({ digest }),
  });
  await click.bot.clients.interactive.views.open({ trigger_id: click.triggerId, view });
  return null;
}

async function stopNow(click: Click): Promise<Answer> {
  const { told } = click.voice.words;
  const { digest } = readState(click.view?.state);
  const acting = await actingIds(click, digest ?? (await latestDigest(click.ctx))?.id ?? 0);
  const stopped = acting.length === 0 ? [] : (await stopAutomation(click.ctx, { proposals: acting })).stopped;
  changed(click);
  return { response_action: 'update', view: infoModal(own(told.stopped(stopped.length)), click.voice) };
}

async function actingIds(click: Click, digest: number): Promise<number[]> {
  const { items } = await viewDigest(click.ctx, { digest });
  return items.filter((item) => item.actsOn !== null).map((item) => item.id);
}
