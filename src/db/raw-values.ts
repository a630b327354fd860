// How values of raw rows look, the same on both drivers: both deliver text, these functions read it.
// Rows read through drizzle columns are mapped by the columns instead.

/** PostgreSQL's type numbers that are read differently from the drivers' own ways. */
export const OID = { int8: 20, date: 1082, timestamptz: 1184 } as const;

/**
 * Reads an int8 as number.
 * @throws RangeError above 2^53: an amount that a number cannot hold must stop, not be rounded.
 */
export function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A whole number in the database is too large (above 2^53).');
  return value;
}

/** Reads a timestamptz of a session in UTC, `2026-11-22 08:00:00.5+00`, as `2026-11-22T08:00:00.500Z`. */
export function readInstant(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) throw new RangeError('An instant in the database is not within the years 1 to 9999, in UTC.');
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
}

/** The readers by type number; a date stays the text it is. */
export const RAW_READERS: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.int8]: readInt8,
  [OID.date]: (text) => text,
  [OID.timestamptz]: readInstant,
};
