// The words by which lists of the ledger are asked for.

/** Which invoices a list shows. */
export const LEDGER_STATUSES = ['overdue', 'open', 'held', 'paid', 'credit', 'all'] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

/** What keeps an invoice from being dunned: a block of a scope, a dispute, a promise, or a snoozed proposal. */
export const EXCLUSION_KINDS = ['all', 'customer', 'invoice', 'dispute', 'promise', 'snooze'] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];
