// Who did what (append-only), what settings looked like before, and who may sign in.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, serial, text, unique } from 'drizzle-orm/pg-core';
import { ROLES, type Role } from '../../core/actor.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import { instant, oneOf } from './columns.ts';

/** Append-only: triggers refuse update and delete. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    /** The person on the list; null for parts of the system and whoever sits at the machine. */
    personId: integer('person_id'),
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
  (table) => [
    index('audit_of_entity').on(table.entity, table.entityId),
    index('audit_by_time').on(table.at),
    // Who and what there is to filter by, and what each did, without reading the whole trail.
    index('audit_by_actor').on(table.actor, table.id),
    index('audit_by_action').on(table.action, table.id),
    index('audit_remarks').on(table.id).where(sql`remark is not null`),
  ],
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

/** Who may do what. Everybody signs in as one of these, whichever way; nobody is deleted, since decisions name them. */
export const people = pgTable(
  'people',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    /** In lower case; by it a first sign-in with an identity provider finds the person. */
    email: text('email').unique(),
    role: text('role').$type<Role>().notNull(),
    active: boolean('active').notNull().default(true),
    slackUserId: text('slack_user_id').unique(),
    /** On the list because of a user group of the chat, which also takes off it; never an admin. */
    fromGroup: boolean('from_group').notNull().default(false),
    /** What the identity provider calls the person; known from the first sign-in on. */
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    /** scrypt with its own salt and parameters; null = cannot sign in by password. */
    passwordHash: text('password_hash'),
    /** Language of the screens; null = as the browser asks. */
    language: text('language').$type<ScreenLanguage>(),
    changedAt: instant('changed_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    check('people_role', sql`${table.role} in (${sql.raw(oneOf(ROLES))})`),
    check('people_email', sql`${table.email} = lower(${table.email})`),
    check(
      'people_from_group',
      sql`not ${table.fromGroup} or (${table.role} <> 'admin' and ${table.slackUserId} is not null)`,
    ),
    check('people_language', sql`${table.language} in ('de', 'en')`),
    check('people_oidc', sql`(${table.oidcIssuer} is null) = (${table.oidcSubject} is null)`),
    unique('people_oidc_subject').on(table.oidcIssuer, table.oidcSubject),
  ],
);

/** One-time links that sign somebody in; only the hash of the token is kept. */
export const signInLinks = pgTable('sign_in_links', {
  tokenSha256: text('token_sha256').primaryKey(),
  /** Null: whoever starts the first time, before anybody is on the list. */
  personId: integer('person_id').references(() => people.id),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** Attempts to sign in with an identity provider: begun here, answered by the browser within minutes, once. */
export const signInAttempts = pgTable('sign_in_attempts', {
  idSha256: text('id_sha256').primaryKey(),
  provider: text('provider').notNull(),
  state: text('state').notNull(),
  nonce: text('nonce').notNull(),
  codeVerifier: text('code_verifier').notNull(),
  /** A path of our own to go to afterwards. */
  next: text('next').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

export const sessions = pgTable(
  'sessions',
  {
    idSha256: text('id_sha256').primaryKey(),
    /** Short public name of the session, to end it from a list. */
    id: serial('id').notNull().unique(),
    personId: integer('person_id').references(() => people.id),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('sessions_of_person').on(table.personId)],
);
