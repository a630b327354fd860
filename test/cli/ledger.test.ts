// What was read in, from the command line: bookings decided, imports taken back, columns guessed and saved, a customer
// made nobody, charges for DATEV. The rules are tested at the use cases.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/db/store.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import { CUSTOMERS, INVOICES, ORGANISATION_FILE } from './world.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => writeFile(folder, name, content);

beforeAll(async () => {
  store = await openTestStore();
  expect((await duly('setup', ORGANISATION_FILE)).exit).toBe(0);
  expect((await duly('import', file('c.csv', CUSTOMERS), file('i.csv', INVOICES))).exit).toBe(0);
});

test('bookings that wait are listed with candidates, decided, taken back and matched again', async () => {
  const bytes = camt([{ amount: '7.77', ref: 'B1', text: 'thanks', name: 'Somebody' }], { on: '2026-11-19' });
  expect((await duly('import', file('bank.xml', bytes))).exit).toBe(0);
  const listed = await duly('bookings');
  expect([listed.exit, listed.out]).toEqual([1, expect.stringContaining('thanks')]);
  const id = listed.out.trim().split(/\s/)[0] ?? '';
  expect((await duly('bookings', 'set-aside', id, '--remark', 'a gift')).exit).toBe(0);
  expect(await duly('bookings')).toMatchObject({ exit: 0 });
  expect((await duly('bookings', 'take-back', id)).exit).toBe(0);
  expect((await duly('bookings', 'again')).out).toContain('0 bookings');
  expect((await duly('bookings', 'confirm', id, '--invoice', 'R-1=7.77')).exit).toBe(0);
  expect((await duly('bookings', 'confirm', id, '--candidate', '1')).exit).toBe(2);
});

test('an import is listed and taken back once', async () => {
  const text =
    'Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Betrag;Währung\nZ-9;K1;2026-11-01;2026-11-30;9,00;EUR\n';

  expect((await duly('import', file('z.csv', text))).exit).toBe(0);
  const { out } = await duly('imports');
  const id =
    out
      .split('\n')
      .find((line) => line.includes('z.csv'))
      ?.trim()
      .split(/\s/)[0] ?? '';
  expect((await duly('imports', 'undo', id)).out).toContain('1 invoices');
  expect((await duly('imports', 'undo', id)).exit).toBe(2);
});

test('columns are guessed, corrected, saved and listed', async () => {
  const path = file('odd.csv', 'KdNr.;Wer;Extra\n1;Anna;x\n');
  const guessed = await duly('mappings', 'guess', path, '--kind', 'customers', '--set', 'Wer=name', '--save', 'Odd');
  expect([guessed.exit, guessed.out]).toEqual([0, expect.stringContaining('--mapping Odd')]);
  expect((await duly('mappings')).out).toContain('Odd');
  expect((await duly('import', path, '--mapping', 'Odd', '--kind', 'customers')).exit).toBe(0);
});

test('a customer is made nobody, and charges go to DATEV', async () => {
  expect((await duly('import', file('k9.csv', 'Kundennummer;Name\nK9;Anna\n'))).exit).toBe(0);
  expect((await duly('anonymise', 'K9', '--reason', 'asked to')).out).toContain('HGB');
  const out = join(folder, 'datev.csv');
  const accounts = ['--receivable', '1400', '--fees', '8100', '--interest', '8110', '--compensation', '8120'];
  const period = ['--from', '2026-01-01', '--to', '2026-12-31', '--consultant', '12345', '--client', '1'];
  expect((await duly('datev', ...period, ...accounts, '--out', out)).exit).toBe(0);
  expect(readFileSync(out, 'latin1')).toContain('EXTF');
});
