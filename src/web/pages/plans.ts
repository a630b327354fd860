// Plans: the list with its switches. Switching is undone by switching back, so nobody is asked first.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { listBlocks, resumeDunning, suspendDunning } from '../../app/holds/blocks.ts';
import { listPlans } from '../../app/settings/list-plans.ts';
import { checkPlan } from '../../app/settings/preview-plan.ts';
import { removePlan } from '../../app/settings/remove-plan.ts';
import { pausePlan, switchLevel } from '../../app/settings/save-plan.ts';
import { mayAct } from '../../core/actor.ts';
import type { Plan } from '../../core/plan.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { readForm, typedDay } from '../forms.ts';
import { dayField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { planStrip } from '../parts/plan-strip.ts';
import { feeText, interestText } from '../parts/plan-words.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

const SWITCH = z.strictObject({ to: z.enum(['on', 'off']) });
const typed = z.string().max(2_000).default('');
const ALL_SWITCH = z.strictObject({ to: z.enum(['on', 'off']), until: typed, reason: typed });

export function planPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/plans', door, async (c) => {
    const main = html`${flashNote(c, takeFlash(c, jar), [])}${await listMain(c)}`;
    return c.html(layout(c, { title: c.get('words').plans.title, main }));
  });

  app.post('/plans/:id/switch', door, async (c) => {
    const { to } = await readForm(c, SWITCH);
    await pausePlan(visitOf(c).ctx, { planId: idOf(c, 'id'), paused: to === 'off' });
    keepFlash(c, jar, { kind: 'plan', done: to === 'off' ? 'planPaused' : 'planResumed' });
    return c.redirect('/plans', 303);
  });

  app.post('/plans/:id/remove', door, async (c) => {
    await readForm(c, z.strictObject({}));
    try {
      await removePlan(visitOf(c).ctx, { planId: idOf(c, 'id') });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      const said = note('bad', c.get('words').errors.refused.title, html`<p>${refusal.text}</p>`);
      return c.html(
        layout(c, { title: c.get('words').plans.title, main: html`${said}${await listMain(c)}`, isError: true }),
        422,
      );
    }
    keepFlash(c, jar, { kind: 'plan', done: 'planRemoved' });
    return c.redirect('/plans', 303);
  });

  app.post('/levels/:id/switch', door, async (c) => {
    const { to } = await readForm(c, SWITCH);
    await switchLevel(visitOf(c).ctx, { levelId: idOf(c, 'id'), active: to === 'on' });
    keepFlash(c, jar, { kind: 'plan', done: to === 'on' ? 'levelOn' : 'levelOff' });
    return c.redirect('/plans', 303);
  });

  app.post('/dunning', door, async (c) => {
    const { to, until: text, reason } = await readForm(c, ALL_SWITCH);
    const { ctx } = visitOf(c);
    const until = typedDay(text);
    if (until === undefined) {
      const main = await listMain(c, { until: text, reason, problem: c.get('words').errors.day });
      return c.html(layout(c, { title: c.get('words').plans.title, main, isError: true }), 422);
    }
    if (to === 'on') await resumeDunning(ctx, {});
    else await suspendDunning(ctx, { until, reason });
    keepFlash(c, jar, { kind: 'plan', done: to === 'on' ? 'dunningResumed' : 'dunningStopped' });
    return c.redirect('/plans', 303);
  });

  return app;
}

interface StopFields {
  until: string;
  reason: string;
  problem: string | null;
}

async function listMain(c: Request, stop: StopFields = { until: '', reason: '', problem: null }): Promise<Html> {
  const { plans: words } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const mayEdit = mayAct(signedIn.role, 'admin');
  const plans = await listPlans(ctx, {});
  const cards = await Promise.all(plans.map((plan) => planCard(c, plan, mayEdit)));
  return html`<header class="head"><div><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>
${mayEdit ? html`<p><a class="button primary" href="/plans/new">${words.newPlan}</a></p>` : ''}</header>
${cards}${await allCard(c, stop, mayEdit)}`;
}

type Listed = Plan & { isDefault: boolean };

async function planCard(c: Request, plan: Listed, mayEdit: boolean): Promise<Html> {
  const { plans: words } = c.get('words');
  const { ctx, house } = visitOf(c);
  const { steps } = await checkPlan(ctx, { plan: inputOf(plan), dueDate: house.today });
  const counted = plan.kind === 'recap' ? words.kinds.recap : words.levels(plan.levels.length);
  const actions = html`<div class="row"><a class="button" href="/plans/${plan.id}">${words.edit}</a>
${
  mayEdit
    ? html`<a class="button" href="/plans/new?copy=${plan.id}">${words.copy}</a>
${switchForm(`/plans/${plan.id}/switch`, plan.paused, plan.paused ? words.resume : words.pause)}`
    : ''
}<a href="/plans/${plan.id}/history">${words.history}</a></div>
${mayEdit && !plan.isDefault ? removeForm(c, plan) : ''}`;
  return html`<section class="card plan-card" aria-labelledby="plan-${plan.id}">
<div><h2 id="plan-${plan.id}"><a href="/plans/${plan.id}">${plan.name}</a></h2>
<p class="over">${counted}${plan.isDefault ? html` · ${words.isDefault}` : ''}${plan.paused ? html` · <b class="bad">${words.pausedTag}</b>` : ''}</p></div>
${plan.kind === 'escalation' && plan.levels.length === 0 ? html`<p>${words.noLevels}</p>` : planStrip(c, house.today, steps)}
${plan.levels.length === 0 ? '' : levelTable(c, plan, mayEdit)}${actions}</section>`;
}

