// duly export: notices, payments, or everything of a customer as files.

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportCustomer } from '../../app/exports/customer.ts';
import { type ExportedFile, exportNotices, exportPayments } from '../../app/exports/tables.ts';
import type { Day } from '../../core/day.ts';
import type { Answer, House } from '../desk.ts';
import { refuse } from '../refusals.ts';

export interface ExportOptions {
  from?: Day;
  to?: Day;
  out?: string;
}

export async function exportData(
  house: House,
  what: string,
  customer: string | undefined,
  options: ExportOptions,
): Promise<Answer> {
  return writeExport(house, await read(house, what, customer, options), options.out);
}

/** Writes what was exported to a file, never over one that is there. */
export async function writeExport(house: House, exported: ExportedFile, out: string | undefined): Promise<Answer> {
  const path = resolve(out ?? exported.fileName);
  await writeFile(path, exported.bytes, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST'
      ? refuse('file_exists', { path })
      : refuse('unwritable', { path, why: cause.code ?? cause.message });
  });
  const lines = [house.say(`${path}: ${exported.rows} rows.`, `${path}: ${exported.rows} Zeilen.`)];
  return { json: { file: path, rows: exported.rows }, lines };
}

async function read(
  house: House,
  what: string,
  customer: string | undefined,
  { from, to }: ExportOptions,
): Promise<ExportedFile> {
  if (what === 'customer') {
    if (customer === undefined) throw refuse('name_the_customer');
    return exportCustomer(house.ctx, { customer });
  }
  if (from === undefined || to === undefined) throw refuse('name_the_period');
  return what === 'notices' ? exportNotices(house.ctx, { from, to }) : exportPayments(house.ctx, { from, to });
}
