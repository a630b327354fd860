// Customers (debtors): who owes, where letters and mails go, and how they are to be dunned.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { type Address, LANGUAGES, type Language, PARTIES, type Party } from '../../core/notice.ts';
import type { Channel } from '../../core/plan.ts';
import { instant, oneOf } from './columns.ts';
import { plans } from './plans.ts';

export const customers = pgTable(
  'customers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: text('number').notNull().unique(),
    name: text('name').notNull(),
    /** Null = not known: no letter can go out. */
    address: jsonb('address').$type<Address>(),
    state: text('state'),
    /** Null = the organisation's language. */
    language: text('language').$type<Language>(),
    party: text('party').$type<Party>().notNull().default('consumer'),
    /** False: nobody said whether business or consumer; treated as consumer and shown as not confirmed. */
    partyConfirmed: boolean('party_confirmed').notNull().default(false),
    salutation: text('salutation'),
    emailsTo: jsonb('emails_to').$type<string[]>().notNull().default([]),
    emailsCc: jsonb('emails_cc').$type<string[]>().notNull().default([]),
    iban: text('iban'),
    /** Counts only while the organisation duns activated customers alone. */
    activated: boolean('activated').notNull().default(false),
    applyFees: boolean('apply_fees').notNull().default(true),
    /** Null = the default plan. */
    planId: integer('plan_id').references(() => plans.id),
    preferredChannel: text('preferred_channel').$type<Channel>(),
    changedAt: instant('changed_at').notNull(),
    /** Raised by every change, so that a change to something old is noticed. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    index('customers_of_plan').on(table.planId),
    index('customers_by_name').on(sql`name collate "und-x-icu"`, table.id),
    check('customers_party', sql`${table.party} in (${sql.raw(oneOf(PARTIES))})`),
    check('customers_language', sql`${table.language} in (${sql.raw(oneOf(LANGUAGES))})`),
  ],
);
