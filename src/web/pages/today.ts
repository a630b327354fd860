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
import { flashNote } from '../parts/notes.ts';
import { proposalTable } from '../parts/proposals.ts';
import { gateNotes, heldBack, runLines } from '../parts/runs.ts';
import { levelSums } from '../parts/sums.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const ROWS_A_PAGE = 50;

interface Asked {
  levelId: number | null;
  page: number;
  isTicked: boolean;
}

const RUN_FORM = z.strictObject({ evenIfStale: z.literal('on').optional() });

export function todayPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/', door, async (c) => {
    const { ctx } = visitOf(c);
    const asked = askedFor(c);
    const listed = await listUndecided(ctx, {
      ...(asked.levelId === null ? {} : { levelId: asked.levelId }),
      limit: ROWS_A_PAGE,
      offset: (asked.page - 1) * ROWS_A_PAGE,
    });
    const flash = takeFlash(c, jar);
    const outcomes = await proposalOutcomes(ctx, { proposals: namedBy(flash) });
    const main = html`${flashNote(c, flash, outcomes)}${await todayMain(c, asked, listed)}`;
    return c.html(layout(c, { title: c.get('words').today.title, main, scripts: ['table'] }));
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

/** What the address asks for; nonsense in it asks for the first page of everything. */
function askedFor(c: Request): Asked {
  const whole = (text: string | undefined) => (/^[1-9]\d{0,6}$/.test(text ?? '') ? Number(text) : null);
  const page = Math.min(whole(c.req.query('page')) ?? 1, 10_000);
  return { levelId: whole(c.req.query('level')), page, isTicked: c.req.query('tick') === 'page' };
}

async function todayMain(c: Request, asked: Asked, listed: ProposalPage): Promise<Html> {
  const { today: words } = c.get('words');
  const { ctx, house, signedIn } = visitOf(c);
  const plans = await runsToday(ctx, {});
  const mayDecide = mayAct(signedIn.role, 'approver');
  const waiting = listed.sums.reduce((count, sum) => count + sum.count, 0);
  return html`<header class="head">
<div><p class="over">${c.get('format').weekday(house.today)}</p><h1>${words.waiting(waiting)}</h1>
${runLines(c, plans)}
${house.leavesMachine ? '' : html`<p class="lines">${c.get('words').frame.outbox}</p>`}</div>
<form class="seek" method="get" action="/why" role="search"><label for="seek">${words.whyNot}</label>
<input id="seek" name="invoice" type="search" autocomplete="off"><button>${c.get('words').why.search}</button></form>
</header>
${gateNotes(c, plans, mayDecide)}
${waiting === 0 ? empty(c, plans.length > 0 && plans.every((plan) => plan.run === null), mayDecide) : ''}
${waiting === 0 ? '' : html`<div class="beside">${levelSums(c, listed.sums, asked.levelId, mayDecide)}${heldBack(c, plans)}</div>`}
${waiting === 0 ? '' : proposalsSection(c, asked, listed, mayDecide)}
${waiting === 0 ? heldBack(c, plans) : ''}
${issuedToday(c, await deliverySummary(ctx, {}))}`;
}

function proposalsSection(c: Request, asked: Asked, listed: ProposalPage, mayDecide: boolean): Html {
  const { today: words } = c.get('words');
  if (listed.rows.length === 0) {
    return html`<section><p>${words.emptyLevel} <a href="/">${words.showAll}</a></p></section>`;
  }
  const ticks = mayDecide ? (asked.isTicked ? 'on' : 'off') : 'none';
  const table = proposalTable(c, listed.rows, ticks);
  return html`<section aria-labelledby="proposals">
<div class="over-table"><h2 id="proposals">${words.table}</h2>${mayDecide ? tickLinks(c, asked) : ''}</div>
${mayDecide ? html`<form method="post" action="/decisions/check" class="deciding">${table}${decisionBar(c)}</form>` : html`${table}<p>${words.viewer}</p>`}
${pager(c, asked, listed)}
</section>`;
}

function tickLinks(c: Request, asked: Asked): Html {
  const { today: words } = c.get('words');
  return asked.isTicked
    ? html`<a href="${addressOf({ ...asked, isTicked: false })}">${words.untick}</a>`
    : html`<a href="${addressOf({ ...asked, isTicked: true })}">${words.tickPage}</a>`;
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

function pager(c: Request, asked: Asked, { total, rows }: ProposalPage): Html | string {
  if (total <= ROWS_A_PAGE) return '';
  const { today: words } = c.get('words');
  const from = (asked.page - 1) * ROWS_A_PAGE + 1;
  const to = from + rows.length - 1;
  const link = (page: number, label: string, rel: 'prev' | 'next') =>
    html`<a class="button" rel="${rel}" href="${addressOf({ ...asked, page, isTicked: false })}">${label}</a>`;
  return html`<nav class="pager" aria-label="${words.pages(from, to, total)}">
${asked.page > 1 ? link(asked.page - 1, words.previous, 'prev') : ''}<span>${words.pages(from, to, total)}</span>
${to < total ? link(asked.page + 1, words.next, 'next') : ''}</nav>`;
}

function addressOf({ levelId, page, isTicked }: Asked): string {
  const query = new URLSearchParams();
  if (levelId !== null) query.set('level', String(levelId));
  if (page > 1) query.set('page', String(page));
  if (isTicked) query.set('tick', 'page');
  return query.size === 0 ? '/' : `/?${query.toString()}`;
}

/** Nothing waits: says what comes next, and offers the run when there was none yet. */
function empty(c: Request, isBeforeRun: boolean, mayDecide: boolean): Html {
  const { today: words } = c.get('words');
  if (!isBeforeRun) return html`<section class="empty"><p>${words.emptyNext}</p></section>`;
  const button = html`<form method="post" action="/run"><button class="primary">${words.runNow}</button></form>`;
  return html`<section class="empty"><p>${words.emptyRun}</p>${mayDecide ? button : ''}</section>`;
}
