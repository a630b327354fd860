// The verdicts of a past run, searched and paged; and the run once more, dry: on the facts of then it says what it
// said, whatever has happened since.
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { repeatRun, runVerdicts } from '../../src/app/insight/run-verdicts.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, level, openHouse, refusalOf, run } from './house.ts';

const store = await openTestStore();
let house: House;
let runId: number;

/** On 10 March A and B reach L1, C is paused, D waits; afterwards A is paid and C goes on. */
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [
    { number: 'A', due: '2026-03-05' },
    { number: 'B', due: '2026-03-06', customer: 'K2', gross: '50.00' },
    { number: 'C', due: '2026-03-07' },
    { number: 'D', due: '2026-03-09' },
  ]);
  await pauseInvoice(house.anna, { invoice: 'C', until: '2026-03-10', reason: 'talks' });
  runId = (await run(house))[0]?.runId ?? 0;
  house.clock.set('2026-03-11');
  await recordPayment(house.anna, { invoice: 'A', amount: '100.00' });
});

const said = async (input: Partial<Parameters<typeof runVerdicts>[1]> = {}) => {
  const { rows } = await runVerdicts(house.anna, { run: runId, ...input });
  return rows.map(({ invoice, verdict }) => {
    return `${invoice} ${verdict.kind === 'proposed' ? verdict.level : verdict.reason.code}`;
  });
};

test('every invoice that was open then has its verdict of then, also what is paid by now', async () => {
  expect(await said()).toEqual(['A L1', 'B L1', 'C invoice_paused', 'D waiting']);
  expect(await said({ facts: 'today' })).toEqual(['B L1', 'C L1', 'D L1']);
});

test('they are found by invoice, by customer and by verdict', async () => {
  expect(await said({ text: 'c' })).toEqual(['A L1', 'B L1', 'C invoice_paused', 'D waiting']);
  expect(await said({ text: 'K2' })).toEqual(['B L1']);
  expect(await said({ kind: 'proposed' })).toEqual(['A L1', 'B L1']);
  expect(await said({ kind: 'invoice_paused' })).toEqual(['C invoice_paused']);
  expect(await said({ kind: 'disputed' })).toEqual([]);
});

test('pages go on behind the last row until nothing is left', async () => {
  const seen: string[] = [];
  let after: Awaited<ReturnType<typeof runVerdicts>>['next'] = null;
  do {
    const page = await runVerdicts(house.anna, { run: runId, after, limit: 3 });
    seen.push(...page.rows.map((row) => row.invoice));
    after = page.next;
  } while (after !== null);
  expect(seen).toEqual(['A', 'B', 'C', 'D']);
});

test('once more on the facts of then it says what the run said; on those of today what a run would say', async () => {
  const then = await repeatRun(house.anna, { run: runId });
  expect(then).toMatchObject({ on: '2026-03-10', held: then.run.counts.held });
  expect(then.sums).toEqual([{ level: 'L1', currency: 'EUR', notices: 2, invoices: 2, principalCents: 150_00 }]);
  const today = await repeatRun(house.anna, { run: runId, facts: 'today' });
  expect(today.sums).toEqual([{ level: 'L1', currency: 'EUR', notices: 3, invoices: 3, principalCents: 250_00 }]);
  expect([today.on, today.held, today.gate]).toEqual(['2026-03-11', {}, null]);
});

test('it writes nothing', async () => {
  const before = await house.rows(sql`select count(*) from audit union all select count(*) from proposals`);
  await repeatRun(house.anna, { run: runId, facts: 'today' });
  expect(await house.rows(sql`select count(*) from audit union all select count(*) from proposals`)).toEqual(before);
});

test('a plan changed since is then as it was; viewers may look; other runs are unknown', async () => {
  await savePlan(house.anna, { id: house.planId, name: 'Standard', isDefault: true, levels: [level('M1')] });
  expect(await said({ kind: 'proposed' })).toEqual(['A L1', 'B L1']);
  expect(await said({ kind: 'proposed', facts: 'today' })).toEqual(['B M1', 'C M1', 'D M1']);
  const vic = house.as('Vic', 'viewer');
  expect((await runVerdicts(vic, { run: runId })).rows).toHaveLength(4);
  expect(await refusalOf(runVerdicts(vic, { run: 9_999_999 }))).toBe('not_found');
});
