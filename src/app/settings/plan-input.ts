// The input schema of a dunning plan with its levels; forms, API and scenario files are checked by it alike.

import { z } from 'zod';
import { boundsCross } from '../../core/fee.ts';
import type { AmountByCurrency } from '../../core/money.ts';
import {
  AUTOMATIONS,
  CHANNELS,
  COUNT_FROM,
  FEE_POLICIES,
  GROUPINGS,
  LEVEL_KINDS,
  PERIODICITIES,
} from '../../core/plan.ts';
import { JURISDICTIONS } from '../../core/rate.ts';
import { amountByCurrency, dayInput, filledInput, idInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, complain('time_of_day'));
const basisPoints = z.int().min(0).max(10_000);

/** The currencies two tables of amounts name; EUR speaks for those that are named in neither. */
const currenciesIn = (...tables: readonly (AmountByCurrency | null)[]): string[] => [
  ...new Set(['EUR', ...tables.flatMap((table) => Object.keys(table ?? {}))].filter((code) => code !== '*')),
];

export const LEVEL_INPUT = z.strictObject({
  /** Of a level that is there; missing = a new one. */
  id: idInput.optional(),
  name: filledInput(80),
  kind: z.enum(LEVEL_KINDS),
  active: z.boolean().default(true),
  afterDays: z.int().min(-365).max(3650),
  paymentTermDays: z.int().min(0).max(365).default(7),
  fee: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('fixed'), amount: amountByCurrency }),
      z
        .strictObject({
          kind: z.literal('percent'),
          basisPoints,
          min: amountByCurrency.nullable().default(null),
          max: amountByCurrency.nullable().default(null),
        })
        .refine(({ min, max }) => !currenciesIn(min, max).some((currency) => boundsCross(min, max, currency)), {
          path: ['min'],
          message: complain('fee_bounds'),
        }),
    ])
    .default({ kind: 'none' }),
  interest: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('fixed'), basisPoints }),
      z.strictObject({ kind: z.literal('statutory'), jurisdiction: z.enum(JURISDICTIONS) }),
    ])
    .default({ kind: 'none' }),
  compensation: amountByCurrency.nullable().default(null),
  minimumAmount: amountByCurrency.nullable().default(null),
  automation: z.enum(AUTOMATIONS).default('propose'),
  graceDays: z.int().min(0).max(365).default(0),
  actAt: timeOfDay.default('13:00'),
  channels: z.array(z.enum(CHANNELS)).min(1).default(['email', 'letter']),
  attachInvoice: z.boolean().default(true),
  appendInvoice: z.boolean().default(false),
});

export const PLAN_INPUT = z
  .strictObject({
    id: idInput.optional(),
    /** The version that was looked at; the plan is not saved when it has changed since. Missing = whatever it is now. */
    seen: idInput.optional(),
    name: filledInput(80),
    isDefault: z.boolean().default(false),
    kind: z.enum(['escalation', 'recap']).default('escalation'),
    grouping: z.enum(GROUPINGS).default('invoice'),
    countFrom: z.enum(COUNT_FROM).default('previous_notice'),
    feePolicy: z.enum(FEE_POLICIES).default('cumulative'),
    alsoOverdue: z.boolean().default(true),
    minimumAmount: amountByCurrency.default({ '*': '0.50' }),
    paused: z.boolean().default(false),
    recap: z
      .strictObject({ firstOn: dayInput, periodicity: z.enum(PERIODICITIES) })
      .nullable()
      .default(null),
    sendFrom: timeOfDay.default('13:00'),
    levels: z.array(LEVEL_INPUT).max(1000).default([]),
  })
  .superRefine((plan, context) => {
    plan.levels.forEach((level, index) => {
      if (index > 0 && level.afterDays < 0) {
        context.addIssue({
          code: 'custom',
          path: ['levels', index, 'afterDays'],
          message: complain('first_level_only'),
        });
      }
    });
    if ((plan.kind === 'recap') !== (plan.recap !== null)) {
      context.addIssue({ code: 'custom', path: ['recap'], message: complain('recap_periodicity') });
    }
    const names = plan.levels.map((level) => level.name);
    const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
    if (twice >= 0) {
      context.addIssue({ code: 'custom', path: ['levels', twice, 'name'], message: complain('same_level_name') });
    }
  });

export type PlanInput = z.output<typeof PLAN_INPUT>;
export type LevelInput = z.output<typeof LEVEL_INPUT>;
