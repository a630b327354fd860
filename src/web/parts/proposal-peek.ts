// A look inside a proposal without leaving the list: what it is about, the letter as a picture, the mail in its frame.

import { html } from 'hono/html';
import type { ProposalDetail } from '../../app/insight/preview-proposal.ts';
import type { Html, Request } from '../web.ts';
import { linesTable } from './amounts.ts';
import { noteList } from './proposals.ts';

export function proposalPeek(c: Request, { outcome, view }: ProposalDetail): Html {
  const { proposal: words, proposalList, decisions } = c.get('words');
  const full = html`<p class="row"><a class="button" href="/proposals/${outcome.id}">${proposalList.full}</a></p>`;
  if (view === null) return html`<div class="looked-at"><p>${decisions.states[outcome.state]}</p>${full}</div>`;
  const path = `/preview/proposals/${view.id}`;
  const papers =
    view.amounts === null
      ? html`<p>${words.noLetter}</p>`
      : html`<figure><figcaption>${words.letter} <a href="${path}/letter.pdf" target="_blank" rel="noopener">PDF</a></figcaption>
<img class="letter" src="${path}/letter.png" alt="${words.letterAlt(view.customer.name)}" width="1000" height="1414"></figure>
<figure><figcaption>${words.mail}${view.wayOut.to.length === 0 ? '' : html` <small>${view.wayOut.to.join(', ')}</small>`}</figcaption>
<iframe class="mail" sandbox src="${path}/mail" title="${words.mailTitle}"></iframe></figure>`;
  return html`<div class="looked-at"><div class="facing">${noteList(c, view)}${linesTable(c, view)}${full}</div>${papers}</div>`;
}
