// The plan a new installation starts with: four levels, friendly to firm, no fee on the first reminder, no interest. It
// is a starting point that people change, not a rule.

import type { z } from 'zod';
import type { PLAN_INPUT } from './plan-input.ts';

type PlanDraft = z.input<typeof PLAN_INPUT>;

export const DEFAULT_PLAN: PlanDraft = {
  name: 'Standard',
  isDefault: true,
  levels: [
    { name: 'Zahlungserinnerung', kind: 'reminder', afterDays: 7, paymentTermDays: 7 },
    { name: '1. Mahnung', kind: 'notice', afterDays: 14, paymentTermDays: 7 },
    { name: '2. Mahnung', kind: 'notice', afterDays: 14, paymentTermDays: 7 },
    { name: 'Letzte Mahnung', kind: 'final', afterDays: 14, paymentTermDays: 7, channels: ['letter', 'email'] },
  ],
};
