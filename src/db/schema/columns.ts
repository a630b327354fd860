// Column kinds that the tables share: days, instants, money, actors. One place, so that both drivers read the same
// types.

import { bigint, customType, date } from 'drizzle-orm/pg-core';
import type { Day } from '../../core/day.ts';
import { readInstant } from '../raw-values.ts';

/** A plain day, `YYYY-MM-DD`. */
export const day = (name: string) => date(name, { mode: 'string' }).$type<Day>();

/** An instant as ISO string in UTC; written from the clock, never from the server's now(). */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (text) => (text.includes('T') ? text : readInstant(text)),
});

/** Minor units of the row's currency. Bounded by a CHECK, so that sums stay exact in a JavaScript number. */
export const cents = (name: string) => bigint(name, { mode: 'number' });

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** SQL list of words for a CHECK, from the closed union in core. */
export function oneOf(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
