// Reading scenario files: the defaults of the format, and refusals that name the path and what was expected there.
import { describe, expect, test } from 'vitest';
import { UseCaseError } from '../../src/app/errors.ts';
import { readScenario } from '../../src/simulate/simulate.ts';
import { storiesOn, textOfStory } from '../scenarios/stories.ts';

/** The refusal of a text, or a failure of the test. */
function refusalOf(text: string): UseCaseError {
  try {
    readScenario(text);
  } catch (error) {
    if (error instanceof UseCaseError) return error;
    throw error;
  }
  throw new Error('the scenario was not refused');
}

const pathsOf = (text: string) => refusalOf(text).problems.map((problem) => problem.path);

/** The first field that must be named for each file that is not valid. */
const WRONG = {
  'from-missing': 'from',
  'from-no-such-day': 'from',
  'to-before-from': 'to',
  'due-german-date': 'invoices.0.due',
  'gross-number': 'invoices.1.gross',
  'gross-comma': 'invoices.0.gross',
  'gross-three-decimals': 'invoices.0.gross',
  'unknown-customer': 'invoices.0.customer',
  'unknown-invoice-in-event': 'events.0.invoice',
  'unknown-event': 'events.0.do',
  'snooze-without-until': 'events.1.until',
  'promise-without-date': 'events.1.date',
  'level-unknown': 'events.1.level',
  'deactivate-unknown-plan': 'events.1.plan',
  grouping: 'plans.0.grouping',
  'negative-days-second-level': 'plans.0.levels.1.days',
  'fee-without-percent': 'plans.0.levels.1.fee.percent',
  'invoice-twice': 'invoices.1.number',
  'unknown-field': 'plans.0.levels.0.termDays',
  currency: 'invoices.0.currency',
};

const SMALL = {
  from: '2026-01-01',
  to: '2026-01-31',
  plans: [{ name: 'Standard', levels: [{ name: 'L1', kind: 'reminder', days: 10 }] }],
  customers: [{ number: 'K1', name: 'K' }],
  invoices: [{ number: 'A', customer: 'K1', due: '2026-01-01', gross: '100.00' }],
};
const read = (fields: object = {}) => readScenario(JSON.stringify({ ...SMALL, ...fields }));

describe('a file that is not valid', () => {
  test('is there for each path below', () => expect(storiesOn('invalid')).toEqual(Object.keys(WRONG).sort()));

  test.each(Object.entries(WRONG))('%s is refused with the path %s, and what was expected there', (name, path) => {
    const refusal = refusalOf(textOfStory('invalid', name));
    expect(refusal.code).toBe('invalid_input');
    expect(refusal.problems.map((problem) => problem.path)).toContain(path);
    expect(refusal.message).toContain(`  ${path}: `);
    for (const { texts } of refusal.problems) expect(texts.en).toMatch(/expected|must not/i);
  });

  test('is told with all that is wrong in it at once', () => {
    const wrong = { ...SMALL, from: '01.01.2026', customers: [{ number: '', name: 'K' }], nonsense: 1 };
    expect(pathsOf(JSON.stringify(wrong)).sort()).toEqual(['customers.0.number', 'from', 'nonsense']);
  });

  test.each(['', '{', '[]', '"text"', 'null', '{}', '\u0000'])(
    '%j is refused without a trace of the program',
    (text) => {
      const { message } = refusalOf(text);
      expect(message).not.toMatch(/\.ts:|node_modules|\n\s+at /);
    },
  );
});

describe('a field that may be one of two things', () => {
  const level = (fields: object) => {
    const [plan] = SMALL.plans;
    return pathsOf(JSON.stringify({ ...SMALL, plans: [{ ...plan, levels: [{ ...plan?.levels[0], ...fields }] }] }));
  };
  test.each([
    [{ fee: '5,00' }, 'fee'],
    [{ fee: 5 }, 'fee'],
    [{ fee: { percent: '10 %' } }, 'fee.percent'],
    [{ fee: { percent: '10', max: 20 } }, 'fee.max'],
    [{ interest: { percent: '9', statutory: 'DE' } }, 'interest'],
    [{ interest: '9' }, 'interest'],
    [{ interest: { statutory: 'XX' } }, 'interest.statutory'],
    [{ interest: { percent: 9 } }, 'interest.percent'],
    [{ interest: { percent: '100.01' } }, 'interest.percent'],
    [{ fee: '5.005' }, 'fee'],
    [{ fee: { percent: '5', min: '0.005' } }, 'fee.min'],
    [{ fee: { percent: '5', min: '5.01', max: '5.00' } }, 'fee.min'],
    [{ compensation: '40.001' }, 'compensation'],
    [{ minimumAmount: '0.505' }, 'minimumAmount'],
    [{ name: 'x'.repeat(81) }, 'name'],
  ])('%j is refused at %s', (fields, path) => {
    expect(level(fields)).toEqual([`plans.0.levels.0.${path}`]);
  });
});

