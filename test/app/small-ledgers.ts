// Random small ledgers with a past, as scenarios: two plans, three customers, a handful of invoices, some days on which
// people and banks do things. For properties that hold whatever has happened.
import fc from 'fast-check';
import { addDays, type Day } from '../../src/core/day.ts';
import { COUNT_FROM } from '../../src/core/plan.ts';
import { SCENARIO, type Scenario, type ScenarioEvent } from '../../src/simulate/scenario.ts';

export const START: Day = '2026-03-02';
const LAST_DAY = 6;

/** Around the plans' minimum amounts, mostly above them: a ledger in which nothing is due tells little. */
const anyAmount = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('0.50', '0.51', '50.00', '50.01') },
  { weight: 4, arbitrary: fc.constantFrom('80.00', '90.00') },
);
const INVOICES = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6'] as const;
const CUSTOMERS = ['C1', 'C2', 'C3'] as const;
const LEVELS = ['L1', 'L2', 'L3'] as const;

const dayOf = (offset: number): Day => addDays(START, offset);
const offset = fc.integer({ min: 0, max: LAST_DAY });
const invoice = fc.constantFrom(...INVOICES);

const mostly = fc.integer({ min: 1, max: 8 }).map((n) => n !== 8);

const anyPlan = (name: string, isDefault: boolean) =>
  fc
    .record({
      countFrom: fc.constantFrom(...COUNT_FROM),
      minimumAmount: fc.constantFrom('0.50', '0.50', '50.00'),
      levels: fc.array(
        fc.record({
          days: fc.integer({ min: -3, max: 3 }),
          paymentTermDays: fc.integer({ min: 0, max: 2 }),
          minimumAmount: fc.option(fc.constant('50.00'), { nil: undefined, freq: 5 }),
          active: mostly,
        }),
        { minLength: 1, maxLength: LEVELS.length },
      ),
    })
    .map(({ levels, ...plan }) => ({
      ...plan,
      name,
      default: isDefault,
      levels: levels.map((level, index) => ({
        ...level,
        name: LEVELS[index] ?? '',
        kind: 'reminder' as const,
        days: index === 0 ? level.days : Math.abs(level.days),
      })),
    }));

const anyInvoice = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  due: fc.integer({ min: -10, max: 4 }).map(dayOf),
  gross: anyAmount,
  currency: fc.constantFrom('EUR', 'EUR', 'CHF'),
  kind: mostly.map((isInvoice) => (isInvoice ? ('invoice' as const) : ('credit_note' as const))),
});

const until = (on: Day) => fc.integer({ min: 1, max: 6 }).map((days) => addDays(on, days));

/** Everything that a scenario can tell, except what concerns the staleness guard. */
function anyEvent(on: Day): fc.Arbitrary<ScenarioEvent> {
  const customer = fc.constantFrom(...CUSTOMERS);
  const level = fc.constantFrom(...LEVELS);
  const doing = <D extends ScenarioEvent['do']>(word: D) => ({ on: fc.constant(on), do: fc.constant(word) });
  return fc.oneof(
    fc.record({ ...doing('payment'), invoice, amount: fc.constantFrom('-0.51', '30.00', '80.00', '90.00') }),
    fc.record({ ...doing('pause'), invoice, until: until(on) }),
    fc.record({ ...doing('resume'), invoice }),
    fc.record({ ...doing('block'), customer, until: until(on) }),
    fc.record({ ...doing('unblock'), customer }),
    fc.record({ ...doing('dispute'), invoice }),
    fc.record({ ...doing('settle'), invoice }),
    fc.record({ ...doing('promise'), invoice, date: until(on) }),
    fc.record({ ...doing('deactivate'), level }),
    fc.record({ ...doing('activate'), level }),
    fc.record({ ...doing('cancel'), invoice }),
    fc.record(doing('no_run')),
    fc.record({ ...doing('leave'), invoice }),
    fc.record({ ...doing('skip'), invoice }),
    fc.record({ ...doing('snooze'), invoice, until: until(on) }),
    fc.record({ ...doing('skip_level'), invoice }),
    fc.record({ ...doing('level'), invoice, level }),
  );
}

/** Ledgers whose past ends on some day up to `LAST_DAY` days after `START`. */
export const anyLedger: fc.Arbitrary<Scenario> = fc
  .record({
    plans: fc.tuple(anyPlan('A', true), anyPlan('B', false)),
    approve: fc.constantFrom('all', 'none'),
    planOf: fc.tuple(...CUSTOMERS.map(() => fc.constantFrom(undefined, undefined, 'B'))),
    invoices: fc.tuple(...INVOICES.map(() => anyInvoice)),
    events: fc.array(offset.map(dayOf).chain(anyEvent), { maxLength: 14 }),
    to: offset.map(dayOf),
  })
  .map(({ plans, planOf, invoices, ...rest }) => {
    // A level that only the other plan has, or that none has, is nothing that an event could name.
    const named = new Set(plans.flatMap((plan) => plan.levels.map((level) => level.name)));
    return SCENARIO.parse({
      ...rest,
      from: START,
      plans,
      customers: CUSTOMERS.map((number, index) => ({ number, name: number, plan: planOf[index] })),
      invoices: invoices.map((one, index) => ({ ...one, number: INVOICES[index] })),
      events: rest.events.filter((event) => event.on <= rest.to && !('level' in event && !named.has(event.level))),
    });
  });
