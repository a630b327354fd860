// Editing a plan: what the preview says is what the next run then proposes; of two editors the second is told; the
// history says who changed what.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { PLAN_INPUT } from '../../src/app/settings/plan-input.ts';
import { checkPlan, previewPlan } from '../../src/app/settings/preview-plan.ts';
import { planHistory, readPlan } from '../../src/app/settings/read-plan.ts';
import { pausePlan, savePlan, switchLevel } from '../../src/app/settings/save-plan.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, level, liveDay, openHouse, refusalOf, run } from './house.ts';

type PlanInput = z.input<typeof PLAN_INPUT>;
type LevelInput = NonNullable<PlanInput['levels']>[number];

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** Invoices that passed L1 or L2 or nothing; on 15 March some are due. */
async function openStory(): Promise<void> {
  house = await openHouse(store, { on: '2026-03-01' });
  await addCustomers(house, ['K1', 'K2', 'K3']);
  await addInvoices(house, [
    { number: 'A', customer: 'K1', due: '2026-03-05' },
    { number: 'B', customer: 'K2', due: '2026-03-09' },
  ]);
  for (const day of ['2026-03-08', '2026-03-11', '2026-03-12'] as const) await liveDay(house, day);
  await addInvoices(house, [
    { number: 'C', customer: 'K3', due: '2026-03-12' },
    { number: 'D', customer: 'K3', due: '2026-03-14' },
  ]);
  house.clock.set('2026-03-15');
}

/** The plan as it is, as an input; changed by `edit`. */
async function edited(
  edit: (levels: LevelInput[]) => LevelInput[],
  fields: Partial<PlanInput> = {},
): Promise<PlanInput> {
  const { id, version, state } = await readPlan(house.anna, { planId: house.planId });
  const levels = state.levels.map(({ id: levelId, ...rest }) => ({
    ...rest,
    ...(levelId === null ? {} : { id: levelId }),
  }));
  return { ...state, id, seen: version, ...fields, levels: edit(levels as LevelInput[]) };
}

/** What waits for a decision: level and count. */
async function waiting(): Promise<Record<string, number>> {
  const rows = await house.rows(sql`
    select levels.name, count(*) from proposals join levels on levels.id = proposals.level_id
    where proposals.state = 'proposed' group by 1 order by 1`);
  return Object.fromEntries(rows.map((row) => [String(row.name), Number(row.count)]));
}

const asRecord = (sums: readonly { level: string | null; notices: number }[]) =>
  Object.fromEntries(sums.map((sum) => [sum.level ?? '', sum.notices] as const).sort());

const EDITS: Record<string, [(levels: LevelInput[]) => LevelInput[], Partial<PlanInput>?]> = {
  nothing: [(levels) => levels],
  'longer waits': [(levels) => levels.map((one) => ({ ...one, afterDays: one.afterDays + 1 }))],
  'the second level taken out': [(levels) => levels.toSpliced(1, 1)],
  'a level put first': [(levels) => [level('New', { afterDays: 1 }), ...levels]],
  'the order turned round': [(levels) => levels.toReversed()],
  'a level switched off': [(levels) => levels.map((one, index) => ({ ...one, active: index !== 1 }))],
  'days counted from the due date': [(levels) => levels, { countFrom: 'due_date' }],
  'a higher minimum': [(levels) => levels, { minimumAmount: { '*': '500.00' } }],
  paused: [(levels) => levels, { paused: true }],
};

describe('what a preview says is what the next run proposes after', () => {
  test.each(Object.keys(EDITS))('%s', async (name) => {
    await openStory();
    const [edit, fields] = EDITS[name] ?? [(levels: LevelInput[]) => levels];
    const input = await edited(edit, fields);
    const preview = await previewPlan(house.anna, input);
    expect(await waiting()).toEqual({});
    await savePlan(house.anna, input);
    await run(house);
    expect(asRecord(preview.after)).toEqual(await waiting());
    if (name === 'nothing') expect([preview.changed, preview.unchanged, preview.changes]).toEqual([0, 3, []]);
    if (name === 'paused') expect(preview.changed).toBe(3);
  });
});

