// What is held against the books at the end: the provider's own record of what it took.
import { readFileSync } from 'node:fs';
import type { Books } from './company.ts';

/** Counts; everything from `lost` to `forgotten` must be 0. */
export interface Judgement {
  /** Approved, and neither sent nor with a person. */
  lost: number;
  /** Notices that were taken twice, or customers with two notices. */
  doubled: number;
  /** On record as sent although the provider did not take it, or as not sent although it did. */
  misreported: number;
  /** In doubt, and no person sees it on the page of delivery problems. */
  hidden: number;
  /** Repetitions under the same key with other bytes. */
  differing: number;
  /** Approvals that were acknowledged and then gone. */
  forgotten: number;
  withPerson: number;
  sent: number;
  gapless: boolean;
  auditIntact: boolean;
}

const LEFT = ['sent', 'delivered'];

/** `record`: lines `taken NOTICE DELIVERY` and `differs DELIVERY`, in the order of the taking. */
export function judge(books: Books, record: readonly string[], forgotten: number, expected: number): Judgement {
  const taken = record.filter((line) => line.startsWith('taken ')).map((line) => line.split(' '));
  const times = new Map<string, number>();
  for (const [, notice = ''] of taken) times.set(notice, (times.get(notice) ?? 0) + 1);
  const ids = new Set(taken.map(([, , id]) => id));
  const inReview = books.deliveries.filter(({ state }) => state === 'needs_review');
  const sent = books.deliveries.filter(({ state }) => LEFT.includes(state)).length;
  return {
    lost: expected - sent - inReview.length,
    doubled: [...times.values()].filter((count) => count > 1).length + books.twice,
    misreported: books.deliveries.filter(
      ({ id, state }) => state !== 'needs_review' && LEFT.includes(state) !== ids.has(id),
    ).length,
    hidden: inReview.filter(({ id }) => !books.shown.includes(id)).length,
    differing: record.filter((line) => line.startsWith('differs ')).length,
    forgotten,
    withPerson: inReview.length,
    sent,
    gapless: books.gapless,
    auditIntact: books.auditIntact,
  };
}

/** True when a promise is broken. */
export function isBroken(found: Judgement): boolean {
  const { lost, doubled, misreported, hidden, differing, forgotten } = found;
  const sum = [lost, doubled, misreported, hidden, differing, forgotten].reduce((a, b) => a + Math.abs(b), 0);
  return sum > 0 || !found.gapless || !found.auditIntact;
}

export function readRecord(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
