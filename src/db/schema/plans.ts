// Dunning plans and their levels, and the texts that levels use.

import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  serial,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AmountByCurrency } from '../../core/money.ts';
import type { Language, NoticeKind } from '../../core/notice.ts';
import {
  AUTOMATIONS,
  type Automation,
  type Channel,
  COUNT_FROM,
  type CountFrom,
  FEE_POLICIES,
  type Fee,
  type FeePolicy,
  GROUPINGS,
  type Grouping,
  LEVEL_KINDS,
  type LevelKind,
  type Periodicity,
  PLAN_KINDS,
  type PlanKind,
} from '../../core/plan.ts';
import type { InterestRule } from '../../core/rate.ts';
import { day, instant, oneOf } from './columns.ts';

export const plans = pgTable(
  'plans',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    kind: text('kind').$type<PlanKind>().notNull().default('escalation'),
    grouping: text('grouping').$type<Grouping>().notNull().default('invoice'),
    countFrom: text('count_from').$type<CountFrom>().notNull().default('previous_notice'),
    feePolicy: text('fee_policy').$type<FeePolicy>().notNull().default('cumulative'),
    alsoOverdue: boolean('also_overdue').notNull().default(true),
    minimumAmount: jsonb('minimum_amount').$type<AmountByCurrency>().notNull().default({ '*': '0.50' }),
    paused: boolean('paused').notNull().default(false),
    recapFirstOn: day('recap_first_on'),
    recapPeriodicity: text('recap_periodicity').$type<Periodicity>(),
    /** Local time from which notices of this plan may leave on business days. */
    sendFrom: text('send_from').notNull().default('13:00'),
    /** Raised by every change of the plan or its levels: whoever saves says which one he looked at. */
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    /** Nobody uses it any more; it stays because runs and notices of the past refer to it. */
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('plans_name').on(table.name).where(sql`${table.removedAt} is null`),
    check('plans_default_stays', sql`not ${table.isDefault} or ${table.removedAt} is null`),
    uniqueIndex('plans_one_default').on(table.isDefault).where(sql`${table.isDefault}`),
    check('plans_kind', sql`${table.kind} in (${sql.raw(oneOf(PLAN_KINDS))})`),
    check('plans_grouping', sql`${table.grouping} in (${sql.raw(oneOf(GROUPINGS))})`),
    check('plans_count_from', sql`${table.countFrom} in (${sql.raw(oneOf(COUNT_FROM))})`),
    check('plans_fee_policy', sql`${table.feePolicy} in (${sql.raw(oneOf(FEE_POLICIES))})`),
    check(
      'plans_recap',
      sql`(${table.kind} = 'recap') = (${table.recapFirstOn} is not null and ${table.recapPeriodicity} is not null)`,
    ),
  ],
);

export const levels = pgTable(
  'levels',
  {
    id: serial('id').primaryKey(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plans.id),
    /** 1..n; a removed level keeps the position it had, so that what was issued stays comparable. */
    position: integer('position').notNull(),
    name: text('name').notNull(),
    kind: text('kind').$type<LevelKind>().notNull(),
    active: boolean('active').notNull().default(true),
    afterDays: integer('after_days').notNull(),
    paymentTermDays: integer('payment_term_days').notNull().default(7),
    fee: jsonb('fee').$type<Fee>().notNull().default({ kind: 'none' }),
    interest: jsonb('interest').$type<InterestRule>().notNull().default({ kind: 'none' }),
    compensation: jsonb('compensation').$type<AmountByCurrency>(),
    minimumAmount: jsonb('minimum_amount').$type<AmountByCurrency>(),
    automation: text('automation').$type<Automation>().notNull().default('propose'),
    graceDays: integer('grace_days').notNull().default(0),
    actAt: text('act_at').notNull().default('13:00'),
    channels: jsonb('channels').$type<Channel[]>().notNull().default(['email', 'letter']),
    attachInvoice: boolean('attach_invoice').notNull().default(true),
    appendInvoice: boolean('append_invoice').notNull().default(false),
    addedAt: instant('added_at').notNull(),
    removedAt: instant('removed_at'),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    unique('levels_id_plan').on(table.id, table.planId),
    index('levels_of_plan').on(table.planId, table.position),
    check('levels_kind', sql`${table.kind} in (${sql.raw(oneOf(LEVEL_KINDS))})`),
    check('levels_automation', sql`${table.automation} in (${sql.raw(oneOf(AUTOMATIONS))})`),
    check('levels_position', sql`${table.position} >= 1 or ${table.removedAt} is not null`),
    check('levels_negative_days_only_first', sql`${table.afterDays} >= 0 or ${table.position} <= 1`),
    check('levels_days', sql`${table.afterDays} between -365 and 3650`),
    check('levels_payment_term', sql`${table.paymentTermDays} between 0 and 365`),
    check('levels_grace_days', sql`${table.graceDays} between 0 and 365`),
  ],
);

/**
 * Saved texts; where none is saved, the shipped text of the kind and language is used. Never updated: a new version.
 */
export const templates = pgTable(
  'templates',
  {
    id: serial('id').primaryKey(),
    /** Null = for every level of this kind without a text of its own. */
    levelId: integer('level_id'),
    kind: text('kind').$type<NoticeKind>().notNull(),
    language: text('language').$type<Language>().notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    version: integer('version').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.levelId], foreignColumns: [levels.id] }),
    unique('templates_version')
      .on(table.levelId, table.kind, table.language, table.channel, table.version)
      .nullsNotDistinct(),
  ],
);