describe('the preview', () => {
  test('names the invoices with their level now and then, and what a fee would come to', async () => {
    await openStory();
    const fee = { kind: 'fixed', amount: { '*': '5.00' } } as const;
    const input = await edited((levels) => [{ ...(levels[0] as LevelInput), fee, afterDays: 3 }, ...levels.slice(1)]);
    const preview = await previewPlan(house.anna, input);
    expect(preview.before).toContainEqual(
      expect.objectContaining({ level: 'L1', notices: 1, principalCents: 10_000, feeCents: 0 }),
    );
    expect(preview.after).toContainEqual(expect.objectContaining({ level: 'L1', notices: 1, feeCents: 500 }));
    const later = await previewPlan(
      house.anna,
      await edited((levels) => levels.map((one) => ({ ...one, afterDays: 30 }))),
    );
    expect(later.changes).toContainEqual(
      expect.objectContaining({
        customer: { number: 'K3', name: 'Customer K3' },
        invoices: ['C'],
        from: 'L1',
        to: null,
      }),
    );
    expect(later.after).toEqual([]);
  });

  test('of a plan nobody is on changes nothing, unless it becomes the default', async () => {
    await openStory();
    const other = { name: 'Other', levels: [level('O1')] };
    expect(await previewPlan(house.anna, other)).toMatchObject({ customers: 0, changed: 0 });
    const asDefault = await previewPlan(house.anna, { ...other, isDefault: true });
    expect(asDefault.customers).toBe(3);
    expect(asDefault.changes.map((change) => change.to)).toContain('O1');
  });

  test('of dates and advice needs no invoices', async () => {
    await openStory();
    const plan = await edited((levels) => levels.map((one) => ({ ...one, afterDays: 7 })));
    const checked = await checkPlan(house.anna, { plan, dueDate: '2026-05-10' });
    expect(checked.steps.map((step) => step.on)).toEqual(['2026-05-17', '2026-05-24', '2026-05-31']);
    expect(checked.advice.map((one) => one.code)).toEqual(['wait_within_term', 'wait_within_term']);
  });
});

describe('two people at one plan', () => {
  test('of two who looked at the same version the second is told who was first, and nothing is lost', async () => {
    await openStory();
    const [mine, theirs] = [await edited((levels) => levels), await edited((levels) => levels.slice(0, 2))];
    await savePlan(house.as('Ben'), theirs);
    await expect(savePlan(house.anna, { ...mine, name: 'Mine' })).rejects.toThrow(/changed meanwhile by Ben/);
    const { version, state } = await readPlan(house.anna, { planId: house.planId });
    expect([state.name, state.levels.length]).toEqual(['Standard', 2]);
    expect(await refusalOf(savePlan(house.anna, { ...theirs, name: 'Mine', seen: version }))).toBe('done');
  });

  test('switching a level and pausing count as changes, too', async () => {
    await openStory();
    const seen = await edited((levels) => levels);
    await switchLevel(house.anna, { levelId: house.levels.L2 ?? 0, active: false });
    expect(await refusalOf(savePlan(house.anna, seen))).toBe('conflict');
    const again = await edited((levels) => levels);
    await pausePlan(house.anna, { planId: house.planId, paused: true });
    expect(await refusalOf(savePlan(house.anna, again))).toBe('conflict');
  });
});

test('the history says who changed what, newest first', async () => {
  await openStory();
  await savePlan(house.as('Ben'), await edited((levels) => levels.map((one) => ({ ...one, paymentTermDays: 9 }))));
  await switchLevel(house.as('Cleo'), { levelId: house.levels.L3 ?? 0, active: false });
  await pausePlan(house.anna, { planId: house.planId, paused: true });
  const history = await planHistory(house.as('Vera', 'viewer'), { planId: house.planId });
  expect(history.map((event) => [event.by, event.what, event.level])).toEqual([
    ['Anna', 'paused', null],
    ['Cleo', 'level_off', 'L3'],
    ['Ben', 'changed', null],
    ['Anna', 'created', null],
  ]);
  expect(history[2]?.changes).toEqual(
    ['L1', 'L2', 'L3'].map((name) => ({ what: 'level', name, field: 'paymentTermDays', from: 7, to: 9 })),
  );
});
