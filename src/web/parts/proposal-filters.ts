// Above the list of proposals: what it is filtered by, and count and sums of what the filter finds.

import { html } from 'hono/html';
import { PROPOSAL_SORTS, PROPOSAL_WARNINGS } from '../../core/proposal-list.ts';
import type { ProposalSum } from '../../db/proposal-list.ts';
import { askPath, isFiltered, type ProposalAsk } from '../proposal-address.ts';
import type { Html, Request } from '../web.ts';
import { filterSelect, filterText } from './list.ts';
import { byCurrency } from './sums.ts';

/** Offered are the levels and currencies of what waits, and those that were asked for. */
export function proposalFilters(c: Request, ask: ProposalAsk, sums: readonly ProposalSum[]): Html {
  const { list, proposalList: words, ledger } = c.get('words');
  const levels = new Map(sums.flatMap((sum) => (sum.levelId === null ? [] : [[sum.levelId, sum.levelName ?? '']])));
  const currencies = [...new Set([...sums.map((sum) => sum.currency), ask.currency])]
    .filter((one) => one !== '')
    .sort();
  const any = { value: '', label: words.any };
  const warnings = (['any', ...PROPOSAL_WARNINGS] as const).map((value) => ({ value, label: words.warnings[value] }));
  const sorts = PROPOSAL_SORTS.map((value) => ({ value, label: words.sorts[value] }));
  const states = (['proposed', 'approved_once'] as const).map((value) => ({ value, label: words.states[value] }));
  return html`<form method="get" action="/" role="search" class="filters" aria-label="${words.filters}">
${ask.reversed ? html`<input type="hidden" name="order" value="reversed">` : ''}
${filterText('customer', words.customer, ask.customer)}${filterText('text', words.text, ask.text)}
${filterSelect('level', list.level, String(ask.level ?? ''), [any, ...[...levels].map(([id, label]) => ({ value: String(id), label: String(label) }))])}
${filterSelect('warning', words.warning, ask.warning ?? '', [any, ...warnings])}
${currencies.length < 2 ? '' : filterSelect('currency', list.currency, ask.currency, [any, ...currencies.map((value) => ({ value, label: value }))])}
${filterSelect('state', words.state, ask.state ?? '', [any, ...states])}
<div class="for-cards">${filterSelect('sort', words.sort, ask.sort, sorts)}</div>
<button>${ledger.filter}</button>${isFiltered(ask) ? html`<a class="button quiet" href="${askPath({ ...ask, ...NO_FILTER })}">${words.reset}</a>` : ''}</form>`;
}

const NO_FILTER = { level: null, customer: '', text: '', warning: null, currency: '', state: null } as const;

/** How many there are, and their open amounts by currency. */
export function foundLine(c: Request, found: readonly ProposalSum[]): Html {
  const sums = byCurrency(found);
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  const amounts = sums.map((sum) => c.get('format').money(sum.cents, sum.currency));
  return html`<p class="found" aria-live="polite">${[c.get('words').proposalList.found(count), ...amounts].join(' · ')}</p>`;
}