test('a plan’s amounts may have the decimals of a currency of the file, and bounds may be equal', () => {
  const level = { name: 'L1', kind: 'reminder', days: 10, minimumAmount: '0.505' };
  const fee = { percent: '100', min: '5.00', max: '5.00' };
  const invoices = [{ ...SMALL.invoices[0], currency: 'KWD', gross: '0.506' }];
  expect(() => read({ plans: [{ name: 'x'.repeat(80), levels: [{ ...level, fee }] }], invoices })).not.toThrow();
});

describe('what a file leaves out', () => {
  test('has the defaults of the format', () => {
    const scenario = read();
    expect(scenario).toMatchObject({
      calendar: 'none',
      approve: 'all',
      events: [],
      organisation: { currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' },
      plans: [
        {
          grouping: 'invoice',
          countFrom: 'previous_notice',
          minimumAmount: '0.50',
          feePolicy: 'cumulative',
          alsoOverdue: false,
          levels: [{ paymentTermDays: 0, fee: '0', active: true }],
        },
      ],
      customers: [{ party: 'consumer', applyFees: true }],
      invoices: [{ kind: 'invoice' }],
    });
    expect([scenario.guard, scenario.expect]).toEqual([undefined, undefined]);
  });

  test('of an organisation likewise, field by field', () => {
    expect(read({ organisation: { currency: 'CHF' } }).organisation).toEqual({
      currency: 'CHF',
      country: 'DE',
      timeZone: 'Europe/Berlin',
    });
  });
});

describe('what refers to something', () => {
  const event = (fields: object) => JSON.stringify({ ...SMALL, events: [{ on: '2026-01-02', ...fields }] });

  test('must find it', () => {
    expect(pathsOf(event({ do: 'pause', invoice: 'X' }))).toEqual(['events.0.invoice']);
    expect(pathsOf(event({ do: 'block', customer: 'X' }))).toEqual(['events.0.customer']);
    expect(pathsOf(event({ do: 'deactivate', level: 'X' }))).toEqual(['events.0.level']);
    expect(pathsOf(event({ do: 'deactivate', level: 'L1', plan: 'X' }))).toEqual(['events.0.plan']);
    const customers = [{ number: 'K1', name: 'K', plan: 'X' }];
    expect(pathsOf(JSON.stringify({ ...SMALL, customers }))).toEqual(['customers.0.plan']);
  });

  test('is named once', () => {
    const [plan] = SMALL.plans;
    expect(pathsOf(JSON.stringify({ ...SMALL, plans: [plan, plan] }))).toEqual(['plans.1.name']);
    const levels = [...(plan?.levels ?? []), ...(plan?.levels ?? [])];
    expect(pathsOf(JSON.stringify({ ...SMALL, plans: [{ ...plan, levels }] }))).toEqual(['plans.0.levels.1.name']);
    const both = [
      { ...plan, default: true },
      { ...plan, name: 'B', default: true },
    ];
    expect(pathsOf(JSON.stringify({ ...SMALL, plans: both }))).toEqual(['plans.1.default']);
  });

  test('has an amount in the decimals of its currency', () => {
    const [invoice] = SMALL.invoices;
    const of = (fields: object) => JSON.stringify({ ...SMALL, invoices: [{ ...invoice, ...fields }] });
    expect(readScenario(of({ currency: 'JPY', gross: '100' })).invoices[0]?.gross).toBe('100');
    expect(pathsOf(of({ currency: 'JPY', gross: '100.5' }))).toEqual(['invoices.0.gross']);
    expect(pathsOf(of({ gross: '0.00' }))).toEqual(['invoices.0.gross']);
    expect(pathsOf(of({ issued: '2026-01-02' }))).toEqual(['invoices.0.issued']);
  });
});
