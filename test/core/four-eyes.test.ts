// When a second person is needed, one below, at and one above every threshold; and who can be that second person.
import { describe, expect, test } from 'vitest';
import { againstSecond, type FourEyes, secondNeeded } from '../../src/core/four-eyes.ts';
import { fourEyesText, withheldText } from '../../src/core/four-eyes-text.ts';

const NONE: FourEyes = { above: {}, fromLevel: null };
const notice = (principalCents: number, levelPosition: number | null = 1, currency = 'EUR') => ({
  currency,
  principalCents,
  levelPosition,
});

describe('a second person', () => {
  test('is needed for nothing without a rule', () => {
    expect(secondNeeded(NONE, notice(99_999_999, 9))).toBeNull();
  });

  test.each([
    [499_999, null],
    [500_000, null],
    [500_001, { code: 'amount', currency: 'EUR', limitCents: 500_000 }],
  ])('is needed above 5,000.00 EUR: at %i cents %o', (cents, reason) => {
    expect(secondNeeded({ ...NONE, above: { EUR: '5000.00' } }, notice(cents))).toEqual(reason);
  });

  test.each([
    [2, null],
    [3, { code: 'level', fromLevel: 3 }],
    [4, { code: 'level', fromLevel: 3 }],
    [null, null],
  ])('is needed from the third level on: at %o %o', (position, reason) => {
    expect(secondNeeded({ ...NONE, fromLevel: 3 }, notice(1, position))).toEqual(reason);
  });

  test('is needed for a currency that was forgotten where others have a limit', () => {
    const policy = { ...NONE, above: { EUR: '5000' } };
    expect(secondNeeded(policy, notice(1, 1, 'CHF'))).toEqual({ code: 'amount', currency: 'CHF', limitCents: null });
    expect(secondNeeded({ ...NONE, above: { EUR: '1', '*': '5000' } }, notice(500_000, 1, 'CHF'))).toBeNull();
  });

  test('is another one than the first and than whoever chose the level, and is known', () => {
    const approval = { firstApproverId: 1, levelChosenById: 2 };
    expect([null, 1, 2, 3].map((person) => againstSecond(person, approval))).toEqual([
      'not_a_person',
      'approved_by_you',
      'level_chosen_by_you',
      null,
    ]);
  });

  test('is told why in both languages', () => {
    const reason = { code: 'amount', currency: 'EUR', limitCents: 500_000 } as const;
    expect(fourEyesText(reason, 'en')).toMatch(/^Two people must approve what is above .*5,000\.00/);
    expect(fourEyesText(reason, 'de')).toMatch(/^Über 5\.000,00\s€ müssen zwei Personen freigeben\.$/);
    expect(fourEyesText({ ...reason, limitCents: null }, 'en')).toContain('No limit is set for EUR');
    expect(fourEyesText({ code: 'level', fromLevel: 3 }, 'de')).toContain('Ab Mahnstufe 3');
    expect(withheldText('approved_by_you', 'en')).toContain('second person');
  });
});
