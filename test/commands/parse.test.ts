// What people type behind /dunning, and what it is understood as - or which word was not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Order, type Problem, parseCommand } from '../../src/bot/commands/parse.ts';
import { VERBS, verbName, verbOf } from '../../src/bot/commands/verbs.ts';
import { cleaned, said } from '../../src/bot/commands/words-of.ts';
import { isDay } from '../../src/core/day.ts';

/** A Saturday. */
const TODAY = '2026-11-21';

function order(text: string): Order {
  const parsed = parseCommand(text, TODAY);
  if (!parsed.ok || parsed.ask.kind !== 'order') throw new Error(`no order: ${JSON.stringify(parsed)}`);
  return parsed.ask;
}

function ask(text: string) {
  const parsed = parseCommand(text, TODAY);
  if (!parsed.ok) throw new Error(`not understood: ${JSON.stringify(parsed.problem)}`);
  return parsed.ask;
}

function problem(text: string): Problem {
  const parsed = parseCommand(text, TODAY);
  if (parsed.ok) throw new Error(`understood: ${JSON.stringify(parsed.ask)}`);
  return parsed.problem;
}

/** An order in one line: verb, head, day, amount, level, tail. */
function short(text: string): string {
  const { verb, head, tail, day, amount, level } = order(text);
  const money = amount === null ? '-' : `${amount.value} ${amount.currency ?? '?'}`;
  return [verb, said(head), day ?? '-', money, level ?? '-', said(tail)].join(' | ');
}

