// Customers in lists with what they owe, and one customer in full.

import { z } from 'zod';
import { type CustomerListRow, listCustomerRows } from '../../db/customer-list.ts';
import type { CustomerRow } from '../../db/facts/customers.ts';
import { listStandingBlocks } from '../../db/holds.ts';
import { sumOpenOfCustomers } from '../../db/ledger.ts';
import { listNoticesOfCustomer } from '../../db/notice-lists.ts';
import { readDefaultPlanId, readPlanRows } from '../../db/plans.ts';
import { idInput, numberInput, textInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { query } from '../use-case.ts';

type Sums = Awaited<ReturnType<typeof sumOpenOfCustomers>>;
type StandingBlock = Awaited<ReturnType<typeof listStandingBlocks>>[number]['block'];

export interface CustomerLine extends CustomerListRow {
  open: Sums;
  /** The block that stands on him; null = none. */
  block: StandingBlock | null;
}

export interface CustomerPage {
  rows: CustomerLine[];
  next: { name: string; id: number } | null;
}

export const listCustomers = query({
  name: 'customer.list',
  summary: 'Customers by name with what they owe and whether they are blocked.',
  role: 'viewer',
  input: z.strictObject({
    text: textInput(100).optional(),
    after: z
      .strictObject({ name: z.string().max(500), id: idInput })
      .nullable()
      .default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { text, after, limit }): Promise<CustomerPage> {
    const filter = text === undefined || text === '' ? {} : { text };
    const found = await listCustomerRows(work.db, filter, { after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const ids = rows.map((row) => row.id);
    const sums = Map.groupBy(await sumOpenOfCustomers(work.db, ids, work.today), (sum) => sum.customerId);
    const blocks = await listStandingBlocks(work.db, work.today, { customerIds: ids });
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      rows: rows.map((row) => ({
        ...row,
        open: sums.get(row.id) ?? [],
        block: blocks.find(({ block }) => block.customerId === row.id)?.block ?? null,
      })),
      next: last === undefined ? null : { name: last.name, id: last.id },
    };
  },
});

export interface CustomerView {
  row: CustomerRow;
  /** His own plan or the default one, by name. */
  planName: string;
  plans: { id: number; name: string; isDefault: boolean }[];
  open: Sums;
  block: StandingBlock | null;
  notices: Awaited<ReturnType<typeof listNoticesOfCustomer>>;
}

export const viewCustomer = query({
  name: 'customer.view',
  summary: 'One customer: how he is reached and dunned, what he owes, blocks and the latest notices.',
  role: 'viewer',
  input: z.strictObject({ customer: numberInput }),
  async run(work, { customer: number }): Promise<CustomerView> {
    const row = await customerOf(work.db, number);
    const plans = (await readPlanRows(work.db)).map(({ id, name, isDefault }) => ({ id, name, isDefault }));
    const planId = row.planId ?? (await readDefaultPlanId(work.db));
    const [standing] = await listStandingBlocks(work.db, work.today, { customerIds: [row.id] });
    return {
      row,
      planName: plans.find((plan) => plan.id === planId)?.name ?? '',
      plans,
      open: await sumOpenOfCustomers(work.db, [row.id], work.today),
      block: standing?.block ?? null,
      notices: await listNoticesOfCustomer(work.db, row.id, 20),
    };
  },
});
