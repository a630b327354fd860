// What a plan may say of its fees: the lower bound of a percent fee is not above the upper one, in any currency.
import { expect, test } from 'vitest';
import { PLAN_INPUT } from '../../src/app/settings/plan-input.ts';

/** Paths and complaints about a plan with one level whose percent fee has these bounds. */
function complaintsAbout(min: Record<string, string> | null, max: Record<string, string> | null): string[] {
  const fee = { kind: 'percent', basisPoints: 500, min, max };
  const level = { name: 'Mahnung', kind: 'notice', afterDays: 7, fee };
  const parsed = PLAN_INPUT.safeParse({ name: 'Standard', levels: [level] });
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

const CROSSED = ['levels.0.fee.min: fee_bounds'];

test.each([
  [{ '*': '5.00' }, { '*': '4.99' }, CROSSED],
  [{ '*': '5.00' }, { '*': '5.00' }, []],
  [{ '*': '5.00' }, { '*': '5.01' }, []],
  [{ '*': '5.00' }, null, []],
  [null, { '*': '5.00' }, []],
  // A currency of its own against the amount for all others.
  [{ '*': '5.00' }, { '*': '9.00', CHF: '4.00' }, CROSSED],
  [{ CHF: '5.00' }, { '*': '4.00' }, CROSSED],
  [{ CHF: '5.00' }, { GBP: '4.00' }, []],
  // A currency without decimals cuts what it does not have.
  [{ JPY: '5' }, { '*': '5.50' }, []],
])('from %j to %j', (min, max, complaints) => expect(complaintsAbout(min, max)).toEqual(complaints));

test('what is no amount is named as such, and not compared', () => {
  expect(complaintsAbout({ '*': 'much' }, { '*': '5.00' })).toEqual(['levels.0.fee.min.*: amount']);
  expect(complaintsAbout({ EUR: '5.005' }, { '*': '5.00' })).toEqual(['levels.0.fee.min: amount_decimals']);
});
