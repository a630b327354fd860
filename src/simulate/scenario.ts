// The format of scenario files (docs/scenarios.md): every field, its default, and what is refused with its path.

import { z } from 'zod';
import { dayInput } from '../app/inputs.ts';
import { isCalendar } from '../core/calendar.ts';
import { isCurrency } from '../core/money.ts';
import { COUNT_FROM, FEE_POLICIES, GROUPINGS, LEVEL_KINDS } from '../core/plan.ts';
import { JURISDICTIONS } from '../core/rate.ts';
import { isTimeZone } from '../core/time-zone.ts';
import { AMOUNT, referenceProblems } from './references.ts';

const filled = z.string().min(1, 'must not be empty');
const amount = z.string().regex(AMOUNT, 'expected an amount as a decimal string, e.g. "100.00"');
const signedAmount = z
  .string()
  .regex(/^-?\d{1,11}(\.\d{1,4})?$/, 'expected an amount as a decimal string, e.g. "-100.00"');
const percent = z
  .string()
  .regex(
    /^(\d{1,2}(\.\d{1,2})?|100(\.00?)?)$/,
    'expected a percentage from 0 to 100 as a decimal string, e.g. "15" or "2.5"',
  );
/** Of a plan or level, as long as the product takes it. */
const title = filled.max(80, 'expected at most 80 characters');
const currency = z.string().refine(isCurrency, 'expected a currency code, e.g. EUR');

const level = z.strictObject({
  name: title,
  kind: z.enum(LEVEL_KINDS),
  days: z.int(),
  paymentTermDays: z.int().min(0).max(365).default(0),
  fee: z
    .union([amount, z.strictObject({ percent, min: amount.optional(), max: amount.optional() })], {
      error: 'expected an amount like "5.00" or {"percent", "min", "max"}',
    })
    .default('0'),
  interest: z
    .union([z.strictObject({ percent }), z.strictObject({ statutory: z.enum(JURISDICTIONS) })], {
      error: 'expected {"percent": "9.00"} or {"statutory": "DE"}',
    })
    .optional(),
  compensation: amount.optional(),
  minimumAmount: amount.optional(),
  active: z.boolean().default(true),
});

const plan = z.strictObject({
  name: title,
  default: z.boolean().default(false),
  grouping: z.enum(GROUPINGS).default('invoice'),
  countFrom: z.enum(COUNT_FROM).default('previous_notice'),
  minimumAmount: amount.default('0.50'),
  feePolicy: z.enum(FEE_POLICIES).default('cumulative'),
  alsoOverdue: z.boolean().default(false),
  levels: z.array(level).min(1),
});

const customer = z.strictObject({
  number: filled,
  name: filled,
  party: z.enum(['business', 'consumer']).default('consumer'),
  applyFees: z.boolean().default(true),
  plan: filled.optional(),
});

const invoice = z.strictObject({
  number: filled,
  customer: filled,
  due: dayInput,
  gross: amount,
  issued: dayInput.optional(),
  currency: currency.optional(),
  kind: z.enum(['invoice', 'credit_note']).default('invoice'),
});

const on = dayInput;
const event = z.discriminatedUnion('do', [
  z.strictObject({ on, do: z.literal('payment'), invoice: filled, amount: signedAmount }),
  z.strictObject({ on, do: z.literal('bank_import') }),
  z.strictObject({ on, do: z.literal('pause'), invoice: filled, until: dayInput.optional() }),
  z.strictObject({ on, do: z.literal('resume'), invoice: filled }),
  z.strictObject({ on, do: z.literal('block'), customer: filled, until: dayInput.optional() }),
  z.strictObject({ on, do: z.literal('unblock'), customer: filled }),
  z.strictObject({ on, do: z.literal('dispute'), invoice: filled }),
  z.strictObject({ on, do: z.literal('settle'), invoice: filled }),
  z.strictObject({ on, do: z.literal('promise'), invoice: filled, date: dayInput }),
  z.strictObject({ on, do: z.literal('suspend') }),
  z.strictObject({ on, do: z.literal('unsuspend') }),
  z.strictObject({ on, do: z.literal('deactivate'), level: filled, plan: filled.optional() }),
  z.strictObject({ on, do: z.literal('activate'), level: filled, plan: filled.optional() }),
  z.strictObject({ on, do: z.literal('cancel'), invoice: filled }),
  z.strictObject({ on, do: z.literal('no_run') }),
  z.strictObject({ on, do: z.literal('leave'), invoice: filled }),
  z.strictObject({ on, do: z.literal('skip'), invoice: filled }),
  z.strictObject({ on, do: z.literal('snooze'), invoice: filled, until: dayInput }),
  z.strictObject({ on, do: z.literal('skip_level'), invoice: filled }),
  z.strictObject({ on, do: z.literal('level'), invoice: filled, level: filled }),
]);
export type ScenarioEvent = z.output<typeof event>;
export const DECISION_EVENTS = ['leave', 'skip', 'snooze', 'skip_level', 'level'] as const;

const expectedNotice = z.strictObject({
  on: dayInput,
  customer: z.string(),
  invoices: z.array(z.string()),
  level: z.string(),
  due: dayInput,
  open: z.string(),
  fee: z.string(),
  carried: z.string(),
  interest: z.string(),
  compensation: z.string(),
  total: z.string(),
});
export type ScenarioNotice = z.output<typeof expectedNotice>;

export const SCENARIO = z
  .strictObject({
    title: z.string().optional(),
    source: z.string().optional(),
    from: dayInput,
    to: dayInput,
    calendar: z.string().refine(isCalendar, 'expected "none" or a calendar like DE-BY, AT, CH-ZH').default('none'),
    organisation: z
      .strictObject({
        currency: currency.default('EUR'),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, 'expected a country code like DE')
          .default('DE'),
        timeZone: z.string().refine(isTimeZone, 'expected a time zone like Europe/Berlin').default('Europe/Berlin'),
      })
      .default({ currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' }),
    guard: z.strictObject({ staleAfterDays: z.int().min(0).max(60) }).optional(),
    /** `none`: nobody approves anything unless an event says so. */
    approve: z.enum(['all', 'none']).default('all'),
    plans: z.array(plan).min(1),
    customers: z.array(customer),
    invoices: z.array(invoice),
    events: z.array(event).default([]),
    expect: z
      .strictObject({ notices: z.array(expectedNotice).default([]), stopped: z.array(dayInput).optional() })
      .optional(),
  })
  .superRefine((scenario, context) => {
    for (const { path, message } of referenceProblems(scenario)) context.addIssue({ code: 'custom', path, message });
  });
export type Scenario = z.output<typeof SCENARIO>;
