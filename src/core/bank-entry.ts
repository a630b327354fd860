// The states of a bank booking that may be a customer's payment, and what a person or the matching may do with it.

export const BANK_ENTRY_STATES = ['booked', 'asked', 'unmatched', 'set_aside', 'replaced'] as const;
/**
 * `booked`: payments are recorded for it. `asked`: there are candidates, a person decides. `unmatched`: nothing fits.
 * `set_aside`: a person said that it concerns no invoice. `replaced`: its single transactions came later and took its
 * place.
 */
export type BankEntryState = (typeof BANK_ENTRY_STATES)[number];

export const BANK_ENTRY_STEPS = ['book', 'ask', 'set_aside', 'take_back', 'replace'] as const;
export type BankEntryStep = (typeof BANK_ENTRY_STEPS)[number];

const NEXT: Record<BankEntryState, Partial<Record<BankEntryStep, BankEntryState>>> = {
  booked: { take_back: 'unmatched' },
  asked: { book: 'booked', ask: 'asked', set_aside: 'set_aside', replace: 'replaced' },
  unmatched: { book: 'booked', ask: 'asked', set_aside: 'set_aside', replace: 'replaced' },
  set_aside: { take_back: 'unmatched' },
  replaced: {},
};

/** The state after a step, or null when the step is not possible from here. */
export function afterBankEntryStep(state: BankEntryState, step: BankEntryStep): BankEntryState | null {
  return NEXT[state][step] ?? null;
}

/** States in which a person is to decide. */
export const WAITING_BANK_ENTRY_STATES: readonly BankEntryState[] = ['asked', 'unmatched'];

export const STATEMENT_FORMATS = ['camt052', 'camt053', 'camt054', 'mt940'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];