describe('a day', () => {
  test.each([
    ['2026-12-01', '2026-12-01'],
    ['1.12.', '2026-12-01'],
    ['01.12.26', '2026-12-01'],
    ['1.12.2027', '2027-12-01'],
    ['1. 12.', '2026-12-01'],
    ['1. 12. 2027', '2027-12-01'],
    ['22.11.', '2026-11-22'],
    ['21.11.', null],
    ['20.11.', '2027-11-20'],
    ['1. Dezember', '2026-12-01'],
    ['1. Dezember 2027', '2027-12-01'],
    ['1 Dec', '2026-12-01'],
    ['December 1st', '2026-12-01'],
    ['Dec 1 2027', '2027-12-01'],
    ['3. März', '2027-03-03'],
    ['13/12', '2026-12-13'],
    ['12/13/2026', '2026-12-13'],
    ['12/12', '2026-12-12'],
    ['tomorrow', '2026-11-22'],
    ['morgen', '2026-11-22'],
    ['übermorgen', '2026-11-23'],
    ['day after tomorrow', '2026-11-23'],
    ['Freitag', '2026-11-27'],
    ['friday', '2026-11-27'],
    ['next friday', '2026-11-27'],
    ['nächsten Freitag', '2026-11-27'],
    ['kommenden Montag', '2026-11-23'],
    ['Samstag', '2026-11-28'],
    ['+14d', '2026-12-05'],
    ['+2w', '2026-12-05'],
    ['14 days', '2026-12-05'],
    ['14 Tage', '2026-12-05'],
    ['in 2 weeks', '2026-12-05'],
    ['in zwei Wochen', '2026-12-05'],
    ['in a week', '2026-11-28'],
    ['in einem Monat', '2026-12-21'],
    ['next week', '2026-11-23'],
    ['nächsten Monat', '2026-12-01'],
    ['Monatsende', '2026-11-30'],
    ['end of month', '2026-11-30'],
  ])('ahead: %s', (text, day) => {
    if (day === null) expect(problem(`snooze RE-1 ${text}`)).toMatchObject({ code: 'bad_day', why: 'past' });
    else expect(order(`snooze RE-1 until ${text} because`)).toMatchObject({ day, tail: [{ text: 'because' }] });
  });

  test.each(['until', 'bis', 'bis zum', 'on', 'am', 'by', 'zum', 'till', ''])('may be led by "%s"', (marker) => {
    expect(short(`promise RE-1 ${marker} 1.12.`)).toBe('promise | RE-1 | 2026-12-01 | - | - | ');
  });

  test.each([
    ['20.11.', '2026-11-20'],
    ['21.11.', '2026-11-21'],
    ['22.11.', '2025-11-22'],
    ['yesterday', '2026-11-20'],
    ['vorgestern', '2026-11-19'],
    ['Montag', '2026-11-16'],
    ['letzten Freitag', '2026-11-20'],
    ['vor 2 Tagen', '2026-11-19'],
  ])('behind, for what is past: %s', (text, day) => {
    expect(order(`paid RE-1 on ${text}`).day).toBe(day);
  });

  test.each([
    ['snooze RE-1 31.2.', 'no_such_day'],
    ['snooze RE-1 2026-02-30', 'no_such_day'],
    ['snooze RE-1 32.1.2027', 'no_such_day'],
    ['snooze RE-1 5/12', 'ambiguous'],
    ['snooze RE-1 2026-11-20', 'past'],
    ['snooze RE-1 today', 'past'],
    ['pause RE-1 until 1.1.2026', 'past'],
    ['promise RE-1 gestern', 'past'],
    ['paid RE-1 on 22.11.2026', 'future'],
    ['why RE-1 tomorrow', 'future'],
    ['pause RE-1 until firday', 'not_a_day'],
    ['pausieren RE-1 bis Klärung', 'not_a_day'],
  ])('that cannot be is refused: %s', (text, why) => {
    expect(problem(text)).toMatchObject({ code: 'bad_day', why });
  });

  test('today is the last possible first day of a pause and of a promise, not of a snooze', () => {
    expect(order('pause RE-1 until today').day).toBe(TODAY);
    expect(order('promise RE-1 heute').day).toBe(TODAY);
    expect(order('snooze RE-1 22.11.').day).toBe('2026-11-22');
  });

  test('in a reason stays a part of the reason', () => {
    expect(short('pause RE-1 Kunde zahlt am 1.12.')).toBe('pause | RE-1 Kunde zahlt am 1.12. | - | - | - | ');
    expect(short('pause RE-1 Skonto 3.5 % strittig')).toBe('pause | RE-1 Skonto 3.5 % strittig | - | - | - | ');
    expect(short('pause RE-1 bis 1.12. Kunde zahlt am 30.11.')).toBe(
      'pause | RE-1 | 2026-12-01 | - | - | Kunde zahlt am 30.11.',
    );
    expect(short('pause RE-1 "bis Klärung"')).toBe('pause | RE-1 bis Klärung | - | - | - | ');
  });

  test('is needed where something waits for it', () => {
    expect(problem('snooze RE-1')).toMatchObject({ code: 'missing_day', verb: 'snooze' });
    expect(problem('zusage RE-1 bald')).toMatchObject({ code: 'missing_day', word: 'bald' });
  });
});

describe('an amount', () => {
  test.each([
    ['1.190,00', '1190.00 ?'],
    ['1,190.00', '1190.00 ?'],
    ['1190,00 EUR', '1190.00 EUR'],
    ['1.190 EUR', '1190 EUR'],
    ['1,190 €', '1190 EUR'],
    ['€1,190.00', '1190.00 EUR'],
    ['1190€', '1190 EUR'],
    ['EUR 1190', '1190 EUR'],
    ["1'190.00 CHF", '1190.00 CHF'],
    ['500 Euro', '500 EUR'],
    ['500,- EUR', '500 EUR'],
    ['12.50', '12.50 ?'],
    ['$ 5', '5 USD'],
    ['£5.50', '5.50 GBP'],
  ])('%s', (text, amount) => {
    expect(short(`paid RE-1 ${text} on 20.11.`)).toBe(`paid | RE-1 | 2026-11-20 | ${amount} | - | `);
  });

  test('that could be a day is asked about', () => {
    expect(problem('paid RE-1 11.10')).toEqual({ code: 'day_or_amount', verb: 'paid', word: '11.10' });
  });

  test('is never a bare whole number, nor negative', () => {
    expect(short('paid RE-1 500')).toBe('paid | RE-1 500 | - | - | - | ');
    expect(problem('paid RE-1 -5,00 EUR')).toMatchObject({ code: 'bad_amount' });
    expect(problem('paid RE-1 1.2.3,4 EUR')).toMatchObject({ code: 'bad_amount', word: '1.2.3,4' });
  });

  test('stands with a promise too', () => {
    expect(short('zusage RE-1 Freitag 500,00 €')).toBe('promise | RE-1 | 2026-11-27 | 500.00 EUR | - | ');
  });
});

