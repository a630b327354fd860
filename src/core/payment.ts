// Words about payments that every room shares.

export const PAYMENT_METHODS = ['bank_transfer', 'card', 'direct_debit', 'cash', 'write_off', 'other'] as const;
/** How money came in. Only a bank transfer proves that bank data is fresh. */
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** How ids of payments begin that are made here: of a booking, typed by a person, the reversal of such a one. */
export const OWN_PAYMENT_IDS = { bank: 'bank:', byHand: 'manual:', takenBack: 'taken-back:' } as const;

/** Whether only this program gives out such an id. Files and other programs have ids of their own. */
export function isOwnPaymentId(externalId: string): boolean {
  return Object.values(OWN_PAYMENT_IDS).some((prefix) => externalId.startsWith(prefix));
}
