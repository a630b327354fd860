// The small parts of the command line: arguments, tables, amounts in documents, progress, language.
import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { amountArgument, dayArgument, daysArgument, idArgument, limitArgument } from '../../src/cli/arguments.ts';
import { withDecimals } from '../../src/cli/json.ts';
import { startProgress } from '../../src/cli/progress.ts';
import { safeText, table } from '../../src/cli/table.ts';
import { languageOf } from '../../src/cli/voice.ts';

describe('arguments', () => {
  test.each([
    [dayArgument, '2026-12-24', '2026-12-24'],
    [dayArgument, '24.12.2026', '2026-12-24'],
    [dayArgument, '1.2.2026', '2026-02-01'],
    [amountArgument, '1.234,56', '1234.56'],
    [amountArgument, '1,234.56', '1234.56'],
    [amountArgument, '119', '119'],
    [amountArgument, '-0,50', '-0.50'],
    [idArgument, '12', 12],
    [daysArgument, '366', 366],
    [limitArgument, '1', 1],
  ] as [(text: string) => unknown, string, unknown][])('%o reads %s', (read, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    [dayArgument, '2026-02-30'],
    [dayArgument, '12/24/2026'],
    [dayArgument, '24.12.26'],
    [dayArgument, 'tomorrow'],
    [amountArgument, '1.234'],
    [amountArgument, '12 EUR'],
    [amountArgument, ''],
    [idArgument, '0'],
    [idArgument, '1e3'],
    [idArgument, '9999999999999999'],
    [daysArgument, '367'],
    [limitArgument, '0'],
  ] as [(text: string) => unknown, string][])('%o refuses %s', (read, text) => {
    expect(() => read(text)).toThrow(InvalidArgumentError);
  });
});

describe('a table', () => {
  test('is aligned, numbers at the right, without columns that are empty', () => {
    const columns = [{ title: 'Name' }, { title: 'Note' }, { title: 'Amount', right: true }];
    expect(
      table(columns, [
        ['Zoë', '', '1.00'],
        ['木村', '', '10.00'],
      ]),
    ).toEqual(['Name  Amount', 'Zoë     1.00', '木村   10.00']);
  });

  test('may have more rows than a call has arguments', () => {
    expect(table([{ title: 'a' }], Array(200_000).fill(['x']))).toHaveLength(200_001);
  });

  test('without rows is nothing', () => expect(table([{ title: 'Name' }], [])).toEqual([]));

  test('cuts long cells, but no sentence', () => {
    const [, row] = table([{ title: 'a' }, { title: 'b', whole: true }], [['x'.repeat(80), 'y'.repeat(80)]]);
    expect(row).toBe(`${'x'.repeat(55)}…  ${'y'.repeat(80)}`);
  });

  test('shows what would move the cursor or turn the text', () => {
    expect(safeText('a\u001b[31m\nb\u202ec\u009bd')).toBe('a<U+001B>[31m<U+000A>b<U+202E>c<U+009B>d');
    expect(safeText('Zoë\u00a01\u202f2')).toBe('Zoë\u00a01\u202f2');
  });
});

describe('amounts in documents', () => {
  test('are decimal strings of the nearest currency', () => {
    const value = { currency: 'JPY', openCents: 5, list: [{ feeCents: 7, currency: 'EUR' }, { totalCents: null }] };
    expect(withDecimals(value)).toEqual({
      currency: 'JPY',
      open: '5',
      list: [{ fee: '0.07', currency: 'EUR' }, { total: null }],
    });
  });

  test('never go without a currency', () => {
    expect(() => withDecimals({ openCents: 5 })).toThrow('openCents has no currency');
    expect(withDecimals({ openCents: 5 }, 'EUR')).toEqual({ open: '0.05' });
  });
});

describe('progress', () => {
  const run = (drawn: boolean, total: number) => {
    let said = '';
    const progress = startProgress(
      (text) => {
        said += text;
      },
      drawn,
      'done',
      total,
    );
    for (let step = 0; step < total; step += 1) progress.step();
    progress.end();
    return said;
  };

  test('is a line every 25 items where nobody watches', () => {
    expect(run(false, 24)).toBe('');
    expect(run(false, 25)).toBe('done: 25/25\n');
    expect(run(false, 60)).toBe('done: 25/60\ndone: 50/60\n');
  });

  test('is a bar on a terminal, and gone at the end', () => {
    const said = run(true, 2);
    expect(said).toContain('\r[############............] 1/2 done');
    expect(said.endsWith('\r\u001b[K')).toBe(true);
    expect(run(true, 1)).toBe('');
  });
});

test.each([
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de' }, 'de'],
  [{ LANG: 'den_CA' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'de_AT', LC_ALL: 'en_US' }, 'en'],
  [{ LANG: 'en_US', LC_MESSAGES: 'de_CH' }, 'de'],
  [{}, 'en'],
])('the language of %j is %s', (env, language) => expect(languageOf(env)).toBe(language));