describe('what phones and Slack make of it', () => {
  test.each([
    ['pause RE–1', 'pause | RE-1'],
    ['pause RE—1', 'pause | RE-1'],
    ['pause RE\u20111', 'pause | RE-1'],
    ['pause\u00a0RE\u200b-1', 'pause | RE-1'],
    ['pause \u202eRE-1\u202c', 'pause | RE-1'],
    ['pause *RE-1*', 'pause | RE-1'],
    ['pause `RE-1`', 'pause | RE-1'],
    ['pause #417', 'pause | 417'],
    ['pause <https://re-1.example|RE-1>', 'pause | RE-1'],
    ['pause <mailto:a@b.example|a@b.example>', 'pause | a@b.example'],
    ['pause „Müller &amp; Söhne“', 'pause | Müller & Söhne'],
    ['pause “Smith Ltd”', 'pause | Smith Ltd'],
    ['pause «Dupont SA»', 'pause | Dupont SA'],
  ])('%s', (text, expected) => {
    const { verb, head } = order(text);
    expect(`${verb} | ${said(head)}`).toBe(expected);
  });

  test('quotation marks group words, and must be closed', () => {
    expect(order('exclude "Müller & Söhne" wartet').head).toEqual([
      { text: 'Müller & Söhne', quoted: true },
      { text: 'wartet', quoted: false },
    ]);
    expect(problem('exclude "Müller & Söhne')).toEqual({ code: 'unclosed_quote' });
  });
});

