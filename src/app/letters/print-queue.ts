// The print queue: letters wait until a person prints them, in batches with a cover list, and says that they were
// posted. Printing is the last check that the program can make by itself; what is paid or stopped after it is shown,
// so that the letter can be taken out of the pile.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import {
  cancelLetters,
  insertPrintBatch,
  lettersInBatch,
  lockWaitingLetters,
  markPosted,
  readPrintQueue,
  type WaitingLetter,
} from '../../db/print-queue.ts';
import { transportFor } from '../context.ts';
import { mergeLetters } from '../documents/papers.ts';
import { refusal } from '../errors.ts';
import { dayInput, idInput, neededReason } from '../inputs.ts';
import { firstPromiseThatHolds } from '../notices/sql-desk.ts';
import { complain } from '../refusals/complaints.ts';
import { type AuditNote, command, query, type Work } from '../use-case.ts';

/** A batch of so many letters stays below 400 MB while its PDF is put together (bench/results/render.md). */
const LETTERS_AT_MOST = 500;
const ROWS_AT_MOST = 2_000;
const STOPPED = 'paid, blocked or disputed before it was posted';
const NOON = '12:00';

const chosenLetters = z.array(z.uuid()).min(1).max(LETTERS_AT_MOST);

export const listPrintQueue = query({
  name: 'print_queue.list',
  summary: 'Letters that wait to be printed or posted, and printed ones that must not be posted any more.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const byHand = transportFor(work.ctx.ports, 'letter').byHand === true;
    const rows = await readPrintQueue(work.db, checkOf(work), ROWS_AT_MOST);
    return {
      /** False: a provider or the outbox takes letters; only what was printed before is left here. */
      byHand,
      rows: rows
        .filter((row) => byHand || row.batch !== null)
        .map(({ model, correctedAddress, notice, state, stopped, ...row }) => ({
          ...row,
          notice: noticeNumberText(notice ?? 0),
          place: placeOf(correctedAddress ?? model.customer.address),
          /** Paid, blocked or cancelled since: not to be posted. */
          stopped: stopped || state === 'cancelled',
        })),
    };
  },
});

export const printLetters = command({
  name: 'print_queue.print',
  summary: 'Puts waiting letters into a batch for printing. What was stopped meanwhile is cancelled instead.',
  role: 'approver',
  input: z.strictObject({
    /** Default: all that are not printed yet, at most 500. */
    deliveries: chosenLetters.optional(),
  }),
  async run(work, { deliveries }) {
    const which = deliveries === undefined ? {} : { ids: deliveries };
    const waiting = await lockWaitingLetters(work.db, { ...which, unprinted: true }, checkOf(work), LETTERS_AT_MOST);
    const stopped = waiting.filter((letter) => letter.stopped);
    const letters = waiting.filter((letter) => !letter.stopped);
    if (waiting.length === 0) throw refusal('nothing_to_print');
    await cancelLetters(work.db, idsOf(stopped), STOPPED, work.now);
    const by = { at: work.now, name: work.ctx.actor.name };
    const batch = letters.length === 0 ? null : await insertPrintBatch(work.db, idsOf(letters), by);
    return {
      result: { batch, letters: numbersOf(letters), cancelled: numbersOf(stopped) },
      audit: [
        ...letters.map((letter) => noteOf(letter, { printed: true, batch })),
        ...stopped.map((letter) => noteOf(letter, { state: 'cancelled', reason: STOPPED })),
      ],
    };
  },
});

export const printBatchPdf = query({
  name: 'print_queue.batch_pdf',
  summary: 'The letters of a batch in one PDF with a cover list; as often as the printer needs it.',
  role: 'viewer',
  input: z.strictObject({ batch: idInput }),
  async run(work, { batch }) {
    const letters = await lettersInBatch(work.db, batch);
    if (letters.length === 0) throw refusal('batch_unknown', { batch });
    return mergeLetters(work, letters);
  },
});

export const letterPosted = command({
  name: 'print_queue.posted',
  summary: 'Takes the word of a person that printed letters were posted, all of a batch or some.',
  role: 'approver',
  input: z
    .strictObject({
      batch: idInput.optional(),
      deliveries: chosenLetters.optional(),
      /** Default: today. */
      on: dayInput.optional(),
      /** Also those that were paid or stopped after printing: they are in the post already. */
      evenStopped: z.boolean().default(false),
    })
    .refine(({ batch, deliveries }) => batch !== undefined || deliveries !== undefined, complain('name_letters')),
  async run(work, { batch, deliveries, on = work.today, evenStopped }) {
    if (on > work.today) throw refusal('posted_to_come', { on });
    const which = {
      ...(batch === undefined ? {} : { batch }),
      ...(deliveries === undefined ? {} : { ids: deliveries }),
    };
    const waiting = await lockWaitingLetters(work.db, which, checkOf(work), LETTERS_AT_MOST);
    const unprinted = waiting.find((letter) => letter.batch === null);
    if (unprinted !== undefined) throw refusal('not_printed_yet', { notice: noticeNumberText(unprinted.notice ?? 0) });
    if (waiting.length === 0) throw refusal('nothing_to_post');
    const heldBack = evenStopped ? [] : waiting.filter((letter) => letter.stopped);
    const letters = waiting.filter((letter) => !heldBack.includes(letter));
    const at = on === work.today ? work.now : work.ctx.clock.at(on, NOON, work.organisation.timeZone);
    await markPosted(work.db, letters, { at, recordedAt: work.now, by: work.ctx.actor.name });
    return {
      result: { on, posted: numbersOf(letters), heldBack: numbersOf(heldBack) },
      audit: letters.map((letter) => noteOf(letter, { state: 'sent', postedOn: on, batch: letter.batch })),
    };
  },
});

export const cancelLetter = command({
  name: 'print_queue.cancel',
  summary: 'Takes letters out of the print queue: they will not be posted.',
  role: 'approver',
  input: z.strictObject({
    deliveries: chosenLetters,
    reason: neededReason,
  }),
  async run(work, { deliveries, reason }) {
    const letters = await lockWaitingLetters(work.db, { ids: deliveries }, checkOf(work), LETTERS_AT_MOST);
    if (letters.length === 0) throw refusal('nothing_in_queue');
    await cancelLetters(work.db, idsOf(letters), reason, work.now);
    return {
      result: { cancelled: numbersOf(letters) },
      audit: letters.map((letter) => ({ ...noteOf(letter, { state: 'cancelled' }), remark: reason })),
    };
  },
});

function checkOf(work: Work) {
  return { today: work.today, promisesFrom: firstPromiseThatHolds(work) };
}

function idsOf(letters: readonly WaitingLetter[]): string[] {
  return letters.map(({ id }) => id);
}

function numbersOf(letters: readonly WaitingLetter[]): string[] {
  return letters.map(({ notice }) => noticeNumberText(notice ?? 0));
}

function noteOf({ id }: WaitingLetter, after: Record<string, unknown>): AuditNote {
  return { entity: 'delivery', entityId: id, after };
}

function placeOf(address: { postalCode: string; city: string } | null): string {
  return address === null ? '' : `${address.postalCode} ${address.city}`;
}
