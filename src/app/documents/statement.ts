// A statement of account for a customer at any time: all that is open in a currency, as a letter without a level, a fee
// or a number. Nothing is issued or stored.

import { z } from 'zod';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { refusal } from '../errors.ts';
import { numberInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { composeNotice } from '../notices/compose.ts';
import { readTextsOf } from '../notices/prepare.ts';
import { query } from '../use-case.ts';
import { lookOf } from './letter-look.ts';

export const customerStatement = query({
  name: 'customer.statement',
  summary: 'A statement of account of a customer in one currency, as PDF.',
  role: 'viewer',
  input: z.strictObject({ customer: numberInput, currency: z.string().length(3).optional() }),
  async run(work, input) {
    const customer = await customerOf(work.db, input.customer);
    const engine = await readEngine(work.db, work.organisation, work.today);
    const [truth] = await readTruths(work.db, engine, [customer.id]);
    const currency = input.currency ?? work.organisation.currency;
    const open = (truth?.facts.invoices ?? []).filter((one) => one.currency === currency && one.openCents > 0);
    if (truth === undefined || open.length === 0) {
      throw refusal('owes_nothing', { customer: customer.number, currency });
    }
    const draft = {
      truth,
      plan: planOf(engine, truth.planId),
      level: null,
      currency,
      lines: open.map((invoice) => ({ invoice, level: null })),
      unmatchedCents: truth.facts.unmatchedCents[currency] ?? 0,
      waiveFee: true,
      remark: null,
    };
    const { texts } = await readTextsOf(work, draft);
    const { notice } = composeNotice(draft, engine);
    return work.ctx.ports.renderer.letter(notice, texts.letter, await lookOf(work, notice));
  },
});
