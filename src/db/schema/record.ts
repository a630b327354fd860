// Who did what (append-only), what settings looked like before, and who may sign in.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, jsonb, pgTable, serial, text } from 'drizzle-orm/pg-core';
import { ROLES, type Role } from '../../core/actor.ts';
import { instant, oneOf } from './columns.ts';

/** Append-only: triggers refuse update and delete. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    role: text('role').$type<Role>().notNull(),
    surface: text('surface').notNull(),
    /** noun.verb of the use case. */
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    remark: text('remark'),
  },
  (table) => [index('audit_of_entity').on(table.entity, table.entityId), index('audit_by_time').on(table.at)],
);

/**
 * The audit trail as a chain: each hash covers its row and the hash before, so that a row that was changed, removed or
 * put in shows. Written by a trigger when a transaction commits (migration 0001), checked by src/app/insight/audit.ts.
 */
export const auditChain = pgTable('audit_chain', {
  /** 1, 2, 3... in the order of the commits, without gaps. */
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  auditId: bigint('audit_id', { mode: 'number' }).notNull().unique(),
  /** SHA-256, hexadecimal. */
  hash: text('hash').notNull(),
});

/** What a row said before it changed, so that a past run can be explained with the facts of then. */
export const revisions = pgTable(
  'revisions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    entity: text('entity').$type<RevisedEntity>().notNull(),
    entityId: bigint('entity_id', { mode: 'number' }).notNull(),
    changedAt: instant('changed_at').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index('revisions_of_entity').on(table.entity, table.entityId, table.changedAt)],
);

export const REVISED_ENTITIES = ['organisation', 'customer', 'plan', 'level', 'invoice'] as const;
export type RevisedEntity = (typeof REVISED_ENTITIES)[number];

export const people = pgTable(
  'people',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').unique(),
    role: text('role').$type<Role>().notNull(),
    active: boolean('active').notNull().default(true),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [check('people_role', sql`${table.role} in (${sql.raw(oneOf(ROLES))})`)],
);

/** One-time links that sign somebody in; only the hash of the token is kept. */
export const signInLinks = pgTable('sign_in_links', {
  tokenSha256: text('token_sha256').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const sessions = pgTable('sessions', {
  idSha256: text('id_sha256').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  createdAt: instant('created_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});