/** It cannot be taken back: so it is said first what happens. */
function removeForm(c: Request, { id, name }: Listed): Html {
  const { plans: words } = c.get('words');
  return html`<details><summary>${words.takeAway}<span class="unseen"> ${name}</span></summary><form method="post" action="/plans/${id}/remove">
<p><small>${words.takeAwayHint}</small></p><button>${words.takeAwayButton(name)}</button></form></details>`;
}

/** The plan as an input, to be looked at by the same check that the editor uses. */
function inputOf({ id, isDefault, levels, ...rest }: Listed): Parameters<typeof checkPlan>[1]['plan'] {
  return { ...rest, id, isDefault, levels: levels.map(({ position: _, ...level }) => level) };
}

function levelTable(c: Request, plan: Plan, mayEdit: boolean): Html {
  const { plans: words } = c.get('words');
  const { levelFields: labels } = words;
  const rows = plan.levels.map((level) => {
    const label = level.active ? words.levelOff : words.levelOn;
    const button = switchForm(`/levels/${level.id}/switch`, !level.active, label, level.name);
    return html`<tr class="${level.active ? '' : 'is-off'}"><th scope="row"><span class="level"><b>${level.position}</b>${level.name}</span>
${level.active ? '' : html` <small>${words.off}</small>`}</th>
<td class="figure" data-label="${labels.afterDays}">${level.afterDays}</td>
<td class="figure" data-label="${labels.paymentTermDays}">${level.paymentTermDays}</td>
<td data-label="${labels.fee}">${feeText(c, level.fee)}</td><td data-label="${labels.interest}">${interestText(c, level.interest)}</td>
<td data-label="${labels.channels}">${words.channelsOf[level.channels.join(',')] ?? ''}</td>
<td data-label="${labels.automation}">${words.automations[level.automation]}</td>${mayEdit ? html`<td>${button}</td>` : ''}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${plan.name}: ${words.levelsHeading}"><table class="rows">
<thead><tr><th>${labels.name}</th><th class="figure">${labels.afterDays}</th><th class="figure">${labels.paymentTermDays}</th><th>${labels.fee}</th>
<th>${labels.interest}</th><th>${labels.channels}</th><th>${labels.automation}</th>${mayEdit ? html`<th><span class="unseen">${words.off}</span></th>` : ''}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function switchForm(path: string, isOff: boolean, label: string, what = ''): Html {
  return html`<form method="post" action="${path}"><button name="to" value="${isOff ? 'on' : 'off'}">${label}${
    what === '' ? '' : html`<span class="unseen"> ${what}</span>`
  }</button></form>`;
}

/** Whether anything is dunned at all, and the switch for it. */
async function allCard(c: Request, stop: StopFields, mayEdit: boolean): Promise<Html> {
  const { plans: words, decisions } = c.get('words');
  const standing = (await listBlocks(visitOf(c).ctx, {})).find(({ block }) => block.scope === 'all')?.block;
  if (standing !== undefined) {
    const until = standing.untilOn === null ? '' : words.allUntil(c.get('format').day(standing.untilOn));
    const reason = standing.reason === '' ? '' : ` ${standing.reason}`;
    return html`<section class="card standing"><h2>${words.all}</h2><p class="bad">${words.allStopped(standing.setBy, until, reason)}</p>
${mayEdit ? html`<form method="post" action="/dunning"><button class="primary" name="to" value="on">${words.resumeAll}</button></form>` : ''}</section>`;
  }
  const problems = stop.problem === null ? {} : { until: stop.problem };
  const until = { name: 'until', label: `${decisions.until} ${decisions.optional}`, value: stop.until, problems };
  const reason = {
    name: 'reason',
    label: `${decisions.reason} ${decisions.optional}`,
    value: stop.reason,
    problems: {},
  };
  return html`<section class="card"><h2>${words.all}</h2><p>${words.allRuns}</p>
${
  mayEdit
    ? html`<details ${stop.problem === null ? '' : 'open'}><summary>${words.stopAll}</summary><form method="post" action="/dunning" novalidate>
<p><small>${words.stopHint}</small></p>${dayField({ ...until, hint: decisions.openEnd })}${textField(reason)}
<button name="to" value="off">${words.stopAll}</button></form></details>`
    : ''
}</section>`;
}
