// Letters that wait for a person to print and post them: which they are, the batch they were printed in, and the word
// that they were posted.

import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { assertDeliveryMayBecome } from '../core/delivery.ts';
import type { Address } from '../core/notice.ts';
import { isStopped } from './delivery-intent.ts';
import { type LetterKey, ofItsVersion } from './letter-versions.ts';
import { customers, deliveries, deliveryAttempts, noticeDocuments, notices, printBatches } from './schema/index.ts';
import type { Db } from './store.ts';

export interface StopCheck {
  today: Day;
  promisesFrom: Day;
}

const WAITS = and(eq(deliveries.channel, 'letter'), eq(deliveries.state, 'approved'));

/**
 * A letter that was cancelled after printing, while others of its batch, or the one in its stead, still wait to be
 * posted.
 */
const LIES_IN_PILE = sql`${deliveries.state} = 'cancelled' and ${deliveries.printBatchId} is not null
  and exists (select from deliveries other where other.channel = 'letter' and other.state = 'approved'
    and (other.print_batch_id = ${deliveries.printBatchId} or other.notice_id = ${deliveries.noticeId}))`;

/** Letters that wait, and printed ones that were cancelled since; in the order of their batches and numbers. */
export async function readPrintQueue(db: Db, check: StopCheck, limit: number) {
  return db
    .select({
      delivery: deliveries.id,
      notice: notices.number,
      customer: customers.number,
      customerName: customers.name,
      model: notices.model,
      correctedAddress: ofItsVersion<Address>('address'),
      pages: noticeDocuments.letterPages,
      issuedOn: notices.issuedOn,
      deadline: notices.deadline,
      batch: deliveries.printBatchId,
      printedAt: printBatches.printedAt,
      printedBy: printBatches.printedBy,
      state: deliveries.state,
      stopped: sql<boolean>`${isStopped(check)}`,
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .leftJoin(printBatches, eq(printBatches.id, deliveries.printBatchId))
    .where(and(eq(deliveries.channel, 'letter'), sql`(${WAITS} or ${LIES_IN_PILE})`))
    .orderBy(sql`${deliveries.printBatchId} nulls first`, asc(notices.number))
    .limit(limit);
}

/** Waiting letters, locked until the transaction ends, each with whether something stops it. */
export async function lockWaitingLetters(
  db: Db,
  which: { ids?: readonly string[]; batch?: number; unprinted?: true },
  check: StopCheck,
  limit: number,
) {
  const chosen: (SQL | undefined)[] = [
    WAITS,
    which.ids === undefined ? undefined : inArray(deliveries.id, [...which.ids]),
    which.batch === undefined ? undefined : eq(deliveries.printBatchId, which.batch),
    which.unprinted ? isNull(deliveries.printBatchId) : undefined,
  ];
  return db
    .select({
      id: deliveries.id,
      epoch: deliveries.epoch,
      notice: notices.number,
      batch: deliveries.printBatchId,
      sha256: sql<string>`coalesce(${ofItsVersion('letter_sha256')}, ${noticeDocuments.letterSha256})`,
      stopped: sql<boolean>`${isStopped(check)}`,
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .where(and(...chosen))
    .orderBy(asc(notices.number))
    .limit(limit)
    .for('update', { of: deliveries });
}

export type WaitingLetter = Awaited<ReturnType<typeof lockWaitingLetters>>[number];

/** Puts letters into a new batch; returns its number. */
export async function insertPrintBatch(
  db: Db,
  ids: readonly string[],
  by: { at: string; name: string },
): Promise<number> {
  const [batch] = await db
    .insert(printBatches)
    .values({ printedAt: by.at, printedBy: by.name })
    .returning({ id: printBatches.id });
  if (batch === undefined) throw new Error('a print batch was not stored');
  await db
    .update(deliveries)
    .set({ printBatchId: batch.id })
    .where(inArray(deliveries.id, [...ids]));
  return batch.id;
}

/** The letters in a batch as they were printed, without those cancelled since; empty when none is left or ever was. */
export async function lettersInBatch(db: Db, batch: number): Promise<(LetterKey & { number: number })[]> {
  const rows = await db
    .select({ noticeId: notices.id, letterVersion: deliveries.letterVersion, number: notices.number })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(and(eq(deliveries.printBatchId, batch), eq(notices.state, 'issued'), ne(deliveries.state, 'cancelled')))
    .orderBy(asc(notices.number));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}

/** A person has posted these letters, which the transaction holds: one attempt each, and they are sent. */
export async function markPosted(
  db: Db,
  letters: readonly WaitingLetter[],
  posted: { at: string; recordedAt: string; by: string },
): Promise<void> {
  if (letters.length === 0) return;
  assertDeliveryMayBecome('approved', 'sent');
  await db.insert(deliveryAttempts).values(
    letters.map(({ id, epoch, sha256 }) => ({
      deliveryId: id,
      epoch: epoch + 1,
      payloadSha256: sha256,
      transport: 'print',
      startedAt: posted.at,
      endedAt: posted.recordedAt,
      outcome: 'accepted' as const,
      detail: `posted by ${posted.by}`,
    })),
  );
  await db
    .update(deliveries)
    .set({
      state: 'sent',
      epoch: sql`${deliveries.epoch} + 1`,
      attempts: sql`${deliveries.attempts} + 1`,
      transport: 'print',
      transportReference: sql`'batch ' || ${deliveries.printBatchId}::text`,
      sentAt: posted.at,
      settledAt: posted.recordedAt,
      notBefore: null,
    })
    .where(
      inArray(
        deliveries.id,
        letters.map(({ id }) => id),
      ),
    );
}

/** Letters, which the transaction holds, will not be posted. */
export async function cancelLetters(db: Db, ids: readonly string[], reason: string, at: string): Promise<void> {
  assertDeliveryMayBecome('approved', 'cancelled');
  if (ids.length === 0) return;
  await db
    .update(deliveries)
    .set({ state: 'cancelled', reason, settledAt: at, notBefore: null })
    .where(inArray(deliveries.id, [...ids]));
}
