// How much one import file may hold. The size is a setting; the others guard against files that are no tables.

/** Default largest file in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
export const MAX_ROWS = 200_000;
/** Characters of one field. */
export const MAX_FIELD_LENGTH = 64 * 1024;
/** Bytes of one row, all its fields together. */
export const MAX_ROW_BYTES = 256 * 1024;
export const MAX_COLUMNS = 200;
/** Rows with broken quotes: each costs a new start, and a file with more of them was not written as CSV. */
export const MAX_BROKEN_ROWS = 1_000;
/** With more problems than this the file is not the one that was meant, and listing them helps nobody. */
export const MAX_PROBLEMS = 10_000;

/** Characters of a customer's, invoice's or plan's number. */
export const NUMBER_LENGTH = 64;
/** Characters of a payment reference; the longest that bank standards carry. */
export const REFERENCE_LENGTH = 140;
/** Characters of a payment's text. */
export const TEXT_LENGTH = 1_000;