describe('verbs', () => {
  test.each(VERBS)('%s is known by its German name, whatever the case', (verb) => {
    expect(verbOf(verbName(verb, 'de').toUpperCase())).toBe(verb);
    expect(verbOf(verb)).toBe(verb);
  });

  test.each([
    ['', { kind: 'help', about: null }],
    ['?', { kind: 'help', about: null }],
    ['hilfe pausieren', { kind: 'help', about: 'pause' }],
    ['run', { kind: 'run', dry: false, evenIfStale: false }],
    ['lauf trocken', { kind: 'run', dry: true, evenIfStale: false }],
    ['run —dry', { kind: 'run', dry: true, evenIfStale: false }],
    ['run anyway', { kind: 'run', dry: false, evenIfStale: true }],
    ['stand', { kind: 'overview' }],
    ['forecast', { kind: 'forecast', weeks: 8 }],
    ['prognose 12 Wochen', { kind: 'forecast', weeks: 12 }],
    ['forecast 1', { kind: 'forecast', weeks: 1 }],
    ['forecast 26', { kind: 'forecast', weeks: 26 }],
    ['setup here', { kind: 'setup' }],
    ['einrichten hier', { kind: 'setup' }],
  ])('"%s"', (text, expected) => {
    expect(ask(text)).toEqual(expected);
  });

  test.each([
    ['RE-2026-0417', 'status | RE-2026-0417 | - | - | - | '],
    ['417', 'status | 417 | - | - | - | '],
    ['level RE-1 2 auf Wunsch', 'level | RE-1 | - | - | 2 | auf Wunsch'],
    ['stufe RE-1 auf Stufe 3', 'level | RE-1 | - | - | 3 | '],
    ['level RE-1 "Letzte Mahnung" sofort', 'level | RE-1 | - | - | Letzte Mahnung | sofort'],
    ['level RE-1 12', 'level | RE-1 | - | - | 12 | '],
    ['level RE-1 Inkasso wie besprochen', 'level | RE-1 | - | - | Inkasso | wie besprochen'],
    ['stufe RE-1 auf 2. Mahnung', 'level | RE-1 | - | - | 2. Mahnung | '],
    ['preview RE 417 L3', 'preview | RE 417 | - | - | L3 | '],
    ['pause RE-1 for 2 weeks', 'pause | RE-1 | 2026-12-05 | - | - | '],
    ['pause RE-1 für 10 Tage Rückfrage', 'pause | RE-1 | 2026-12-01 | - | - | Rückfrage'],
    ['pause RE-1 2 weeks', 'pause | RE-1 | 2026-12-05 | - | - | '],
    ['pause RE-1 2 weeks late', 'pause | RE-1 2 weeks late | - | - | - | '],
    ['verschieben RE-1 auf Montag', 'snooze | RE-1 | 2026-11-23 | - | - | '],
    ['snooze RE-1 to friday', 'snooze | RE-1 | 2026-11-27 | - | - | '],
    ['vorschau RE-1', 'preview | RE-1 | - | - | - | '],
    ['preview RE-1 2', 'preview | RE-1 | - | - | 2 | '],
    ['exclude Müller & Söhne GmbH until 1.12. broke', 'exclude | Müller & Söhne GmbH | 2026-12-01 | - | - | broke'],
    ['skip re2026 0007', 'skip | re2026 0007 | - | - | - | '],
  ])('"%s"', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  test.each([
    ['pasue RE-1', { code: 'unknown_verb', word: 'pasue', near: 'pause' }],
    ['zzz', { code: 'unknown_verb', word: 'zzz', near: null }],
    ['help zzz', { code: 'unknown_verb', word: 'zzz', near: null }],
    ['pause', { code: 'missing_subject', verb: 'pause' }],
    ['level RE-1', { code: 'missing_level', verb: 'level' }],
    ['run fast', { code: 'unexpected', verb: 'run', word: 'fast' }],
    ['setup there', { code: 'unexpected', verb: 'setup', word: 'there' }],
    ['forecast 0', { code: 'bad_weeks', word: '0' }],
    ['forecast 27', { code: 'bad_weeks', word: '27' }],
    ['why RE-1 on 20.11. please', { code: 'unexpected', verb: 'why', word: 'please' }],
  ])('"%s" is not understood', (text, expected) => {
    expect(problem(text)).toEqual(expected);
  });
});

describe('whatever is typed', () => {
  test('never throws, and days are days', () => {
    const words = fc.constantFrom(
      'pause',
      'RE-1',
      'bis',
      '1.12.',
      '"',
      '5/12',
      '500 €',
      '–',
      '„',
      '<x|y>',
      'morgen',
      '2',
    );
    const line = fc.array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 9 });
    fc.assert(
      fc.property(line, (parts) => {
        const parsed = parseCommand(parts.join(' '), TODAY);
        if (!parsed.ok || parsed.ask.kind !== 'order') return;
        expect(parsed.ask.head.length).toBeGreaterThan(0);
        if (parsed.ask.day !== null) expect(isDay(parsed.ask.day)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('loses no word: head, tail and what was understood are all there was', () => {
    const reason = fc.array(fc.stringMatching(/^[a-z]{6,9}$/), { maxLength: 5 });
    fc.assert(
      fc.property(reason, (words) => {
        const { head, tail } = order(`pause RE-1 until 1.12. ${words.join(' ')}`);
        expect([...head, ...tail].map(({ text }) => text)).toEqual(['RE-1', ...words]);
      }),
    );
  });

  test('is cleaned once: cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = cleaned(text.replaceAll(/[&<>]/g, ''));
        expect(cleaned(once)).toBe(once);
      }),
    );
  });
});
