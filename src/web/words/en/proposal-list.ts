// The English words of the list of proposals: its filters, its order, the look inside, what goes on meanwhile.

import type { ProposalSort, ProposalWarning } from '../../../core/proposal-list.ts';
import { counted } from '../count.ts';

const n = counted('en-GB');
const proposals = (count: number) => n(count, 'proposal', 'proposals');

export const proposalList = {
  filters: 'Filter the proposals',
  any: 'All',
  customer: 'Customer',
  text: 'Invoice or remark',
  warning: 'Warning',
  warnings: {
    any: 'Any warning',
    unreachable: 'No address',
    reopened: 'Asked again',
    second_needed: 'Two people needed',
    unmatched: 'Unmatched money',
    by_hand: 'Proposed by hand',
  } satisfies Record<ProposalWarning | 'any', string>,
  state: 'State',
  states: { proposed: 'Nobody approved yet', approved_once: 'Approved once' },
  sort: 'Order',
  sorts: {
    level: 'Highest level first',
    customer: 'By customer',
    overdue: 'Longest overdue first',
    amount: 'Largest amount first',
    warning: 'Warnings first',
  } satisfies Record<ProposalSort, string>,
  reset: 'Without filter',
  found: (count: number) => `${proposals(count)} found`,
  none: 'No proposal fits this filter.',
  left: (count: number, limit: number) =>
    `One decision takes at most ${limit.toLocaleString('en-GB')}. ${proposals(count)} more ` +
    `${count === 1 ? 'waits' : 'wait'} behind these and ${count === 1 ? 'is' : 'are'} decided afterwards.`,
  warningsFirst: 'Warnings first',
  full: 'Open on its own page',
  changed: 'The list has changed meanwhile.',
  show: 'Show it',
};

export type ProposalListWords = typeof proposalList;
