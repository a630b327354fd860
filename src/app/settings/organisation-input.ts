// What the organisation's settings may be: one schema for the first set-up and for every later change, whoever asks.

import { z } from 'zod';
import { isCalendar } from '../../core/calendar.ts';
import { isCurrency, parseAmount } from '../../core/money.ts';
import { LANGUAGES, WINDOW_PROFILES } from '../../core/notice.ts';
import { isTimeZone } from '../../core/time-zone.ts';
import { wrongField } from '../errors.ts';
import { amountByCurrency, dayInput, decimal, filledInput, ibanInput, textInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import { isSchedule } from './run-schedule.ts';

const filled = filledInput(200);
const optionalText = textInput(200).nullable();
const country = z.string().regex(/^[A-Z]{2}$/, complain('country'));

const ANY_ZONE = 'UTC';

/** Every field a change may name. */
export const ORGANISATION_FIELDS = {
  name: filled,
  address: z.strictObject({
    extra: z.array(textInput(100)).max(3).default([]),
    street: filled,
    houseNumber: textInput(20).default(''),
    postalCode: filled,
    city: filled,
    country,
  }),
  legalLines: z.array(textInput(200)).max(12),
  vatId: optionalText,
  phone: optionalText,
  website: optionalText,
  email: z.email().nullable(),
  senderEmail: z.email().nullable(),
  replyTo: z.email().nullable(),
  bankName: optionalText,
  accountHolder: filled,
  iban: ibanInput.nullable(),
  bic: optionalText,
  country,
  timeZone: z.string().refine(isTimeZone, complain('time_zone')),
  language: z.enum(LANGUAGES),
  currency: z.string().refine(isCurrency, complain('currency')),
  calendar: z.string().refine(isCalendar, complain('calendar')),
  extraClosedDays: z.array(dayInput).max(366),
  moveDeadline: z.boolean(),
  dunAllCustomers: z.boolean(),
  staleAfterDays: z.int().min(0).max(60).nullable(),
  minDaysBetweenNotices: z.int().min(0).max(365),
  runSchedule: z
    .string()
    .max(100)
    .refine((pattern) => isSchedule(pattern, ANY_ZONE), complain('schedule')),
  windowProfile: z.enum(WINDOW_PROFILES),
  /** What a letter posted by hand costs, in the organisation's currency: within its country, and to others. */
  postageHome: decimal.nullable(),
  postageAbroad: decimal.nullable(),
  /** When two people must approve; amounts are of the open principal, above which it holds. */
  fourEyes: z.strictObject({ above: amountByCurrency, fromLevel: z.int().min(1).max(1000).nullable() }),
};

const F = ORGANISATION_FIELDS;

export const ORGANISATION_INPUT = z.strictObject({
  ...F,
  legalLines: F.legalLines.default([]),
  vatId: F.vatId.default(null),
  phone: F.phone.default(null),
  website: F.website.default(null),
  email: F.email.default(null),
  senderEmail: F.senderEmail.default(null),
  replyTo: F.replyTo.default(null),
  bankName: F.bankName.default(null),
  iban: F.iban.default(null),
  bic: F.bic.default(null),
  country: F.country.default('DE'),
  timeZone: F.timeZone.default('Europe/Berlin'),
  language: F.language.default('de'),
  currency: F.currency.default('EUR'),
  calendar: F.calendar.default('DE'),
  extraClosedDays: F.extraClosedDays.default([]),
  moveDeadline: F.moveDeadline.default(true),
  dunAllCustomers: F.dunAllCustomers.default(true),
  staleAfterDays: F.staleAfterDays.default(2),
  minDaysBetweenNotices: F.minDaysBetweenNotices.default(0),
  runSchedule: F.runSchedule.default('0 8 * * 1-5'),
  windowProfile: F.windowProfile.default('din5008-b'),
  postageHome: F.postageHome.default(null),
  postageAbroad: F.postageAbroad.default(null),
  fourEyes: F.fourEyes.default({ above: {}, fromLevel: null }),
});

/** Refuses postage with more decimals than the organisation's currency has: it would count as none. */
export function checkPostage(
  useCase: string,
  settings: Readonly<Record<PostageField, string | null>>,
  currency: string,
) {
  for (const field of ['postageHome', 'postageAbroad'] as const) {
    const price = settings[field];
    if (price !== null && parseAmount(price, currency) === null) throw wrongField(useCase, field, 'amount_decimals');
  }
}

type PostageField = 'postageHome' | 'postageAbroad';
