// How much one statement file may hold, and how long what it says about a booking may be.

/** Bookings of one file. */
export const MAX_ENTRIES = 100_000;
/** Transactions of one booking. */
export const MAX_TRANSACTIONS = 50_000;
/** Characters of a booking's text; banks carry at most some hundred. */
export const TEXT_LENGTH = 1_000;
export const NAME_LENGTH = 140;
export const ID_LENGTH = 140;
