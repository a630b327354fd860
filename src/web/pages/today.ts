// Today: what waits for a decision, what the run did and what would stop it, what was issued. And starting a run.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { listUndecided, type ProposalPage } from '../../app/insight/list-proposals.ts';
import { proposalOutcomes } from '../../app/insight/proposal-outcomes.ts';
import { deliverySummary, runsToday } from '../../app/insight/today.ts';
import { startRun } from '../../app/run/start-run.ts';
import { mayAct } from '../../core/actor.ts';
import { DECISION_KINDS, type Flash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { issuedToday } from '../parts/issued.ts';
import { layout } from '../parts/layout.ts';
import { keyPager } from '../parts/list.ts';
import { flashNote } from '../parts/notes.ts';
import { foundLine, proposalFilters } from '../parts/proposal-filters.ts';
import { proposalTable } from '../parts/proposals.ts';
import { gateNotes, heldBack, runLines } from '../parts/runs.ts';
import { approveFound, levelSums } from '../parts/sums.ts';
import { askInput, askPath, askQuery, isFiltered, type ProposalAsk, readAsk } from '../proposal-address.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { listMark } from './progress.ts';

const ROWS_A_PAGE = 50;

const RUN_FORM = z.strictObject({ evenIfStale: z.literal('on').optional() });

export function todayPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/', door, async (c) => {
    const { ctx } = visitOf(c);
    const { ask, listed } = await listedFor(c, readAsk(new URL(c.req.url).search));
    const flash = takeFlash(c, jar);
    const outcomes = await proposalOutcomes(ctx, { proposals: namedBy(flash) });
    const main = html`${flashNote(c, flash, outcomes)}${await todayMain(c, ask, listed)}`;
    return c.html(layout(c, { title: c.get('words').today.title, main, scripts: ['table', 'progress'] }));
  });

  app.post('/run', door, async (c) => {
    const { evenIfStale } = await readForm(c, RUN_FORM);
    await startRun(visitOf(c).ctx, { trigger: 'person', evenIfStale: evenIfStale !== undefined });
    return c.redirect('/', 303);
  });

  return app;
}

function namedBy(flash: Flash | null): number[] {
  return flash?.kind === 'decided' ? [...flash.decided, ...flash.before] : [];
}

/** The page asked for; when everything behind its place has been decided, the first one. */
async function listedFor(c: Request, ask: ProposalAsk): Promise<{ ask: ProposalAsk; listed: ProposalPage }> {
  const place = ask.after === null ? {} : { after: ask.after };
  const listed = await listUndecided(visitOf(c).ctx, { ...askInput(ask), ...place, limit: ROWS_A_PAGE });
  if (listed.rows.length > 0 || ask.after === null) return { ask, listed };
  return listedFor(c, { ...ask, after: null });
}

async function todayMain(c: Request, ask: ProposalAsk, listed: ProposalPage): Promise<Html> {
  const { today: words } = c.get('words');
  const { ctx, house, signedIn } = visitOf(c);
  const plans = await runsToday(ctx, {});
  const summary = await deliverySummary(ctx, {});
  const mayDecide = mayAct(signedIn.role, 'approver');
  const waiting = listed.sums.reduce((count, sum) => count + sum.count, 0);
  const isEmpty = waiting === 0 && !isFiltered(ask);
  return html`<header class="head">
<div><p class="over">${c.get('format').weekday(house.today)}</p><h1>${words.waiting(waiting)}</h1>
${runLines(c, plans)}
${house.leavesMachine ? '' : html`<p class="lines">${c.get('words').frame.outbox}</p>`}</div>
<form class="seek" method="get" action="/why" role="search"><label for="seek">${words.whyNot}</label>
<input id="seek" name="invoice" type="search" autocomplete="off"><button>${c.get('words').why.search}</button></form>
</header>
${gateNotes(c, plans, mayDecide)}
${isEmpty ? empty(c, plans.length > 0 && plans.every((plan) => plan.run === null), mayDecide) : ''}
${waiting === 0 ? '' : html`<div class="beside">${levelSums(c, listed.sums, ask)}${heldBack(c, plans)}</div>`}
${isEmpty ? '' : proposalsSection(c, ask, listed, mayDecide)}
${waiting === 0 ? heldBack(c, plans) : ''}
${issuedToday(c, summary, listMark(summary))}`;
}

function proposalsSection(c: Request, ask: ProposalAsk, listed: ProposalPage, mayDecide: boolean): Html {
  const { today: words } = c.get('words');
  const { rows, sums, found, next } = listed;
  const first = ask.after === null ? null : askPath(ask);
  return html`<section aria-labelledby="proposals">
<div class="over-table"><h2 id="proposals">${words.table}</h2>${mayDecide ? approveFound(c, ask, listed.total) : ''}</div>
${proposalFilters(c, ask, sums)}
<div class="over-table">${foundLine(c, found)}${mayDecide && rows.length > 0 ? tickLinks(c, ask) : ''}</div>
${rows.length === 0 ? html`<div class="empty"><p>${c.get('words').proposalList.none}</p></div>` : table(c, ask, listed, mayDecide)}
${keyPager(c, { first, next: next === null ? null : askPath(ask, { after: next }) })}
</section>`;
}

function table(c: Request, ask: ProposalAsk, { rows }: ProposalPage, mayDecide: boolean): Html {
  const ticks = mayDecide ? (ask.isTicked ? 'on' : 'off') : 'none';
  const shown = proposalTable(c, rows, { ticks, ask });
  if (!mayDecide) return html`${shown}<p>${c.get('words').today.viewer}</p>`;
  return html`<form method="post" action="/decisions/check" class="deciding">
<input type="hidden" name="list" value="${askQuery({ ...ask, isTicked: false })}">${shown}${decisionBar(c)}</form>`;
}

function tickLinks(c: Request, ask: ProposalAsk): Html {
  const { today: words } = c.get('words');
  const { after, isTicked } = ask;
  const path = askPath(ask, { after, isTicked: !isTicked });
  return html`<a href="${path}">${isTicked ? words.untick : words.tickPage}</a>`;
}

/** What can be done with the ticked rows; every button leads to a page that says what it will do. */
function decisionBar(c: Request): Html {
  const { decisions, today } = c.get('words');
  const buttons = DECISION_KINDS.map(
    (kind) =>
      html`<button name="do" value="${kind}" ${kind === 'approve' ? 'class=primary' : ''}>${decisions.buttons[kind]}</button>`,
  );
  return html`<div class="actions"><span class="ticked" aria-hidden="true"><span class="count"></span> ${today.ticked}</span>
<span class="sums" aria-live="polite"></span>${buttons}
<button type="button" class="quiet" popovertarget="keys">${today.keys}</button></div>
<div id="keys" popover><dl class="facts">${Object.entries(today.keyList).map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></div>`;
}

/** Nothing waits: says what comes next, and offers the run when there was none yet. */
function empty(c: Request, isBeforeRun: boolean, mayDecide: boolean): Html {
  const { today: words, settings } = c.get('words');
  if (!isBeforeRun) return html`<section class="empty"><p>${words.emptyNext}</p></section>`;
  const button = html`<form method="post" action="/run"><button class="primary">${words.runNow}</button></form>`;
  return html`<section class="empty"><p>${words.emptyRun}</p>${mayDecide ? button : ''}
<p><a href="/settings">${settings.checklist}</a></p></section>`;
}
