// One proposal in full: what it is about, its amounts, the letter and mail as they would go out, and every decision.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { UseCaseError } from '../../app/errors.ts';
import { type ProposalDetail, previewMail, viewProposal } from '../../app/insight/preview-proposal.ts';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { reopenProposal } from '../../app/proposals/reopen.ts';
import { mayAct } from '../../core/actor.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { afterStep, UNDECIDED_STATES } from '../../core/proposal.ts';
import { reasonText } from '../../core/reason-text.ts';
import { decisionFields, NO_FIELDS } from '../decision-form.ts';
import { DECISION_KINDS, keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { amountsTable, linesTable } from '../parts/amounts.ts';
import { meaning } from '../parts/check.ts';
import { noticeLinks } from '../parts/issued.ts';
import { layout } from '../parts/layout.ts';
import { decidedBy, flashNote } from '../parts/notes.ts';
import { proposalPeek } from '../parts/proposal-peek.ts';
import { levelName, noteList, tickValue } from '../parts/proposals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

export function proposalPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/proposals/:id', door, async (c) => {
    const detail = await viewProposal(visitOf(c).ctx, { proposal: idOf(c, 'id') });
    const title = c.get('words').proposal.title(detail.outcome.customerName);
    const main = html`${flashNote(c, takeFlash(c, jar), [])}${await proposalMain(c, detail, title)}`;
    return c.html(layout(c, { title, main }));
  });

  // A piece of the list, fetched by its script; without one the row's link leads to the page above.
  app.get('/proposals/:id/peek', door, async (c) =>
    c.html(proposalPeek(c, await viewProposal(visitOf(c).ctx, { proposal: idOf(c, 'id') }))),
  );

  app.post('/proposals/:id/take-back', door, async (c) => {
    await readForm(c, z.strictObject({}));
    const proposal = idOf(c, 'id');
    await reopenProposal(visitOf(c).ctx, { proposal });
    keepFlash(c, jar, { kind: 'said', what: 'takenBack' });
    return c.redirect(`/proposals/${proposal}`, 303);
  });

  return app;
}

async function proposalMain(c: Request, detail: ProposalDetail, title: string): Promise<Html> {
  const { proposal: words } = c.get('words');
  const { outcome, view } = detail;
  const isOpen = view !== null && UNDECIDED_STATES.includes(view.state) && mayAct(visitOf(c).signedIn.role, 'approver');
  return html`<header class="head"><div><p class="over">${words.customerNumber(outcome.customerNumber)}</p><h1>${title}</h1>
${view === null ? '' : html`<p class="lines">${levelName(c, view)} ${wayText(c, view)}</p>${noteList(c, view)}`}</div></header>
${outcome.state === 'proposed' ? '' : stateCard(c, detail)}
${
  view === null
    ? ''
    : html`<div class="sheet"><div class="column">
<section class="card"><h2>${words.amounts}</h2>${amountsTable(c, view)}</section>
${isOpen ? decideCard(c, detail, view) : ''}
<section class="card"><h2>${words.lines}</h2>${linesTable(c, view)}</section></div>
<div class="column">${letterCard(c, view)}${await mailCard(c, view)}</div></div>`
}`;
}

function wayText(c: Request, { wayOut }: ProposalView): string {
  const { list } = c.get('words');
  if (wayOut.channel === null) return list.noWayOut;
  return wayOut.channel === 'email' ? `${list.by.email}: ${wayOut.to.join(', ')}` : list.by.letter;
}

/** What became of it, for one that nobody decides on any more; an approval can be taken back until it is issued. */
function stateCard(c: Request, { outcome }: ProposalDetail): Html {
  const { proposal: words, decisions } = c.get('words');
  const reason =
    outcome.withdrawnReason === null ? '' : html`<p>${reasonText(outcome.withdrawnReason, c.get('language'))}</p>`;
  const mayTakeBack = afterStep(outcome.state, 'reopen') !== null && mayAct(visitOf(c).signedIn.role, 'approver');
  return html`<section class="card"><h2>${words.state}</h2>
<p>${decisions.states[outcome.state]}${decidedBy(c, outcome)}</p>${reason}
${outcome.noticeNumber === null ? '' : html`<p>${words.noticeLink(noticeNumberText(outcome.noticeNumber))}: ${noticeLinks(c, outcome.noticeNumber)}</p>`}
${mayTakeBack ? html`<form method="post" action="/proposals/${outcome.id}/take-back"><button>${words.takeBack}</button></form>` : ''}
</section>`;
}

/** Approving happens here, the letter in view; everything else leads to the page that says what it means. */
function decideCard(c: Request, { higherLevels }: ProposalDetail, view: ProposalView): Html {
  const { proposal: words, decisions } = c.get('words');
  const fields = decisionFields(c, {
    kind: 'approve',
    fields: NO_FIELDS,
    problems: {},
    levels: higherLevels,
    proposedLevel: view.level?.name ?? '',
    hasFee: (view.amounts?.feeCents ?? 0) > 0,
  });
  const others = DECISION_KINDS.filter((kind) => kind !== 'approve').map(
    (kind) => html`<button name="do" value="${kind}">${decisions.buttons[kind]}</button>`,
  );
  return html`<section class="card"><h2>${words.decide}</h2>
<form method="post" action="/decisions" novalidate><input type="hidden" name="do" value="approve">
<input type="hidden" name="seen" value="${tickValue(view)}">${fields}
<p><small>${meaning(c, 'approve')}</small></p>
<button class="primary">${decisions.confirm.approve(1)}</button></form>
<form method="post" action="/decisions/check" class="row others">
<input type="hidden" name="proposal" value="${tickValue(view)}">${others}</form></section>`;
}

function letterCard(c: Request, view: ProposalView): Html {
  const { proposal: words } = c.get('words');
  if (view.amounts === null)
    return html`<section class="card"><h2>${words.letter}</h2><p>${words.noLetter}</p></section>`;
  const path = `/preview/proposals/${view.id}`;
  return html`<section class="card"><h2>${words.letter}</h2>
<p><a href="${path}/letter.pdf" target="_blank" rel="noopener">${words.openPdf}</a></p>
<img class="letter" src="${path}/letter.png" alt="${words.letterAlt(view.customer.name)}" width="1000" height="1414"></section>`;
}

async function mailCard(c: Request, view: ProposalView): Promise<Html | string> {
  const { proposal: words } = c.get('words');
  const subject = view.amounts === null ? null : await subjectOf(c, view.id);
  if (subject === null) return '';
  return html`<section class="card"><h2>${words.mail}</h2>
<dl class="facts"><dt>${words.to}</dt><dd>${view.wayOut.to.length === 0 ? words.noMail : view.wayOut.to.join(', ')}</dd>
<dt>${words.subject}</dt><dd>${subject}</dd></dl>
<iframe class="mail" sandbox src="/preview/proposals/${view.id}/mail" title="${words.mailTitle}"></iframe></section>`;
}

/** Facts may change between two looks; then there is no mail to show, and the page says so without failing. */
async function subjectOf(c: Request, proposal: number): Promise<string | null> {
  try {
    return (await previewMail(visitOf(c).ctx, { proposal })).subject;
  } catch (error) {
    if (error instanceof UseCaseError) return null;
    throw error;
  }
}
