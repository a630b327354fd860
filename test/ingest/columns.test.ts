// Which column is which: names in two languages, strangers, missing and double columns, and the kind of a file.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/app/ingest/column-names.ts';
import { foldName, nearestName } from '../../src/app/ingest/fold.ts';
import { IMPORT_KINDS } from '../../src/app/ingest/index.ts';
import { read, readCustomers, readInvoices, readPayments, refusalOf } from './read.ts';

describe('names of columns', () => {
  it.each(IMPORT_KINDS)('no name of %s stands for two fields', (kind) => {
    const names = Object.values(COLUMNS[kind].names).map((list) => new Set(list.map(foldName)));
    const all = names.flatMap((list) => [...list]);
    expect(all).toHaveLength(new Set(all).size);
    expect(all).not.toContain('');
  });

  it.each([
    'Fälligkeit',
    'FÄLLIGKEIT',
    'faelligkeit',
    'Fa\u0308lligkeit',
    ' Fällig-keit ',
    'fällig_am',
    'Due Date',
    'dueDate',
    'due-date',
  ])('%s is the due date', async (heading) => {
    const file = await readInvoices(`Rechnungsnummer;Kunde;Datum;${heading};Betrag\nR1;K1;2026-05-01;2026-05-15;10\n`);
    expect(file.rows[0]?.dueDate).toBe('2026-05-15');
  });

  it('German and English names read alike', async () => {
    const german = 'Rechnungsnummer;Kundennummer;Belegart;Rechnungsdatum;Fälligkeit;Währung;Bruttobetrag\n';
    const english = 'Invoice number;Customer number;Kind;Issue date;Due date;Currency;Gross amount\n';
    const row = 'R1;K1;Rechnung;2026-05-01;2026-05-15;CHF;10,50\n';
    expect((await read(english + row)).rows).toEqual((await read(german + row)).rows);
  });

  it('the order of columns does not matter', async () => {
    const cells = {
      Rechnungsnummer: 'R1',
      Kunde: 'K1',
      Datum: '2026-05-01',
      Fälligkeit: '2026-05-15',
      Betrag: '10,50',
    };
    const entries = Object.entries(cells);
    const rowsOf = async (order: [string, string][]) =>
      (await readInvoices(`${order.map(([key]) => key).join(';')}\n${order.map(([, cell]) => cell).join(';')}`)).rows;
    const expected = await rowsOf(entries);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: entries.length }), async (order) => {
        expect(await rowsOf(order)).toEqual(expected);
      }),
    );
  });
});

describe('columns that are wrong', () => {
  it('unknown, double and missing columns are all named at once, with the nearest known name', async () => {
    const text = 'Rechnungsnummer;Kundennumer;Rechnungsdatum;Betrag;Brutto;Haustier\n';
    const refusal = await refusalOf(readInvoices(text));
    expect(refusal).toMatchObject({ code: 'columns_wrong', line: 1 });
    expect(refusal.message).toContain('column "Kundennumer" is unknown (did you mean "Kundennummer"?)');
    expect(refusal.message).toContain('column "Haustier" is unknown;');
    expect(refusal.message).toContain('"Betrag" and "Brutto" are both the "Gross amount" (Bruttobetrag)');
    expect(refusal.message).toContain('there is no column for the "Customer number" (Kundennummer)');
    expect(refusal.message).toContain('there is no column for the "Due date" (Fälligkeit)');
  });

  it('an unknown column is read past only when a person said so', async () => {
    const text = 'Kundennummer;Name;Notiz\nK1;A;ruft gern an\n';
    expect(await refusalOf(readCustomers(text))).toMatchObject({ code: 'columns_wrong' });
    expect((await readCustomers(text, { ignoredColumns: ['notiz'] })).rows).toHaveLength(1);
  });

  it('a required column cannot be ignored away', async () => {
    const refusal = await refusalOf(readCustomers('Kundennummer;Name\nK1;A\n', { ignoredColumns: ['Name'] }));
    expect(refusal.message).toContain('there is no column for the "Name"');
  });

  it('a payments file needs a day and somebody whose payment it is, by either column', async () => {
    const refusal = await refusalOf(readPayments('Betrag;Währung\n1,00;EUR\n'));
    expect(refusal.message).toContain('"Value date" (Wertstellung) or "Posting date" (Buchungstag)');
    expect(refusal.message).toContain('"Invoice number" (Rechnungsnummer) or "Customer number" (Kundennummer)');
    const file = await readPayments('Betrag;Buchungstag;Kunde\n1,00;2026-05-01;K1\n');
    expect(file.rows).toMatchObject([{ postedOn: '2026-05-01', valueOn: '2026-05-01' }]);
  });
});

describe('kind of a file', () => {
  it.each([
    ['customers', 'Kundennummer;Name;Ort;PLZ'],
    ['invoices', 'Rechnungsnummer;Kundennummer;Datum;Fälligkeit;Betrag'],
    ['payments', 'Rechnungsnummer;Betrag;Wertstellung'],
    ['payments', 'invoice,amount,paid on'],
  ])('%s are told from their columns', async (kind, header) => {
    expect((await read(`${header}\n`)).kind).toBe(kind);
  });

  it('an invoices file without due dates is never taken for payments', async () => {
    const refusal = await refusalOf(read('Rechnungsnummer;Kundennummer;Datum;Betrag\nR1;K1;2026-05-01;10,00\n'));
    expect(refusal.code).toBe('kind_unknown');
    expect(refusal.message).toContain('as invoices it lacks "Due date" (Fälligkeit)');
  });

  it('a misspelt column still shows the kind, and is then named', async () => {
    const refusal = await refusalOf(read('Rechnungsnummer;Kundennummer;Datum;Fäligkeit;Betrag\n'));
    expect(refusal.message).toContain(
      'read as invoices, but column "Fäligkeit" is unknown (did you mean "Fälligkeit"?)',
    );
  });

  it('columns that say nothing are refused with what each kind needs', async () => {
    const refusal = await refusalOf(read('a;b\n1;2\n'));
    expect(refusal.code).toBe('kind_unknown');
    expect(refusal.message).toContain('or say which kind of file it is');
  });

  it('the kind that is asked for is not guessed', async () => {
    const refusal = await refusalOf(readPayments('Kundennummer;Name\nK1;A\n'));
    expect(refusal.message).toContain('read as payments, but column "Name" is unknown');
  });
});

describe('near misses', () => {
  it.each([
    ['Fäligkeit', 'Fälligkeit'],
    ['Nmae', 'Name'],
    ['Rechnungsnummre', 'Rechnungsnummer'],
    ['Fälligkeitstag', 'Fälligkeit'],
    ['Nadel', null],
    ['Ort', null],
    ['', null],
  ])('%s suggests %s', (wanted, near) => {
    expect(nearestName(wanted, ['Name', 'Fälligkeit', 'Rechnungsnummer'])).toBe(near);
  });
});
