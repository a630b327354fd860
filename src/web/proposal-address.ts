// What the address of the list of proposals says: filter, order and place. The same words travel with a decision, so
// that it concerns what the list showed and leads back to it.

import type { listUndecided } from '../app/insight/list-proposals.ts';
import { PROPOSAL_SORTS, PROPOSAL_WARNINGS, type ProposalSort } from '../core/proposal-list.ts';

/** Nothing that does not say anything; names are those of the address. */
export interface ProposalAsk {
  sort: ProposalSort;
  reversed: boolean;
  level: number | null;
  customer: string;
  text: string;
  warning: (typeof PROPOSAL_WARNINGS)[number] | 'any' | null;
  currency: string;
  state: 'proposed' | 'approved_once' | null;
  after: number | null;
  isTicked: boolean;
}

const FILTERS = ['level', 'customer', 'text', 'warning', 'currency', 'state'] as const;

/** What a query asks for; nonsense in it asks for nothing. */
export function readAsk(query: string): ProposalAsk {
  const params = new URLSearchParams(query);
  const of = (name: string) => params.get(name) ?? '';
  const oneOf = <W extends string>(name: string, words: readonly W[]) =>
    words.find((word) => word === of(name)) ?? null;
  const id = (name: string, digits: number) =>
    new RegExp(`^[1-9]\\d{0,${digits - 1}}$`).test(of(name)) ? Number(of(name)) : null;
  return {
    sort: oneOf('sort', PROPOSAL_SORTS) ?? 'level',
    reversed: of('order') === 'reversed',
    level: id('level', 7),
    customer: cleaned(of('customer')),
    text: cleaned(of('text')),
    warning: oneOf('warning', [...PROPOSAL_WARNINGS, 'any']),
    currency: /^[A-Z]{3}$/.test(of('currency')) ? of('currency') : '',
    state: oneOf('state', ['proposed', 'approved_once']),
    after: id('after', 15),
    isTicked: of('tick') === 'page',
  };
}

function cleaned(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 100)
    .trim();
}

/** The query of a list, '' for everything in the usual order. */
export function askQuery(ask: ProposalAsk): string {
  const params = new URLSearchParams();
  for (const name of FILTERS) if (ask[name] !== null && ask[name] !== '') params.set(name, String(ask[name]));
  if (ask.sort !== 'level') params.set('sort', ask.sort);
  if (ask.reversed) params.set('order', 'reversed');
  if (ask.after !== null) params.set('after', String(ask.after));
  if (ask.isTicked) params.set('tick', 'page');
  return params.toString();
}

/** The list's address, with something else asked for; on another list one starts at its top. */
export function askPath(ask: ProposalAsk, other: Partial<ProposalAsk> = {}): string {
  const query = askQuery({ ...ask, after: null, isTicked: false, ...other });
  return query === '' ? '/' : `/?${query}`;
}

export function isFiltered(ask: ProposalAsk): boolean {
  return FILTERS.some((name) => ask[name] !== null && ask[name] !== '');
}

type Input = Parameters<typeof listUndecided>[1];

/** As the use cases take it, without the place. */
export function askInput(ask: ProposalAsk): Omit<Input, 'after' | 'limit'> {
  return {
    sort: ask.sort,
    reversed: ask.reversed,
    ...(ask.level === null ? {} : { levelId: ask.level }),
    ...(ask.customer === '' ? {} : { customer: ask.customer }),
    ...(ask.text === '' ? {} : { text: ask.text }),
    ...(ask.warning === null ? {} : { warning: ask.warning }),
    ...(ask.currency === '' ? {} : { currency: ask.currency }),
    ...(ask.state === null ? {} : { state: ask.state }),
  };
}
