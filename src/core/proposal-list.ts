// The words by which the list of undecided proposals is asked for: its order, and what people filter it by.

/** In what order a list stands; each begins with what matters most, or with the first name. */
export const PROPOSAL_SORTS = ['level', 'customer', 'overdue', 'amount', 'warning'] as const;
export type ProposalSort = (typeof PROPOSAL_SORTS)[number];

/**
 * What to mind about a proposal: no address for any of its channels; asked again after an approval; two people needed;
 * money of the customer that belongs to no invoice; made by hand.
 */
export const PROPOSAL_WARNINGS = ['unreachable', 'reopened', 'second_needed', 'unmatched', 'by_hand'] as const;
export type ProposalWarning = (typeof PROPOSAL_WARNINGS)[number];

/** How much a warning matters; 0 is a hint. The order by warning shows the sum of a proposal's, the largest first. */
export const WARNING_WEIGHT: Readonly<Record<ProposalWarning, number>> = {
  unreachable: 8,
  reopened: 4,
  second_needed: 2,
  unmatched: 1,
  by_hand: 0,
};
