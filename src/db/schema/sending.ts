// What sending needs besides the deliveries: frozen attachments, holds on all sending, shared rate limits, tickets for
// notice numbers, and the generations by which a restored backup is known.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, instant, oneOf } from './columns.ts';
import { notices } from './notices.ts';

/** Bytes kept once, by their hash; never changed. */
export const storedFiles = pgTable('stored_files', {
  sha256: text('sha256').primaryKey(),
  content: bytes('content').notNull(),
});

/** The original invoices as they were when the notice was issued: a later upload changes no mail under way. */
export const noticeAttachments = pgTable(
  'notice_attachments',
  {
    noticeId: bigint('notice_id', { mode: 'number' })
      .notNull()
      .references(() => notices.id),
    position: integer('position').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256')
      .notNull()
      .references(() => storedFiles.sha256),
  },
  (table) => [primaryKey({ columns: [table.noticeId, table.position] })],
);

/** Why nothing is sent: a person paused it, or the database seems to be an older copy of itself. */
export const SENDING_HOLD_CAUSES = ['person', 'restored'] as const;
export type SendingHoldCause = (typeof SENDING_HOLD_CAUSES)[number];

export const sendingHolds = pgTable(
  'sending_holds',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    cause: text('cause').$type<SendingHoldCause>().notNull(),
    reason: text('reason').notNull(),
    startedAt: instant('started_at').notNull(),
    startedBy: text('started_by').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
    endReason: text('end_reason'),
  },
  (table) => [
    uniqueIndex('sending_holds_open').on(table.cause).where(sql`${table.endedAt} is null`),
    check('sending_holds_cause', sql`${table.cause} in (${sql.raw(oneOf(SENDING_HOLD_CAUSES))})`),
  ],
);

/** One row per transport, shared by all workers: when the next hand-over may start, and how long it must rest. */
export const transportLimits = pgTable('transport_limits', {
  name: text('name').primaryKey(),
  /** Milliseconds since 1970: slots are fractions of a second apart. */
  nextSlotMs: doublePrecision('next_slot_ms').notNull().default(0),
  restsUntil: instant('rests_until'),
  restReason: text('rest_reason'),
  /** Hand-overs one after the other of which nobody knows what became; an answer of the other side ends the count. */
  doubts: integer('doubts').notNull().default(0),
  /** How often it was found silent since it answered last; above 0 an end of its rest is when it is asked. */
  silences: integer('silences').notNull().default(0),
});

/**
 * One row per start of a process, which also keeps the id beside its data: an id that the database does not know says
 * that the database is older than the process's last life.
 */
export const generations = pgTable('generations', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  /** Kept fresh while the process lives. */
  aliveAt: instant('alive_at').notNull(),
  host: text('host').notNull(),
  ended: boolean('ended').notNull().default(false),
});
