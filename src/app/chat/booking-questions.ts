// Bookings that are not certain, put before people in the chat: one message an import, with its largest bookings,
// always as they stand now.

import { entriesAsked, importsToAsk, insertQuestion, keepQuestion, readQuestions } from '../../db/booking-questions.ts';
import type { Context } from '../context.ts';
import { type BankEntryView, viewEntries } from '../matching/view.ts';
import type { ChatMessageRow } from './messages.ts';

/** Bookings shown in one message; the others wait on the console. */
export const ASKED_AT_MOST = 5;
const DAY_MS = 24 * 3_600_000;
/** An import that is older when somebody first connects the chat is left to the console. */
const NEWS_MS = DAY_MS;
/** A message nobody changed for so long is left as it is. */
const KEPT_MS = 14 * DAY_MS;

export interface BookingQuestion {
  importId: number;
  fileName: string;
  /** In the order in which they were put. */
  entries: BankEntryView[];
  /** Bookings of the import that wait, but are not in the message. */
  beside: number;
}

/** The messages there should be, new ones included. */
export async function bookingQuestions(ctx: Context): Promise<ChatMessageRow[]> {
  const { db } = ctx.store;
  const ago = (ms: number) => ctx.clock.after(ctx.clock.now(), -ms);
  for (const { importId, entryIds } of await importsToAsk(db, ago(NEWS_MS))) {
    await insertQuestion(db, importId, entryIds.slice(0, ASKED_AT_MOST));
  }
  return readQuestions(db, ago(KEPT_MS));
}

/** What a message says now. */
export async function viewQuestion(
  ctx: Context,
  row: Pick<ChatMessageRow, 'key' | 'subject'>,
): Promise<BookingQuestion> {
  const importId = Number(row.key);
  const ids = (row.subject ?? []).map(Number);
  const { rows, beside, fileName } = await entriesAsked(ctx.store.db, importId, ids);
  const inOrder = rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return { importId, fileName, entries: await viewEntries(ctx.store.db, inOrder), beside };
}

/**
 * The right to write a message, for a while, with what it shows by now: another process may have written it since.
 * Null while another process has that right, or when its content was taken out.
 */
export function takeQuestion(ctx: Context, id: number, keeper: string, forMs: number): Promise<ChatMessageRow | null> {
  const now = ctx.clock.now();
  return keepQuestion(ctx.store.db, id, keeper, now, ctx.clock.after(now, forMs));
}
