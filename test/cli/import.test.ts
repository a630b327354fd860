// Importing from the command line: files in any order, bad rows by line, column and reason, bad files as a whole.
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import { ERROR, IMPORT } from './shapes.ts';
import { CUSTOMERS, INVOICES, ORGANISATION_FILE } from './world.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => writeFile(folder, name, content);

const PAYMENTS = `Rechnungsnummer;Betrag;Währung;Wertstellung;Zahlungsart
R-1;100,00;EUR;2026-11-20;Überweisung
`;

beforeAll(async () => {
  store = await openTestStore();
  expect((await duly('setup', ORGANISATION_FILE)).exit).toBe(0);
});

describe('good files', () => {
  test('are imported customers, invoices, payments, whatever the order given', async () => {
    const paths = [file('p.csv', PAYMENTS), file('i.csv', INVOICES), file('c.csv', CUSTOMERS)];
    const { exit, out } = await duly('import', ...paths);
    expect(exit).toBe(0);
    expect(out.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      'c.csv (customers): 3 added, 0 changed, 0 unchanged, 0 not taken.',
      'i.csv (invoices): 9 added, 0 changed, 0 unchanged, 0 not taken.',
      'p.csv (payments): 1 added, 0 changed, 0 unchanged, 0 not taken.',
      '',
    ]);
  });

  test('a second time change nothing', async () => {
    const { files } = IMPORT.parse(await duly.json('import', join(folder, 'i.csv'), join(folder, 'p.csv')));
    expect(files).toMatchObject([
      { file: 'i.csv', added: 0, unchanged: 9 },
      { file: 'p.csv', added: 0, unchanged: 1 },
    ]);
  });

  test('say what they leave open and was therefore assumed', async () => {
    const { exit, out } = await duly(
      'import',
      file('open.csv', 'Rechnungsnummer;Betrag;Wertstellung\nR-2;1,00;2026-11-20\n'),
    );
    expect(exit).toBe(0);
    expect(out).toContain('all amounts are taken as EUR');
    expect(out).toContain('the value date is taken for it');
  });

  test('may hold columns to be left out, which are refused otherwise', async () => {
    const path = file('more.csv', 'Kundennummer;Name;Farbe;Größe\nK4;Delta;rot;klein\n');
    const refused = await duly('import', path);
    expect(refused.exit).toBe(2);
    expect(refused.out).toContain('column "Farbe" is unknown');
    const taken = await duly('import', path, '--ignore-column', 'Farbe', 'Größe');
    expect([taken.exit, taken.out]).toEqual([
      0,
      'more.csv (customers): 1 added, 0 changed, 0 unchanged, 0 not taken.\n',
    ]);
  });

  test('whose rows stand there twice lose nothing', async () => {
    const { exit, out } = await duly('import', file('twice.csv', 'Kundennummer;Name\nK5;Epsilon\nK5;Epsilon\n'));
    expect(exit).toBe(0);
    expect(out).toContain('1 added');
  });
});

describe('bad rows', () => {
  test('are named with line, column and reason; good ones are kept; exit 3', async () => {
    const rows = ['R-20;K1;2026-10-01;2026-11-01;10,00;EUR', 'R-21;K9;2026-10-01;2026-11-01;10,00;EUR'];
    const more = ['R-22;K1;2026-10-01;2026-02-30;10,00;EUR', 'R-23;K1;2026-10-01;2026-09-01;-5,00;EUR'];
    const path = file('bad.csv', [INVOICES.split('\n')[0], ...rows, ...more, ''].join('\n'));
    const { exit, out } = await duly('import', path);
    expect(exit).toBe(3);
    expect(out).toContain('bad.csv (invoices): 1 added, 0 changed, 0 unchanged, 3 not taken.');
    expect(out).toMatch(/3 .*Customer K9 of invoice R-21 is not on record/);
    expect(out).toMatch(/4 {2}Fälligkeit +2026-02-30 +There is no such day in the calendar/);
    const { files } = IMPORT.parse(await duly.json('import', path));
    expect(files[0]).toMatchObject({ added: 0, unchanged: 1, notTaken: 3, problems: { length: 4 } });
  });

  test('cannot move the cursor of a terminal', async () => {
    const { out } = await duly('import', file('escape.csv', 'Kundennummer;Name\nK6;"A\u001b[2JB"\n'));
    expect(out).not.toContain('\u001b');
    expect(out).toContain('U+001B');
  });
});

describe('bad files', () => {
  const said = async (...paths: string[]) => {
    const { exit, out, err } = await duly('import', ...paths);
    expect(exit).toBe(2);
    return out + err;
  };

  test('with NUL bytes are refused with the line', async () => {
    expect(await said(file('nul.csv', 'Kundennummer;Name\nK7;Ze\0ta\n'))).toContain(
      'nul.csv, line 2: the line holds a NUL byte',
    );
  });

  test('of 200 MB are refused before they are read', async () => {
    const path = file('large.csv', '');
    truncateSync(path, 200 * 1024 * 1024);
    const before = performance.now();
    expect(await said(path)).toContain('large.csv: the file is larger than 20 MB (209715200 bytes were seen)');
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test('that are empty, missing, folders or workbooks are named', async () => {
    mkdirSync(join(folder, 'sub'));
    expect(await said(file('empty.csv', ''))).toContain('empty.csv: the file is empty');
    expect(await said(join(folder, 'none.csv'))).toContain(`There is no file ${join(folder, 'none.csv')}.`);
    expect(await said(join(folder, 'sub'))).toContain(`${join(folder, 'sub')} is a folder.`);
    const workbook = 'PK\u0003\u0004 [Content_Types].xml';
    expect(await said(file('book.csv', workbook))).toContain('an Excel workbook or a ZIP file');
    expect(await said(file('bank.zip', 'PK\u0003\u0004'))).toContain('the archive is damaged or cut off');
  });

  test('keep all others from being imported, and it says so', async () => {
    const good = file('good.csv', 'Kundennummer;Name\nK8;Theta\n');
    const { exit, out } = await duly('import', good, join(folder, 'nul.csv'));
    expect(exit).toBe(2);
    expect(out).toContain('good.csv: not imported.');
    const document = IMPORT.parse(await duly.json('import', good, join(folder, 'nul.csv')));
    expect(document.error?.code).toBe('invalid_input');
    expect(document.files).toMatchObject([{ file: 'nul.csv' }, { file: 'good.csv', error: { code: 'not_imported' } }]);
    expect((await duly('import', good)).out).toContain('1 added');
  });

  test('that only show when they are read end the import there, and it says what was kept', async () => {
    const mixed = [
      'Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Bruttobetrag',
      'R-30;K1;2026-10-01;2026-11-01;1.000,50',
    ];
    const invoices = file('mixed.csv', [...mixed, 'R-31;K1;2026-10-01;2026-11-01;1,000.50', ''].join('\n'));
    const customers = file('k10.csv', 'Kundennummer;Name\nK10;Kappa\n');
    const { exit, out } = await duly('import', join(folder, 'p.csv'), invoices, customers);
    expect(exit).toBe(2);
    expect(out).toContain('k10.csv (customers): 1 added');
    expect(out).toContain('two ways of writing amounts in one file');
    expect(out).toContain('p.csv: not imported.');
  });
});

test('an unknown kind is refused before anything is opened', async () => {
  expect((await duly('import', 'x.csv', '--kind', 'orders')).exit).toBe(2);
  ERROR.parse(await duly.json('import', 'x.csv', '--kind', 'orders'));
});
