// The cards of the overview: sums by currency with their ages, sums by level, and what needs a look.

import { html } from 'hono/html';
import { ANSWER_WITHIN_DAYS, type CurrencySum, type Overview } from '../../app/insight/overview.ts';
import type { Html, Request } from '../web.ts';

/** One card a currency: open, overdue, and a bar of ages whose figures stand beneath it. */
export function currencyCards(c: Request, { currencies }: Overview): Html {
  const { overview: words } = c.get('words');
  if (currencies.length === 0) {
    return html`<section class="empty"><p>${words.noneNext}</p><p><a class="button primary" href="/payments">${words.import}</a></p></section>`;
  }
  return html`<div class="tiles">${currencies.map((sum) => currencyCard(c, sum))}</div>`;
}

function currencyCard(c: Request, sum: CurrencySum): Html {
  const { overview: words } = c.get('words');
  const { money } = c.get('format');
  const ages = sum.ageCents.map(
    (cents, age) =>
      html`<tr><th scope="row"><span class="age age-${age}"></span>${words.ages[age]}</th><td class="figure">${money(cents, sum.currency)}</td></tr>`,
  );
  return html`<section class="card"><h2>${sum.currency}</h2>
<dl class="big"><div><dt>${words.open}</dt><dd>${money(sum.openCents, sum.currency)}</dd><dd><small>${words.invoices(sum.count)}</small></dd></div>
<div><dt>${words.overdue}</dt><dd class="${sum.overdueCents > 0 ? 'bad' : ''}">${money(sum.overdueCents, sum.currency)}</dd>
<dd><small>${words.invoices(sum.overdueCount)}</small></dd></div></dl>
${ageBar(sum)}
<table class="plain"><caption class="unseen">${words.byAge}</caption><tbody>${ages}</tbody></table></section>`;
}

/** A stacked bar as SVG: widths are presentation attributes, so that no style needs to be allowed. */
function ageBar({ ageCents, openCents }: CurrencySum): Html | string {
  if (openCents <= 0) return '';
  let at = 0;
  const parts = ageCents.map((cents, age) => {
    const width = (cents / openCents) * 100;
    const part = html`<rect class="age-${age}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="6"></rect>`;
    at += width;
    return part;
  });
  return html`<svg class="ages" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

export function levelCard(c: Request, { levels }: Overview, shown: number | null): Html {
  const { overview: words, list } = c.get('words');
  const { money } = c.get('format');
  const hasPlans = new Set(levels.map((level) => level.planId)).size > 1;
  const rows = levels.map(
    (level) => html`<tr ${level.position === shown ? 'aria-current=true' : ''}>
<th scope="row"><span class="level"><b>${level.position}</b> <a href="/overview?level=${level.position}#overdue">${level.level ?? words.noLevel}</a></span>
${hasPlans ? html`<small>${level.plan}</small>` : ''}</th>
<td data-label="${words.count}" class="figure">${level.count}</td>
<td data-label="${list.open}" class="figure">${money(level.openCents, level.currency)}</td>
<td data-label="${words.overdue}" class="figure">${money(level.overdueCents, level.currency)}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="levels"><h2 id="levels">${words.byLevel}</h2>
<div class="scroll"><table class="plain levels"><thead><tr><th scope="col">${list.level}</th><th scope="col" class="figure">${words.count}</th>
<th scope="col" class="figure">${words.open}</th><th scope="col" class="figure">${words.overdue}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

/** What is blocked or waits for an answer; red where somebody should act now. */
export function attentionCard(c: Request, { attention }: Overview): Html {
  const { overview: words } = c.get('words');
  const entries: [boolean, string, string, 'bad' | 'calm'][] = [
    [attention.isSuspended, words.suspended, '/exclusions?kind=all', 'bad'],
    [attention.undelivered > 0, words.undelivered(attention.undelivered), '/delivery', 'bad'],
    [
      attention.disputesLate > 0,
      words.disputesLate(attention.disputesLate, ANSWER_WITHIN_DAYS),
      '/exclusions?kind=dispute',
      'bad',
    ],
    [attention.brokenPromises > 0, words.brokenPromises(attention.brokenPromises), '/invoices?status=overdue', 'bad'],
    [attention.blockedCustomers > 0, words.blocked(attention.blockedCustomers), '/exclusions?kind=customer', 'bad'],
    [attention.pausedInvoices > 0, words.paused(attention.pausedInvoices), '/exclusions?kind=invoice', 'bad'],
    [attention.disputes > 0, words.disputes(attention.disputes), '/exclusions?kind=dispute', 'calm'],
  ];
  const items = entries
    .filter(([isSo]) => isSo)
    .map(([, text, path, kind]) => html`<li class="${kind}"><a href="${path}">${text}</a></li>`);
  return html`<section class="card" aria-labelledby="attention"><h2 id="attention">${words.attention}</h2>
${items.length === 0 ? html`<p>${words.calm}</p>` : html`<ul class="marks wide">${items}</ul>`}</section>`;
}
