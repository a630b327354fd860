// The chat's own memory: digests and what belongs to them, the messages that show them, what people have ticked. Copies
// of nothing that is decided: what a message says is read from the proposals each time.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { day, instant, oneOf } from './columns.ts';
import { proposals } from './proposals.ts';

/** Where the digest goes and when people are reminded; one row. */
export const chatSettings = pgTable(
  'chat_settings',
  {
    id: smallint('id').primaryKey().default(1),
    /** Null until `/dunning setup here` or the settings name one: then nothing is posted. */
    channelId: text('channel_id'),
    /** Times of day in the organisation's zone, HH:MM. */
    nudgeAt: text('nudge_at').notNull().default('12:00'),
    closeAt: text('close_at').notNull().default('17:00'),
    /** How long an approval made in the chat waits before its notice is issued, so that it can be taken back. */
    undoMinutes: integer('undo_minutes').notNull().default(15),
    /** False: messages carry numbers only; names and amounts stay in the console and in modals. */
    showDetails: boolean('show_details').notNull().default(true),
    /** True: customers stand in messages with their initials. */
    initials: boolean('initials').notNull().default(false),
    /** After how many days a digest and its thread are emptied in the chat; null = never. */
    emptyAfterDays: integer('empty_after_days'),
    /** Whether approvers are reminded by a direct message, too. */
    nudgeDirect: boolean('nudge_direct').notNull().default(true),
    /** User groups of the chat whose members stand on the list of people with that role; null = none. */
    viewerGroup: text('viewer_group'),
    approverGroup: text('approver_group'),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    check('chat_settings_single_row', sql`${table.id} = 1`),
    check(
      'chat_settings_times',
      sql`${table.nudgeAt} ~ '^[0-2][0-9]:[0-5][0-9]$' and ${table.closeAt} ~ '^[0-2][0-9]:[0-5][0-9]$'`,
    ),
    check('chat_settings_undo', sql`${table.undoMinutes} between 0 and 240`),
    check('chat_settings_empty', sql`${table.emptyAfterDays} between 1 and 3650`),
  ],
);

/** How the connection to the chat fares, for the console and health; one row. */
export const chatHealth = pgTable(
  'chat_health',
  {
    id: smallint('id').primaryKey().default(1),
    /** Code of the failure that stands, e.g. `channel_not_found`; null = all is well. */
    problem: text('problem'),
    since: instant('since'),
    lastPostedAt: instant('last_posted_at'),
    /** When the members of the user groups were last read; people of a group count for a day after it. */
    groupsReadAt: instant('groups_read_at'),
  },
  (table) => [check('chat_health_single_row', sql`${table.id} = 1`)],
);

export const DIGEST_STATES = ['open', 'closed'] as const;
export type DigestState = (typeof DIGEST_STATES)[number];

/** What was put before people on a day: all plans' runs of that day together. */
export const digests = pgTable(
  'digests',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    onDay: day('on_day').notNull().unique(),
    state: text('state').$type<DigestState>().notNull().default('open'),
    openedAt: instant('opened_at').notNull(),
    /** Somebody opened the review: nobody needs to be reminded. */
    reviewedAt: instant('reviewed_at'),
    closedAt: instant('closed_at'),
    /** The process that keeps its messages, until when. */
    keeper: text('keeper'),
    keptUntil: instant('kept_until'),
  },
  (table) => [check('digests_state', sql`${table.state} in (${sql.raw(oneOf(DIGEST_STATES))})`)],
);

export const digestProposals = pgTable(
  'digest_proposals',
  {
    digestId: bigint('digest_id', { mode: 'number' })
      .notNull()
      .references(() => digests.id),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => proposals.id),
  },
  (table) => [
    primaryKey({ columns: [table.digestId, table.proposalId] }),
    index('digest_proposals_of_proposal').on(table.proposalId),
  ],
);

export const CHAT_MESSAGE_KINDS = [
  'digest',
  'level',
  'decisions',
  'results',
  'trouble',
  'nudge',
  'closing',
  'direct',
  'bookings',
] as const;
export type ChatMessageKind = (typeof CHAT_MESSAGE_KINDS)[number];

/** One row per message that there should be; `ts` is null until the chat has taken it. */
export const chatMessages = pgTable(
  'chat_messages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Null: the message belongs to no day, as questions about an import's bookings. */
    digestId: bigint('digest_id', { mode: 'number' }).references(() => digests.id),
    kind: text('kind').$type<ChatMessageKind>().notNull(),
    /** Which one of its kind: a level's id, a person's name, an import's id, or empty. */
    key: text('key').notNull().default(''),
    channelId: text('channel_id'),
    ts: text('ts'),
    /** Raised by every change that was shown. */
    revision: integer('revision').notNull().default(0),
    /** Of the content that is shown, without what only the revision changes. */
    contentSha256: text('content_sha256'),
    shownAt: instant('shown_at'),
    /** The uploaded picture it carries; empty = the picture failed and is left out. */
    fileId: text('file_id'),
    /** Says what the picture shows. */
    fileAlt: text('file_alt'),
    /** What a message of its moment is about, e.g. deliveries; null where it is read anew each time. */
    subject: jsonb('subject').$type<string[]>(),
    /** When its content was taken out of the chat; null = it stands there. */
    emptiedAt: instant('emptied_at'),
    /** Of a message of no day: the process that keeps it, until when. */
    keeper: text('keeper'),
    keptUntil: instant('kept_until'),
  },
  (table) => [
    unique('chat_messages_once').on(table.digestId, table.kind, table.key),
    uniqueIndex('chat_messages_of_no_day').on(table.kind, table.key).where(sql`digest_id is null`),
    index('chat_messages_by_ts').on(table.ts),
    check('chat_messages_kind', sql`${table.kind} in (${sql.raw(oneOf(CHAT_MESSAGE_KINDS))})`),
  ],
);

/** What a person has ticked in the review of a digest: kept here, since a modal cannot carry it. */
export const chatSelections = pgTable(
  'chat_selections',
  {
    digestId: bigint('digest_id', { mode: 'number' })
      .notNull()
      .references(() => digests.id),
    person: text('person').notNull(),
    selected: jsonb('selected').$type<number[]>().notNull(),
    filter: jsonb('filter').$type<SelectionFilter>().notNull(),
    page: integer('page').notNull().default(0),
    /** Raised where ticks are set by a button, so that fields of the modal are new ones. */
    revision: integer('revision').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.digestId, table.person] })],
);

export interface SelectionFilter {
  levelId: number | null;
  /** Only those with a warning. */
  attention: boolean;
  customer: string;
}

/** Clicks and submissions that were acted on, so that one delivered twice or replayed acts once. */
export const chatClicks = pgTable(
  'chat_clicks',
  {
    key: text('key').primaryKey(),
    takenAt: instant('taken_at').notNull(),
    /** Null while it is acted on; an unfinished one may be taken over. */
    doneAt: instant('done_at'),
  },
  (table) => [index('chat_clicks_by_time').on(table.takenAt)],
);

/** Files the chat has already, by content and by where they are shared. */
export const chatFiles = pgTable('chat_files', {
  sha256: text('sha256').primaryKey(),
  fileId: text('file_id').notNull(),
  uploadedAt: instant('uploaded_at').notNull(),
});

/** Who opened the bot's home, and what it shows him. */
export const chatHomes = pgTable('chat_homes', {
  person: text('person').primaryKey(),
  openedAt: instant('opened_at').notNull(),
  contentSha256: text('content_sha256'),
  publishedAt: instant('published_at'),
});
