// Issued notices with their frozen amounts, the levels they moved, their documents and their deliveries.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { DELIVERY_STATES, type DeliveryState, NOTICE_STATES, type NoticeState } from '../../core/delivery.ts';
import { NEWS_KINDS, type NewsKind } from '../../core/envelope.ts';
import type { Address, Notice, NoticeKind, TemplateText, WindowProfile } from '../../core/notice.ts';
import { CHANNELS, type Channel } from '../../core/plan.ts';
import { bytes, cents, day, instant, oneOf } from './columns.ts';
import { customers } from './customers.ts';
import { invoices } from './invoices.ts';
import { levels, plans } from './plans.ts';
import { proposals } from './proposals.ts';

/** The texts a notice was made with, and where they came from (`shipped` or a saved version). */
export interface NoticeTexts {
  email: TemplateText & { source: string };
  letter: TemplateText & { source: string };
}

export const notices = pgTable(
  'notices',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Without gaps; null while drafted. */
    number: bigint('number', { mode: 'number' }).unique(),
    state: text('state').$type<NoticeState>().notNull(),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .unique()
      .references(() => proposals.id),
    planId: integer('plan_id')
      .notNull()
      .references(() => plans.id),
    levelId: integer('level_id').references(() => levels.id),
    kind: text('kind').$type<NoticeKind>().notNull(),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    currency: text('currency').notNull(),
    issuedOn: day('issued_on').notNull(),
    deadline: day('deadline').notNull(),
    principalCents: cents('principal_cents').notNull(),
    feeCents: cents('fee_cents').notNull(),
    carriedCents: cents('carried_cents').notNull(),
    interestCents: cents('interest_cents').notNull(),
    compensationCents: cents('compensation_cents').notNull(),
    totalCents: cents('total_cents').notNull(),
    model: jsonb('model').$type<Notice>().notNull(),
    texts: jsonb('texts').$type<NoticeTexts>().notNull(),
    /** False when its level's automation is "issue": a person sends it. */
    toSend: boolean('to_send').notNull().default(true),
    issuedAt: instant('issued_at').notNull(),
    issuedBy: text('issued_by').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: text('cancelled_by'),
    cancelReason: text('cancel_reason'),
    /** A person has dealt with a notice that no delivery brought to the customer. */
    undeliveredAcceptedAt: instant('undelivered_accepted_at'),
    undeliveredAcceptedBy: text('undelivered_accepted_by'),
    undeliveredReason: text('undelivered_reason'),
  },
  (table) => [
    index('notices_of_customer').on(table.customerId, table.issuedOn),
    index('notices_by_day').on(table.issuedOn),
    check('notices_state', sql`${table.state} in (${sql.raw(oneOf(NOTICE_STATES))})`),
    check('notices_number', sql`(${table.state} = 'drafted') = (${table.number} is null)`),
    check('notices_cancelled', sql`(${table.state} = 'cancelled') = (${table.cancelledAt} is not null)`),
    check(
      'notices_total',
      sql`${table.totalCents} = ${table.principalCents} + ${table.feeCents} + ${table.carriedCents}
        + ${table.interestCents} + ${table.compensationCents}`,
    ),
  ],
);

export const noticeInvoices = pgTable(
  'notice_invoices',
  {
    noticeId: bigint('notice_id', { mode: 'number' })
      .notNull()
      .references(() => notices.id),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id),
    levelId: integer('level_id').references(() => levels.id),
    openCents: cents('open_cents').notNull(),
    interestCents: cents('interest_cents').notNull(),
    compensationCents: cents('compensation_cents').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.noticeId, table.invoiceId] }),
    index('notice_invoices_of_invoice').on(table.invoiceId),
  ],
);

/**
 * An invoice passed a level: by a notice, or because a person skipped the level. Voided when the notice is cancelled.
 */
export const passages = pgTable(
  'passages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id),
    cycle: integer('cycle').notNull(),
    levelId: integer('level_id')
      .notNull()
      .references(() => levels.id),
    kind: text('kind').$type<'issued' | 'skipped'>().notNull(),
    passedOn: day('passed_on').notNull(),
    deadline: day('deadline'),
    noticeId: bigint('notice_id', { mode: 'number' }),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => proposals.id),
    recordedAt: instant('recorded_at').notNull(),
    voidedAt: instant('voided_at'),
  },
  (table) => [
    // The same level never twice for an invoice in a cycle: the key that makes a double notice impossible.
    uniqueIndex('passages_once').on(table.invoiceId, table.cycle, table.levelId).where(sql`${table.voidedAt} is null`),
    // The past counts voided ones, too.
    index('passages_of_invoice').on(table.invoiceId),
    foreignKey({
      columns: [table.noticeId, table.invoiceId],
      foreignColumns: [noticeInvoices.noticeId, noticeInvoices.invoiceId],
    }),
    check('passages_kind', sql`${table.kind} in ('issued', 'skipped')`),
    check('passages_notice', sql`(${table.kind} = 'issued') = (${table.noticeId} is not null)`),
    check('passages_deadline', sql`(${table.kind} = 'issued') = (${table.deadline} is not null)`),
  ],
);

/** The bytes as issued. Rendered once; every sending uses these. */
export const noticeDocuments = pgTable('notice_documents', {
  noticeId: bigint('notice_id', { mode: 'number' })
    .primaryKey()
    .references(() => notices.id),
  letter: bytes('letter').notNull(),
  letterSha256: text('letter_sha256').notNull(),
  letterPages: integer('letter_pages').notNull(),
  email: jsonb('email').$type<EmailDocument>().notNull(),
  /** Why the letter carries no payment code, when it carries none. */
  noCodeReason: text('no_code_reason'),
  /** What else the letter depends on, so that it can be printed anew the same; null on older ones. */
  letterMadeFrom: jsonb('letter_made_from').$type<LetterMadeFrom>(),
});

