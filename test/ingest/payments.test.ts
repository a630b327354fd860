// Rows of a payments file, and the ids that make an import repeated change nothing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { found, readPayments } from './read.ts';

const HEADER = 'Invoice number,Customer number,Amount,Currency,Value date,Posting date,Method,Text\n';
const ROW = 'RE-1,K1,"1,234.50",EUR,2026-05-01,2026-05-02,bank transfer,Thanks';

describe('a payment', () => {
  it('is read with everything a file may say', async () => {
    const file = await readPayments(`External id,${HEADER}BANK-1,${ROW}\n`);
    expect(file.problems).toEqual([]);
    expect(file.assumptions).toEqual([]);
    expect(file.rows).toEqual([
      {
        line: 2,
        externalId: 'BANK-1',
        invoiceNumber: 'RE-1',
        customerNumber: 'K1',
        amountCents: 123_450,
        currency: 'EUR',
        valueOn: '2026-05-01',
        postedOn: '2026-05-02',
        method: 'bank_transfer',
        text: 'Thanks',
      },
    ]);
  });

  it('a reversal is negative, a payment of nothing is none', async () => {
    const file = await readPayments('Rechnung;Betrag;Valuta\nR1;-10,00;2026-05-01\nR1;0,00;2026-05-01\n');
    expect(file.rows).toMatchObject([{ amountCents: -1_000 }]);
    expect(found(file)).toEqual([[3, 'Betrag', 'amount_zero']]);
  });

  it('what is not said is assumed aloud, and never that bank data is fresh', async () => {
    const file = await readPayments('Rechnung;Betrag;Valuta\nR1;10,00;2026-05-01\n');
    expect(file.rows).toMatchObject([{ method: 'other', postedOn: '2026-05-01', currency: 'EUR' }]);
    expect(file.assumptions).toHaveLength(3);
  });

  it('a payment that is nobody’s or has no day is reported', async () => {
    const file = await readPayments('Rechnung;Kunde;Betrag;Valuta;Buchungstag\n;;10,00;2026-05-01;\nR1;;10,00;;\n');
    expect(found(file)).toEqual([
      [2, null, 'unassigned'],
      [3, 'Valuta', 'required'],
    ]);
  });

  it('line breaks in a bank’s text become spaces', async () => {
    const file = await readPayments('Rechnung;Betrag;Valuta;Verwendungszweck\nR1;10,00;2026-05-01;"RE-1\r\n  Danke"\n');
    expect(file.rows[0]?.text).toBe('RE-1 Danke');
  });

  it.each([
    ['Überweisung', 'bank_transfer'],
    ['BANK TRANSFER', 'bank_transfer'],
    ['Kreditkarte', 'card'],
    ['SEPA-Lastschrift', 'direct_debit'],
    ['bar', 'cash'],
    ['Ausbuchung', 'write_off'],
    ['write_off', 'write_off'],
    ['', 'other'],
  ])('the method %j is %s', async (word, method) => {
    const file = await readPayments(`Rechnung;Betrag;Valuta;Zahlungsart\nR1;10,00;2026-05-01;${word}\n`);
    expect(file.rows).toMatchObject([{ method }]);
  });

  it('a method nobody knows is reported with what may be written', async () => {
    const file = await readPayments('Rechnung;Betrag;Valuta;Zahlungsart\nR1;10,00;2026-05-01;Muscheln\n');
    expect(file.problems).toMatchObject([{ column: 'Zahlungsart', value: 'Muscheln', code: 'choice_unknown' }]);
    expect(file.problems[0]?.reason).toContain('bank_transfer, card');
  });
});

describe('ids of payments', () => {
  const idsOf = async (text: string) => (await readPayments(text)).rows.map((row) => row.externalId);

  it('the same file gives the same ids again', async () => {
    const text = `${HEADER}${ROW}\n${ROW}\n`;
    expect(await idsOf(text)).toEqual(await idsOf(text));
  });

  it('the id of a known row never changes between versions', async () => {
    expect(await idsOf(`${HEADER}${ROW}\n`)).toEqual(['row-8f4dcac781dfb26a514e91a60d17f482']);
  });

  it('ids do not depend on the order of columns, line ends, separator or way of writing', async () => {
    const german = 'Text;Zahlungsart;Buchungstag;Wertstellung;Währung;Betrag;Kundennummer;Rechnungsnummer\r\n';
    const row = 'Thanks;Überweisung;02.05.2026;01.05.2026;EUR;1.234,50;K1;RE-1\r\n';
    expect(await idsOf(german + row)).toEqual(await idsOf(`${HEADER}${ROW}\n`));
  });

  it('equal payments stay apart, and keep their ids when other rows come between them', async () => {
    const other = ROW.replace('RE-1', 'RE-2');
    const [first, second] = await idsOf(`${HEADER}${ROW}\n${ROW}\n`);
    expect(first).not.toBe(second);
    expect(await idsOf(`${HEADER}${ROW}\n${other}\n${ROW}\n`)).toEqual([first, expect.any(String), second]);
  });

  it('every part of the content counts', async () => {
    const changed = ['RE-2', 'K2', '"1,234.51"', 'CHF', '2026-04-30', '2026-05-03', undefined, 'Thank'];
    const cells = ['RE-1', 'K1', '"1,234.50"', 'EUR', '2026-05-01', '2026-05-02', 'bank transfer', 'Thanks'];
    const ids = new Set(await idsOf(`${HEADER}${cells.join(',')}\n`));
    for (const [index, cell] of changed.entries()) {
      if (cell === undefined) continue;
      for (const id of await idsOf(`${HEADER}${cells.with(index, cell).join(',')}\n`)) ids.add(id);
    }
    expect(ids.size).toBe(changed.length);
  });

  it('all ids of a file differ', async () => {
    const rows = fc.array(fc.constantFrom('R1', 'R2', 'R3'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, async (invoices) => {
        const ids = await idsOf(`Rechnung;Betrag;Valuta\n${invoices.map((id) => `${id};1,00;2026-05-01`).join('\n')}`);
        expect(new Set(ids).size).toBe(invoices.length);
      }),
    );
  });

  it('an id that comes twice with different content is a conflict', async () => {
    const file = await readPayments(`External id,${HEADER}B1,${ROW}\nB1,${ROW.replace('RE-1', 'RE-2')}\nB2,${ROW}\n`);
    expect(file.rows.map((row) => row.externalId)).toEqual(['B2']);
    expect(found(file)).toEqual([
      [2, 'External id', 'conflict'],
      [3, 'External id', 'conflict'],
    ]);
  });
});
