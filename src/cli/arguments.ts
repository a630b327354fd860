// Arguments as people type them - days, ids, amounts - read strictly; what can be read in two ways is refused.

import { InvalidArgumentError } from 'commander';
import { readNumeral } from '../app/ingest/amount.ts';
import { readDayText } from '../app/ingest/day.ts';
import { tidyText } from '../app/ingest/text.ts';
import type { Day } from '../core/day.ts';

/** 2026-12-24 or 24.12.2026. */
export function dayArgument(text: string): Day {
  const read = readDayText(tidyText(text));
  if (read.kind === 'flaw') throw new InvalidArgumentError(read.flaw.reason);
  return read.day;
}

/** One more id of a list. */
export function idsArgument(text: string, before: readonly number[] = []): number[] {
  return [...before, idArgument(text)];
}

export function idArgument(text: string): number {
  const id = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
  if (id === null)
    throw new InvalidArgumentError('Expected the number of a proposal, e.g. 12; "duly proposals" lists them.');
  return id;
}

/** A count of days, 1 to 366. */
export function daysArgument(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 366) throw new InvalidArgumentError('Expected a number of days from 1 to 366.');
  return days;
}

/** How many rows to show at most. */
export function limitArgument(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new InvalidArgumentError('Expected a number of rows from 1 on.');
  return limit;
}

/** An amount as 1.234,56 or 1,234.56, as a decimal string; 1.234 could be both and is refused. */
export function amountArgument(text: string): string {
  const numeral = readNumeral(tidyText(text));
  const { '1.234,56': german, '1,234.56': english } = numeral ?? { '1.234,56': null, '1,234.56': null };
  if (german !== null && english !== null && german !== english) {
    throw new InvalidArgumentError(
      `It could be ${german} or ${english}: write it without grouping, with both decimals.`,
    );
  }
  const amount = german ?? english;
  if (amount === null) throw new InvalidArgumentError('Expected an amount like 119.00 or 1.234,56.');
  return amount;
}

/** Another name in a list of names. */
export function namesArgument(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** A public address of the service; Slack calls https only. */
export function urlArgument(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text;
  throw new InvalidArgumentError('Expected a public address like https://duly.example.com.');
}
