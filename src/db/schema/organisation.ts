// The issuer (tenant): one row. Who sends, from where, with which calendar, and the rules that hold for everybody.

import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { FourEyes } from '../../core/four-eyes.ts';
import type { Address, Language, WindowProfile } from '../../core/notice.ts';
import { bytes, instant } from './columns.ts';

/** Pictures of the letterhead (PNG, written by ourselves), by their SHA-256. Kept: issued notices name theirs. */
export const logos = pgTable('logos', {
  sha256: bytes('sha256').primaryKey(),
  png: bytes('png').notNull(),
  widthPx: integer('width_px').notNull(),
  heightPx: integer('height_px').notNull(),
  recordedAt: instant('recorded_at').notNull(),
});

export const organisation = pgTable(
  'organisation',
  {
    id: smallint('id').primaryKey().default(1),
    name: text('name').notNull(),
    address: jsonb('address').$type<Address>().notNull(),
    legalLines: jsonb('legal_lines').$type<string[]>().notNull().default([]),
    vatId: text('vat_id'),
    phone: text('phone'),
    website: text('website'),
    email: text('email'),
    /** Address that notices are sent from and that answers go to. */
    senderEmail: text('sender_email'),
    replyTo: text('reply_to'),
    bankName: text('bank_name'),
    accountHolder: text('account_holder').notNull(),
    iban: text('iban'),
    bic: text('bic'),
    /** SHA-256 of the picture on letters; the picture itself stays out of what is read with every page. */
    logo: bytes('logo').references(() => logos.sha256),
    country: text('country').notNull().default('DE'),
    timeZone: text('time_zone').notNull().default('Europe/Berlin'),
    language: text('language').$type<Language>().notNull().default('de'),
    currency: text('currency').notNull().default('EUR'),
    /** Calendar of the organisation's place, e.g. DE-BY; `none` = every day is a business day. */
    calendar: text('calendar').notNull().default('DE'),
    extraClosedDays: jsonb('extra_closed_days').$type<string[]>().notNull().default([]),
    moveDeadline: boolean('move_deadline').notNull().default(true),
    /** False: only activated customers are dunned. */
    dunAllCustomers: boolean('dun_all_customers').notNull().default(true),
    /** Null switches the staleness guard off. */
    staleAfterDays: integer('stale_after_days').default(2),
    minDaysBetweenNotices: integer('min_days_between_notices').notNull().default(0),
    runSchedule: text('run_schedule').notNull().default('0 8 * * 1-5'),
    windowProfile: text('window_profile').$type<WindowProfile>().notNull().default('din5008-b'),
    /** When a second person must approve; see core/four-eyes.ts. */
    fourEyes: jsonb('four_eyes').$type<FourEyes>().notNull().default({ above: {}, fromLevel: null }),
    /** What a letter posted by hand costs, as decimals of the organisation's currency; null = nobody said. */
    postageHome: text('postage_home'),
    postageAbroad: text('postage_abroad'),
    changedAt: instant('changed_at').notNull(),
    /** Raised by every change, so that a change to something old is noticed. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    check('organisation_single_row', sql`${table.id} = 1`),
    check('organisation_stale_after_days', sql`${table.staleAfterDays} between 0 and 60`),
    check('organisation_min_days', sql`${table.minDaysBetweenNotices} between 0 and 365`),
  ],
);