export interface LetterMadeFrom {
  profile: WindowProfile;
  /** The original invoices behind it, by the ids of the invoices. */
  originals: { invoiceId: number; sha256: string }[];
}

/**
 * Letters of issued notices printed anew with another postal address, everything else as issued. The first version is
 * the document itself.
 */
export const letterVersions = pgTable(
  'letter_versions',
  {
    noticeId: bigint('notice_id', { mode: 'number' })
      .notNull()
      .references(() => notices.id),
    version: integer('version').notNull(),
    address: jsonb('address').$type<Address>().notNull(),
    letter: bytes('letter').notNull(),
    letterSha256: text('letter_sha256').notNull(),
    letterPages: integer('letter_pages').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: text('made_by').notNull(),
    remark: text('remark'),
  },
  (table) => [
    primaryKey({ columns: [table.noticeId, table.version] }),
    check('letter_versions_version', sql`${table.version} > 1`),
  ],
);

/** The mail as issued; inline images in base64. */
export interface EmailDocument {
  subject: string;
  text: string;
  html: string;
  inlineImages: { contentId: string; mimeType: string; base64: string }[];
}

/** Letters that were printed together, by the number written on their cover list. */
export const printBatches = pgTable('print_batches', {
  id: serial('id').primaryKey(),
  printedAt: instant('printed_at').notNull(),
  printedBy: text('printed_by').notNull(),
});

export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    noticeId: bigint('notice_id', { mode: 'number' })
      .notNull()
      .references(() => notices.id),
    channel: text('channel').$type<Channel>().notNull(),
    /** 1 by itself; a person's deliberate further sending is the next. */
    round: integer('round').notNull().default(1),
    recipients: jsonb('recipients').$type<{ to: string[]; cc: string[] }>().notNull(),
    /** Which version of the letter goes out; 1 = as issued. */
    letterVersion: integer('letter_version').notNull().default(1),
    /** As the organisation was when the delivery came into being: a repetition says the same to the letter. */
    sender: jsonb('sender').$type<Sender>(),
    state: text('state').$type<DeliveryState>().notNull(),
    /** Raised by every claim: a worker with an older one may not write (fencing). */
    epoch: integer('epoch').notNull().default(0),
    leaseUntil: instant('lease_until'),
    notBefore: instant('not_before'),
    attempts: integer('attempts').notNull().default(0),
    transport: text('transport'),
    /** Hash of what the first attempt handed over; no attempt may hand over anything else. */
    payloadSha256: text('payload_sha256'),
    /** The intent of the first attempt whose outcome is not known; null = every outcome is known. */
    doubtSince: instant('doubt_since'),
    transportReference: text('transport_reference'),
    reason: text('reason'),
    /** A letter that waits for a person to post it, and was printed with others. */
    printBatchId: integer('print_batch_id').references(() => printBatches.id),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    settledAt: instant('settled_at'),
  },
  (table) => [
    unique('deliveries_once').on(table.noticeId, table.channel, table.round),
    index('deliveries_latest').on(table.createdAt, table.id),
    index('deliveries_waiting')
      .on(table.notBefore)
      .where(sql`state in ('approved', 'claimed', 'attempted', 'unknown')`),
    index('deliveries_undelivered')
      .on(table.noticeId)
      .where(sql`state in ('failed', 'bounced', 'complained', 'cancelled', 'needs_review', 'unknown')`),
    index('deliveries_by_reference').on(table.transportReference).where(sql`transport_reference is not null`),
    check('deliveries_channel', sql`${table.channel} in (${sql.raw(oneOf(CHANNELS))})`),
    check('deliveries_state', sql`${table.state} in (${sql.raw(oneOf(DELIVERY_STATES))})`),
    check('deliveries_sent', sql`${table.state} <> 'sent' or ${table.sentAt} is not null`),
  ],
);

/** Who a delivery comes from. */
export interface Sender {
  name: string;
  address: string;
  replyTo: string | null;
}

/** The intent to hand over, committed before the provider is called, and what came of it. */
export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    epoch: integer('epoch').notNull(),
    payloadSha256: text('payload_sha256').notNull(),
    transport: text('transport').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<'accepted' | 'refused' | 'unknown'>(),
    detail: text('detail'),
  },
  (table) => [
    primaryKey({ columns: [table.deliveryId, table.epoch] }),
    check('delivery_attempts_outcome', sql`${table.outcome} in ('accepted', 'refused', 'unknown')`),
  ],
);

/**
 * What a provider reported about a delivery. It may report the same twice and in any order: the key makes the second a
 * repetition without effect.
 */
export const providerEvents = pgTable(
  'provider_events',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    kind: text('kind').$type<NewsKind>().notNull(),
    /** Null when it belongs to nothing of ours. */
    deliveryId: uuid('delivery_id').references(() => deliveries.id),
    detail: text('detail'),
    happenedAt: instant('happened_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.eventId] }),
    index('provider_events_of_delivery').on(table.deliveryId),
    check('provider_events_kind', sql`${table.kind} in (${sql.raw(oneOf(NEWS_KINDS))})`),
  ],
);

/** Gapless numbers, each a row that is locked by the transaction that takes the next. */
export const counters = pgTable('counters', {
  name: text('name').primaryKey(),
  value: bigint('value', { mode: 'number' }).notNull(),
});
