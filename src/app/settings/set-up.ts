// The first thing of all: the organisation and its default plan. Does nothing when they are there.

import { z } from 'zod';
import { isCalendar } from '../../core/calendar.ts';
import { isCurrency } from '../../core/money.ts';
import { LANGUAGES, WINDOW_PROFILES } from '../../core/notice.ts';
import { insertOrganisation, readOrganisation } from '../../db/organisation.ts';
import type { Context } from '../context.ts';
import { dayInput, textInput } from '../inputs.ts';
import { noteChanges, operation, startWork } from '../use-case.ts';

const filled = textInput(200).pipe(z.string().min(1, 'must not be empty'));
const optionalText = textInput(200).nullable().default(null);

const addressInput = z.strictObject({
  extra: z.array(textInput(100)).max(3).default([]),
  street: filled,
  houseNumber: textInput(20).default(''),
  postalCode: filled,
  city: filled,
  country: z.string().regex(/^[A-Z]{2}$/, 'expected a country code like DE'),
});

export const ORGANISATION_INPUT = z.strictObject({
  name: filled,
  address: addressInput,
  legalLines: z.array(textInput(200)).max(12).default([]),
  vatId: optionalText,
  phone: optionalText,
  website: optionalText,
  email: z.email().nullable().default(null),
  senderEmail: z.email().nullable().default(null),
  replyTo: z.email().nullable().default(null),
  bankName: optionalText,
  accountHolder: filled,
  iban: z.string().nullable().default(null),
  bic: optionalText,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('DE'),
  timeZone: z.string().default('Europe/Berlin'),
  language: z.enum(LANGUAGES).default('de'),
  currency: z.string().refine(isCurrency, 'expected a currency code like EUR').default('EUR'),
  calendar: z.string().refine(isCalendar, 'expected a calendar like DE-BY, AT, CH-ZH or none').default('DE'),
  extraClosedDays: z.array(dayInput).max(366).default([]),
  moveDeadline: z.boolean().default(true),
  dunAllCustomers: z.boolean().default(true),
  staleAfterDays: z.int().min(0).max(60).nullable().default(2),
  minDaysBetweenNotices: z.int().min(0).max(365).default(0),
  runSchedule: z.string().default('0 8 * * 1-5'),
  windowProfile: z.enum(WINDOW_PROFILES).default('din5008-b'),
});

export const setUpOrganisation = operation({
  name: 'organisation.set_up',
  summary: 'Creates the organisation when there is none yet.',
  role: 'admin',
  input: ORGANISATION_INPUT,
  run: (ctx: Context, input) =>
    ctx.store.tx(async (db) => {
      if ((await readOrganisation(db)) !== null) return { created: false };
      await insertOrganisation(db, { ...input, changedAt: ctx.clock.now() });
      const work = await startWork(ctx, db);
      await noteChanges(work, 'organisation.set_up', [
        { entity: 'organisation', entityId: '1', after: { name: input.name } },
      ]);
      return { created: true };
    }),
});
