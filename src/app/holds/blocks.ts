// Pausing an invoice, excluding a customer, suspending all dunning - and ending each of them.

import { z } from 'zod';
import { listStandingBlocks } from '../../db/holds.ts';
import { dayInput, numberInput, reasonInput } from '../inputs.ts';
import { customerOf, invoiceOf } from '../lookups.ts';
import { command, query } from '../use-case.ts';
import { liftBlock, placeBlock } from './place.ts';

const howLong = {
  /** Last day on which it holds; null = until somebody ends it. */
  until: dayInput.nullable().default(null),
  reason: reasonInput.default(''),
};

export const pauseInvoice = command({
  name: 'invoice.pause',
  summary: 'Pauses dunning of an invoice, until a day (inclusive) or until it is resumed.',
  role: 'approver',
  input: z.strictObject({ invoice: numberInput, ...howLong }),
  async run(work, { invoice: number, until, reason }) {
    const invoice = await invoiceOf(work.db, number);
    const target = { scope: 'invoice', invoiceId: invoice.id } as const;
    const { change, note } = await placeBlock(work, target, { from: work.today, until, reason });
    return { result: { invoice: invoice.number, until, ...change }, audit: [note] };
  },
});

export const resumeInvoice = command({
  name: 'invoice.resume',
  summary: 'Ends the pause of an invoice.',
  role: 'approver',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }) {
    const invoice = await invoiceOf(work.db, number);
    const { ended, notes } = await liftBlock(work, { scope: 'invoice', invoiceId: invoice.id });
    return { result: { invoice: invoice.number, ended }, audit: notes };
  },
});

export const excludeCustomer = command({
  name: 'customer.exclude',
  summary: 'Blocks dunning of a customer (Mahnsperre), until a day (inclusive) or for good.',
  role: 'approver',
  input: z.strictObject({ customer: numberInput, ...howLong }),
  async run(work, { customer: number, until, reason }) {
    const customer = await customerOf(work.db, number);
    const target = { scope: 'customer', customerId: customer.id } as const;
    const { change, note } = await placeBlock(work, target, { from: work.today, until, reason });
    return { result: { customer: customer.number, until, ...change }, audit: [note] };
  },
});

export const includeCustomer = command({
  name: 'customer.include',
  summary: 'Ends the block of a customer.',
  role: 'approver',
  input: z.strictObject({ customer: numberInput }),
  async run(work, { customer: number }) {
    const customer = await customerOf(work.db, number);
    const { ended, notes } = await liftBlock(work, { scope: 'customer', customerId: customer.id });
    return { result: { customer: customer.number, ended }, audit: notes };
  },
});

export const suspendDunning = command({
  name: 'dunning.suspend',
  summary: 'Stops all dunning of the organisation, until a day (inclusive) or until it is resumed.',
  role: 'admin',
  input: z.strictObject(howLong),
  async run(work, { until, reason }) {
    const { change, note } = await placeBlock(work, { scope: 'all' }, { from: work.today, until, reason });
    return { result: { until, ...change }, audit: [note] };
  },
});

export const resumeDunning = command({
  name: 'dunning.resume',
  summary: 'Ends the suspension of all dunning.',
  role: 'admin',
  input: z.strictObject({}),
  async run(work) {
    const { ended, notes } = await liftBlock(work, { scope: 'all' });
    return { result: { ended }, audit: notes };
  },
});

export const listBlocks = query({
  name: 'block.list',
  summary: 'All blocks that stand, with scope, reason, end and who set them.',
  role: 'viewer',
  input: z.strictObject({}),
  run: (work) => listStandingBlocks(work.db, work.today),
});
