// Reads a CSV file of customers, invoices or payments into typed rows and problems. No database, and no decision what
// to do with the rows: that is for the use cases that import them.

import { decideFormat, type NumeralAt } from './amount.ts';
import { assumptionsOf } from './assumptions.ts';
import { collectBytes, type FileInput } from './bytes.ts';
import type { MoneyReading } from './cells.ts';
import { type Columns, isHeadingOf, resolveColumns } from './columns.ts';
import { readCustomer } from './customers.ts';
import { decodeBytes } from './decode.ts';
import { foldName } from './fold.ts';
import { readInvoice } from './invoices.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { readPayment, withExternalIds } from './payments.ts';
import type { ColumnMapping } from './presets.ts';
import { ImportRefused } from './refused.ts';
import { readRows, settleRows } from './rows.ts';
import { type CsvTable, readTable } from './table.ts';
import { showText, tidyText } from './text.ts';
import type { CustomersFile, ImportFile, ImportKind, InvoicesFile, NumberFormat, PaymentsFile } from './types.ts';

export interface ReadOptions {
  /** Absent = told from the columns. */
  kind?: ImportKind;
  /** Currency of the rows of a file that has no such column. */
  defaultCurrency: string;
  /** Columns a person has said to leave out; every other unknown column refuses the file. */
  ignoredColumns?: readonly string[];
  /** How its headings are assigned; absent = by the names everybody uses. */
  mapping?: ColumnMapping;
  /** Told now and then how many rows have been read. */
  tell?: (rows: number) => void;
  /** Default MAX_FILE_BYTES. */
  maxFileBytes?: number;
}

type Rows<F extends ImportFile> = Pick<F, 'kind' | 'rows' | 'problems'>;

/**
 * The rows of an import file: the good ones typed, every bad one with line, column and reason.
 *
 * Throws ImportRefused, and nothing else, when the file as a whole cannot be taken.
 */
export async function readImportFile(input: FileInput, options: ReadOptions): Promise<ImportFile> {
  const file = input.name;
  const bytes = await collectBytes(input, options.maxFileBytes ?? MAX_FILE_BYTES);
  const { utf8, encoding } = decodeBytes(file, bytes);
  const { mapping } = options;
  const isHeading = mapping?.titled === true ? (cells: readonly string[]) => isHeadingOf(mapping, cells) : null;
  const whole = await readTable(file, utf8, isHeading);
  const columns = resolveColumns(file, whole.header, options.kind, options.ignoredColumns ?? [], mapping);
  const { table, leftOut } = onlyRows(whole, mapping?.only ?? {});
  const numberFormat = numberFormatOf(file, table, columns);
  const { defaultCurrency } = options;
  const found = await readKind(file, table, columns, { numberFormat, defaultCurrency }, options.tell);
  if (mapping?.customersByName === true && found.kind === 'invoices') nameCustomers(found.rows);
  const totalRows = table.records.length + table.problems.length;
  const assumptions = [...leftOut, ...assumptionsOf(columns, defaultCurrency)];
  return { ...found, totalRows, separator: table.separator, encoding, numberFormat, assumptions };
}

/** The rows whose cells are among those that count, and a sentence about the others. */
function onlyRows(table: CsvTable, only: NonNullable<ColumnMapping['only']>): { table: CsvTable; leftOut: string[] } {
  let { records } = table;
  const leftOut: string[] = [];
  for (const [heading, values] of Object.entries(only)) {
    const index = table.header.cells.findIndex((cell) => foldName(tidyText(cell)) === foldName(heading));
    if (index === -1) continue;
    const wanted = new Set(values.map(foldName));
    const kept = records.filter(({ cells }) => wanted.has(foldName(tidyText(cells[index] ?? ''))));
    const count = records.length - kept.length;
    if (count > 0) leftOut.push(`${count} rows were left out: "${heading}" is not ${values.join(' or ')} there.`);
    records = kept;
  }
  return { table: { ...table, records }, leftOut };
}

/** Where the list knows a customer by his name alone, it is his number. */
function nameCustomers(rows: InvoicesFile['rows']): void {
  for (const row of rows) row.customerName ??= row.customerNumber;
}

async function readKind(
  file: string,
  table: CsvTable,
  columns: Columns,
  money: MoneyReading,
  tell: ReadOptions['tell'],
): Promise<Rows<CustomersFile> | Rows<InvoicesFile> | Rows<PaymentsFile>> {
  switch (columns.kind) {
    case 'customers': {
      const read = await readRows(file, table, columns, readCustomer, tell);
      return { kind: 'customers', ...settleRows(file, read, columns, 'number', (row) => row.number) };
    }
    case 'invoices': {
      const read = await readRows(file, table, columns, (cells) => readInvoice(cells, money), tell);
      return { kind: 'invoices', ...settleRows(file, read, columns, 'number', (row) => row.number) };
    }
    case 'payments': {
      const read = await readRows(file, table, columns, (cells) => readPayment(cells, money), tell);
      const named = { rows: withExternalIds(read.rows), problems: read.problems };
      return { kind: 'payments', ...settleRows(file, named, columns, 'externalId', (row) => row.externalId) };
    }
  }
}

/** How the file writes amounts, told from all of them; throws ImportRefused when it writes them in two ways. */
function numberFormatOf(file: string, table: CsvTable, columns: Columns): NumberFormat | null {
  const column = columns.byField.get('gross') ?? columns.byField.get('amount');
  if (column === undefined) return null;
  const verdict = decideFormat(amountsOf(table, column.index));
  switch (verdict.kind) {
    case 'decided':
      return verdict.format;
    case 'undecided':
      return null;
    case 'mixed': {
      const [first, second] = [verdict.german, verdict.english].sort((a, b) => a.line - b.line);
      throw new ImportRefused({
        code: 'mixed_number_formats',
        file,
        line: second?.line ?? null,
        what:
          `the column "${showText(column.heading)}" writes "${showText(second?.text ?? '')}" here, ` +
          `but "${showText(first?.text ?? '')}" in line ${first?.line}: two ways of writing amounts in one file`,
        todo: 'Write all amounts as 1.234,56 or all as 1,234.56.',
      });
    }
  }
}

function* amountsOf(table: CsvTable, index: number): Generator<NumeralAt> {
  for (const { line, cells } of table.records) yield { line, text: tidyText(cells[index] ?? '') };
}
