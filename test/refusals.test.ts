// Refusals have words for everybody: each sentence names what it was given, in both languages, and the surfaces choose.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { refusal } from '../src/app/errors.ts';
import { dayInput, textInput } from '../src/app/inputs.ts';
import { problemOfIssue } from '../src/app/refusals/complaints.ts';
import { REFUSALS } from '../src/app/refusals/index.ts';
import type { Texts } from '../src/app/refusals/say.ts';

/** One value for each name that a sentence may use; where two sentences mean different things by it, their own. */
const NAMED = {
  account: 'DE1',
  actions: ['review'],
  active: false,
  batch: 5,
  booking: 6,
  bookings: 2,
  by: 'Ben',
  channel: 'C1',
  characters: ['中'],
  closes: 8,
  code: 'empty_file',
  column: 3,
  currency: 'EUR',
  customer: 'K-1',
  customers: 2,
  days: 1_101,
  delivery: 9,
  detail: 'no such host',
  digest: 4,
  dueDate: '2026-03-10',
  fault: 'damaged',
  field: 'subject',
  file: 'a.csv',
  first: 'RE-2',
  from: '2026-03-10',
  has: 'viewer',
  import: 3,
  heading: 'Datum',
  invoice: 'RE-1',
  invoices: 2,
  kind: 'invoices',
  known: ['a', 'b'],
  later: ['M-00002'],
  level: 'L1',
  line: 2,
  mapping: 'ERP',
  missing: ['email', 'letter'],
  most: 1_100,
  name: 'Anna',
  notice: 'M-00001',
  number: 'RE-3',
  on: '2026-03-11',
  open: { cents: 100, currency: 'EUR' },
  person: 7,
  plan: 'Standard',
  position: 2,
  proposal: 11,
  proposals: 3,
  run: 14,
  reasons: ['runs', 'holds'],
  role: 'admin',
  said: 'a.csv: The file is empty.',
  scope: 'customers',
  shipped: ['datev'],
  similar: ['RE-10'],
  state: 'sent',
  text: 'nobody',
  to: '2026-03-09',
  today: '2026-03-12',
  token: 12,
  until: '2026-03-09',
  useCase: 'plan.save',
  version: 3,
  wanted: 'admin',
  webhook: 13,
  what: { en: 'wrong', de: 'falsch' },
  where: ' (name)',
  why: { code: 'exhausted' },
};
const OWN: Record<string, object> = {
  booking_changed: { ...NAMED, state: 'asked' },
  file_refused: { ...NAMED, what: 'nothing in it' },
  more_than_booking: { booking: { cents: 5, currency: 'EUR' } },
  no_letter: { ...NAMED, why: { code: 'changed_since_approval' } },
  would_close_many: { closes: 8, open: 10 },
  other_currency: { ...NAMED, booking: 'CHF' },
  taken_by: { ...NAMED, what: 'a@example.com' },
};

describe('every refusal', () => {
  test.each(Object.entries(REFUSALS))('%s is a sentence in both languages', (reason, saying) => {
    const texts = (saying.texts as (params: object) => Texts)(OWN[reason] ?? NAMED);
    for (const text of [texts.en, texts.de]) {
      expect(text).toMatch(/[.?)]$|wrong \(name\)|no such host$/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    }
    expect(texts.de).not.toBe(texts.en);
  });
});

test('a refusal carries what it names, so that a program need not read the sentence', () => {
  const error = refusal('disputed_already', { invoice: 'RE-7' });
  expect([error.code, error.reason, error.params]).toEqual(['refused', 'disputed_already', { invoice: 'RE-7' }]);
  expect([error.message, error.in('de')]).toEqual([
    'Invoice RE-7 is disputed already.',
    'Rechnung RE-7 ist schon strittig.',
  ]);
});

describe('a wrong field', () => {
  test.each([
    ['a day that does not exist', dayInput, '2026-02-30', 'day', 'JJJJ-MM-TT'],
    ['one letter too many', textInput(3), 'four', 'too_long', 'höchstens 3 Zeichen'],
    ['one above the most', z.int().max(5), 6, 'too_big', 'höchstens 5'],
    ['one below the least', z.int().min(1), 0, 'too_small', 'mindestens 1'],
    ['a word for a number', z.int(), 'much', 'invalid_type', 'erwartet'],
  ])('with %s says so in German, too', (_what, schema: z.ZodType, value, code, words) => {
    const [issue] = schema.safeParse(value).error?.issues ?? [];
    if (issue === undefined) throw new Error('the value was taken');
    const problem = problemOfIssue(issue);
    expect([problem.code, problem.texts.de]).toEqual([code, expect.stringContaining(words)]);
    expect(problem.texts.en).not.toBe(problem.texts.de);
  });
});
