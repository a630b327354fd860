// Words about payments that every room shares.

export const PAYMENT_METHODS = ['bank_transfer', 'card', 'direct_debit', 'cash', 'write_off', 'other'] as const;
/** How money came in. Only a bank transfer proves that bank data is fresh. */
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
