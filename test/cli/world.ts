// A small company for the tests of the command line: three customers, invoices that are overdue on TODAY.
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { type CommandLine, writeFile } from './call.ts';

export const ORGANISATION_FILE = join(ROOT, 'templates', 'organisation.example.json');

export const CUSTOMERS = `Kundennummer;Name;E-Mail;Straße;PLZ;Ort;Land
K1;Alpha GmbH;info@alpha.example;Weg 1;80331;München;DE
K2;Beta AG;info@beta.example;Weg 2;80331;München;DE
K3;Gamma e.K.;;;;;
`;

/** All but the last two are due for the first level (seven days overdue) on 2026-11-23. */
export const INVOICES = `Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Bruttobetrag;Währung
R-1;K1;2026-10-01;2026-11-01;100,00;EUR
R-2;K1;2026-10-01;2026-11-02;200,00;EUR
R-3;K2;2026-10-01;2026-11-03;300,00;CHF
R-4;K2;2026-10-01;2026-11-04;400,00;EUR
R-5;K3;2026-10-01;2026-11-05;500,00;EUR
R-6;K2;2026-10-01;2026-11-06;600,00;EUR
R-7;K1;2026-10-01;2026-11-07;700,00;EUR
R-8;K1;2026-10-01;2026-11-20;800,00;EUR
R-9;K1;2026-10-01;2026-12-24;900,00;EUR
`;

/** Sets up, imports, and notes fresh bank data; every step must succeed. */
export async function fillCompany(duly: CommandLine, folder: string): Promise<void> {
  const files = [writeFile(folder, 'invoices.csv', INVOICES), writeFile(folder, 'customers.csv', CUSTOMERS)];
  for (const args of [['setup', ORGANISATION_FILE], ['import', ...files], ['bank-imported']]) {
    const { exit, out, err } = await duly(...args);
    expect({ exit, err, out: exit === 0 ? '' : out }).toEqual({ exit: 0, err: '', out: '' });
  }
}

/** The id of the proposal about an invoice. */
export async function proposalOf(duly: CommandLine, invoice: string): Promise<number> {
  const { proposals } = (await duly.json('proposals')) as { proposals: { id: number; lines: { invoice: string }[] }[] };
  const found = proposals.find(({ lines }) => lines.some((line) => line.invoice === invoice));
  if (found === undefined) throw new Error(`nothing proposes ${invoice}`);
  return found.id;
}
