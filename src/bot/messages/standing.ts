// Where a proposal stands, in a word and in a sentence: the same for digest, review, thread and answers to a click.

import type { DigestItem, DigestView } from '../../app/chat/digest.ts';
import { reasonText } from '../../core/reason-text.ts';
import type { Voice } from '../voice.ts';

/** Whose decision it is that a proposal stands where it stands; null = nobody's. */
export function deciderOf({ state, withdrawn, paidByHand, firstApprovedBy, decidedBy }: DigestItem): string | null {
  if (state === 'approved_once') return firstApprovedBy;
  if (paidByHand !== null) return paidByHand.by;
  if (state === 'withdrawn') return withdrawn !== null && 'by' in withdrawn ? withdrawn.by : null;
  return decidedBy;
}

/** What of somebody's decisions on a digest can be taken back; what was put off, only while the day is open. */
export function takableBack({ digest, items }: DigestView, by: string): DigestItem[] {
  return items.filter(
    (item) =>
      deciderOf(item) === by && (item.takesBack === 'approval' || (item.takesBack !== null && digest.state === 'open')),
  );
}

/** Buckets that messages count by; every proposal is in exactly one. */
export const BUCKETS = [
  'open',
  'second',
  'approved',
  'underway',
  'sent',
  'delivered',
  'trouble',
  'skipped',
  'withdrawn',
] as const;
export type Bucket = (typeof BUCKETS)[number];

type Standing = Pick<
  DigestItem,
  'state' | 'delivery' | 'decidedBy' | 'decidedAt' | 'firstApprovedBy' | 'snoozedUntil' | 'withdrawn'
>;

export function bucketOf({ state, delivery }: Pick<Standing, 'state' | 'delivery'>): Bucket {
  switch (state) {
    case 'proposed':
      return 'open';
    case 'approved_once':
      return 'second';
    case 'approved':
      return 'approved';
    case 'skipped':
    case 'snoozed':
    case 'level_skipped':
      return 'skipped';
    case 'withdrawn':
      return 'withdrawn';
    case 'issued':
      return issuedBucket(delivery);
  }
}

function issuedBucket(delivery: Standing['delivery']): Bucket {
  switch (delivery) {
    case null:
    case 'approved':
    case 'claimed':
    case 'attempted':
      return 'underway';
    case 'sent':
      return 'sent';
    case 'delivered':
      return 'delivered';
    case 'unknown':
    case 'needs_review':
    case 'failed':
    case 'cancelled':
    case 'bounced':
    case 'complained':
      return 'trouble';
  }
}

/** How many are in each bucket. */
export function countBuckets(items: readonly DigestItem[]): Record<Bucket, number> {
  const counts = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
  for (const item of items) counts[bucketOf(item)] += 1;
  return counts;
}

/** The counts that are not zero, e.g. '12 open, 3 approved'. */
export function countsText(counts: Record<Bucket, number>, { words }: Voice): string {
  return BUCKETS.filter((bucket) => counts[bucket] > 0)
    .map((bucket) => words.digest.counts[bucket](counts[bucket]))
    .join(', ');
}

/** A sentence about where it stands; holds names as people wrote them. */
export function standingText(item: Standing, voice: Voice): string {
  const { state } = voice.words;
  const by = item.decidedBy ?? '';
  switch (item.state) {
    case 'proposed':
      return state.proposed;
    case 'approved_once':
      return state.approved_once(item.firstApprovedBy ?? '');
    case 'approved':
      return state.approved(by, item.decidedAt === null ? '' : voice.time(item.decidedAt));
    case 'skipped':
      return state.skipped(by);
    case 'snoozed':
      return state.snoozed(by, item.snoozedUntil === null ? '' : voice.weekday(item.snoozedUntil));
    case 'level_skipped':
      return state.level_skipped(by);
    case 'withdrawn':
      return state.withdrawn(item.withdrawn === null ? '' : reasonText(item.withdrawn, voice.language));
    case 'issued':
      return issuedText(item.delivery, voice);
  }
}

function issuedText(delivery: Standing['delivery'], { words: { state } }: Voice): string {
  switch (delivery) {
    case null:
      return state.issuedUnsent;
    case 'approved':
    case 'claimed':
    case 'attempted':
      return state.underway;
    default:
      return state[delivery];
  }
}
