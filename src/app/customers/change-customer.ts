// How a customer is reached and dunned: contact, language, channel, plan, fees - changed by a person, as one form.

import { z } from 'zod';
import { LANGUAGES, PARTIES } from '../../core/notice.ts';
import { CHANNELS } from '../../core/plan.ts';
import { sameValue } from '../../core/same-value.ts';
import { keepRevisions } from '../../db/as-of.ts';
import { lockTarget } from '../../db/holds.ts';
import { updateCustomer } from '../../db/ingest.ts';
import { lockPlanRows } from '../../db/plans.ts';
import { invoiceIdsOf, refreshProgress } from '../../db/progress.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { refusal } from '../errors.ts';
import { filledInput, ibanInput, idInput, numberInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { matchWaiting } from '../matching/again.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command } from '../use-case.ts';
import { addressInput, emailInput } from './customer-inputs.ts';

/** Only what is named is changed. */
const CHANGES = z.strictObject({
  name: filledInput(200),
  emailsTo: z.array(emailInput).max(10),
  emailsCc: z.array(emailInput).max(10),
  address: addressInput.nullable(),
  language: z.enum(LANGUAGES).nullable(),
  party: z.enum(PARTIES),
  preferredChannel: z.enum(CHANNELS).nullable(),
  planId: idInput.nullable(),
  applyFees: z.boolean(),
  activated: z.boolean(),
  /** His account: payments from it are his. */
  iban: ibanInput.nullable(),
});
export type CustomerChanges = z.input<typeof CHANGES>;

export const changeCustomer = command({
  name: 'customer.change',
  summary: 'Changes how a customer is reached and dunned. Refused when somebody changed him since he was looked at.',
  role: 'approver',
  input: z.strictObject({
    customer: numberInput,
    /** The version that was looked at; without it the last writer wins. */
    seen: z.int().positive().optional(),
    changes: CHANGES.partial(),
  }),
  async run(work, { customer: number, seen, changes: asked }) {
    await lockTarget(work.db, { scope: 'customer', customerId: (await customerOf(work.db, number)).id });
    const before = await customerOf(work.db, number);
    if (seen !== undefined && seen !== before.version) {
      throw await changedMeanwhile(work, { entity: 'customer', id: before.id });
    }
    const changes = Object.fromEntries(
      Object.entries(asked).filter(
        ([key, value]) => value !== undefined && !sameValue(before[key as keyof typeof before], value),
      ),
    );
    if (Object.keys(changes).length === 0)
      return { result: { customer: number, changed: false, withdrawn: 0 }, audit: [] };
    if (asked.planId != null && !(await lockPlanRows(work.db)).some((plan) => plan.id === asked.planId)) {
      throw refusal('plan_unknown', { plan: asked.planId });
    }
    const confirmed = 'party' in changes ? { partyConfirmed: true } : {};
    await keepRevisions(work.db, 'customer', [before], work.now);
    await updateCustomer(work.db, before.id, {
      ...changes,
      ...confirmed,
      version: before.version + 1,
      changedAt: work.now,
    });
    if ('planId' in changes) await refreshProgress(work.db, await invoiceIdsOf(work.db, { customerIds: [before.id] }));
    const again = 'iban' in changes && asked.iban != null ? await matchWaiting(work, { ibans: [asked.iban] }) : null;
    const { withdrawn } = await reviewAfterChange(work, { customerIds: [before.id, ...(again?.customerIds ?? [])] });
    const was = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key as keyof typeof before]]));
    return {
      result: { customer: number, changed: true, withdrawn },
      audit: [{ entity: 'customer', entityId: String(before.id), before: was, after: changes }],
    };
  },
});
