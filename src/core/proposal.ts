// The states of a proposal and what each of them allows. The database repeats the same words in a CHECK.

export const PROPOSAL_STATES = [
  'proposed',
  // By one person where two are needed: waits for the second.
  'approved_once',
  'approved',
  'issued',
  'skipped',
  'snoozed',
  'level_skipped',
  'withdrawn',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What people (or a level's automation) can decide; `withdraw` and `issue` are the system's own steps. */
export const DECISIONS = ['approve', 'skip', 'snooze', 'skip_level'] as const;
export type Decision = (typeof DECISIONS)[number];
export type ProposalStep = Decision | 'approve_once' | 'issue' | 'withdraw' | 'reopen';

const STEPS: Record<ProposalState, Partial<Record<ProposalStep, ProposalState>>> = {
  proposed: {
    approve: 'approved',
    skip: 'skipped',
    snooze: 'snoozed',
    skip_level: 'level_skipped',
    withdraw: 'withdrawn',
    approve_once: 'approved_once',
  },
  approved_once: {
    approve: 'approved',
    // What the second person changes is approved by one again.
    approve_once: 'approved_once',
    skip: 'skipped',
    snooze: 'snoozed',
    skip_level: 'level_skipped',
    withdraw: 'withdrawn',
    reopen: 'proposed',
  },
  // Until the notice is issued an approval can be taken back (undo).
  approved: { issue: 'issued', withdraw: 'withdrawn', reopen: 'proposed' },
  issued: {},
  skipped: {},
  snoozed: {},
  level_skipped: {},
  withdrawn: {},
};

/** The state a step leads to from here, or null when this state does not allow it. */
export function afterStep(state: ProposalState, step: ProposalStep): ProposalState | null {
  return STEPS[state][step] ?? null;
}

/** States in which an invoice is bound to this proposal, so that no second one may be made. */
export const OPEN_PROPOSAL_STATES: readonly ProposalState[] = ['proposed', 'approved_once', 'approved'];

/** States in which people are still asked; runs and changed facts bring these proposals in step. */
export const UNDECIDED_STATES: readonly ProposalState[] = ['proposed', 'approved_once'];
