// What programs may do through the REST interface, what they asked for, and what is told to them.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, serial, text } from 'drizzle-orm/pg-core';
import { ROLES, type Role } from '../../core/actor.ts';
import { EVENTS, type WebhookEvent } from '../../core/webhook.ts';
import { bytes, instant, oneOf } from './columns.ts';
import { people } from './record.ts';

/** Access of a program; only the hash of the token is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    tokenSha256: text('token_sha256').notNull().unique(),
    /** The last four characters, so that people tell tokens apart. */
    hint: text('hint').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Groups of addresses it may use; `*` = all. */
    scopes: jsonb('scopes').$type<string[]>().notNull(),
    /** In whose name it acts; null = made at the machine, in the name of nobody on the list. */
    personId: integer('person_id').references(() => people.id),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [check('api_tokens_role', sql`${table.role} in (${sql.raw(oneOf(ROLES))})`)],
);

/** A change that was asked for with a key: asked again with the same key, the first answer is given again. */
export const apiRequests = pgTable(
  'api_requests',
  {
    tokenId: integer('token_id')
      .notNull()
      .references(() => apiTokens.id),
    key: text('key').notNull(),
    requestSha256: text('request_sha256').notNull(),
    /** Null while it is under way. */
    status: integer('status'),
    contentType: text('content_type'),
    body: bytes('body'),
    createdAt: instant('created_at').notNull(),
    /** Who works on it has until then; afterwards the next one who asks may take it over. */
    leasedUntil: instant('leased_until').notNull().default(sql`now()`),
    /** Counts who took it over: only the latest may keep an answer. */
    claim: integer('claim').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.key] }),
    index('api_requests_by_age').on(table.createdAt),
    check('api_requests_answer', sql`(${table.status} is null) = (${table.body} is null)`),
  ],
);

/** How often something was tried in a minute, shared by all processes. Keys are hashed: nobody's address is kept. */
export const rateWindows = pgTable(
  'rate_windows',
  {
    key: text('key').primaryKey(),
    /** The minute that is counted. */
    startsAt: instant('starts_at').notNull(),
    used: integer('used').notNull(),
  },
  (table) => [index('rate_windows_by_age').on(table.startsAt)],
);

export const webhooks = pgTable('webhooks', {
  id: serial('id').primaryKey(),
  url: text('url').notNull(),
  events: jsonb('events').$type<WebhookEvent[]>().notNull(),
  /** Signs what is sent, so it must be kept as it is; shown once. */
  secret: text('secret').notNull(),
  /** The one before, which signs as well until then. */
  formerSecret: text('former_secret'),
  formerUntil: instant('former_until'),
  active: boolean('active').notNull().default(true),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  removedAt: instant('removed_at'),
});

export const WEBHOOK_STATES = ['waiting', 'delivered', 'given_up'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** What a webhook is to be told: written in the transaction of the fact, sent afterwards, kept as the log. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    webhookId: integer('webhook_id')
      .notNull()
      .references(() => webhooks.id),
    event: text('event').$type<WebhookEvent>().notNull(),
    happenedAt: instant('happened_at').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    state: text('state').$type<WebhookState>().notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this instant; taken by a worker, it lies ahead until that one must have finished. */
    nextAt: instant('next_at').notNull(),
    lastAttemptAt: instant('last_attempt_at'),
    /** The answer's status, or null when there was none. */
    lastStatus: integer('last_status'),
    lastProblem: text('last_problem'),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.nextAt).where(sql`state = 'waiting'`),
    index('webhook_deliveries_of_webhook').on(table.webhookId, table.id),
    check('webhook_deliveries_state', sql`${table.state} in (${sql.raw(oneOf(WEBHOOK_STATES))})`),
    check('webhook_deliveries_event', sql`${table.event} in (${sql.raw(oneOf(EVENTS))})`),
  ],
);
