// What is wrong with a row is said in German, too: with its own words where the code alone does not say it.
import { expect, test } from 'vitest';
import { readAny } from '../../src/app/imports/read-any.ts';
import { rowReason } from '../../src/app/refusals/rows.ts';
import { camt } from '../support/camt.ts';

const OPTIONS = { defaultCurrency: 'EUR' };

async function saidOf(...rows: string[]): Promise<string[]> {
  const text = ['number;customer;issued;due;gross;currency;applies to', ...rows, ''].join('\n');
  const read = await readAny('rows.csv', new TextEncoder().encode(text), OPTIONS);
  if (read.kind !== 'table') throw new Error(read.kind);
  return read.file.problems.map((problem) => rowReason(problem, 'de'));
}

test.each<[string, string[], RegExp]>([
  ['a day', ['A;K;2026-03-01;31.02.2026;9,00;EUR;'], /Tag, den es gibt/],
  ['an amount', ['A;K;2026-03-01;2026-03-08;neun;EUR;'], /kein Betrag/],
  ['a currency', ['A;K;2026-03-01;2026-03-08;9,00;EURO;'], /Währungskürzel/],
  ['an empty cell', ['A;;2026-03-01;2026-03-08;9,00;EUR;'], /Zelle ist leer/],
  ['a contradiction', ['A;K;2026-03-01;2026-03-08;9,00;EUR;B'], /Nur eine Gutschrift/],
  ['a conflict', ['A;K;2026-03-01;2026-03-08;9,00;EUR;', 'A;K;2026-03-01;2026-03-08;8,00;EUR;'], /Zeilen 2, 3/],
])('%s', async (_what, rows, german) => expect((await saidOf(...rows))[0]).toMatch(german));

test('a booking, and a file of an archive', async () => {
  const read = await readAny('bank.xml', camt([{ amount: '1,00', ref: 'A' }]), OPTIONS);
  const [problem] = read.kind === 'statement' ? read.file.problems : [];
  expect(problem === undefined ? '' : rowReason(problem, 'de')).toBe('Der Betrag der Buchung ist nicht lesbar.');
});
