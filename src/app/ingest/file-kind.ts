// Which kind of file this is, told from its content: for whoever must import several in the right order.

import { collectBytes, type FileInput } from './bytes.ts';
import { resolveColumns } from './columns.ts';
import { decodeBytes } from './decode.ts';
import { formatOf } from './detect.ts';
import { MAX_FILE_BYTES, MAX_ROW_BYTES } from './limits.ts';
import type { ReadOptions } from './read-file.ts';
import { readTable } from './table.ts';
import { IMPORT_KINDS, type ImportKind } from './types.ts';

/** Kinds in the order in which they rest on each other; statements last, since they pay what the others bring. */
export const FILE_ORDER = [...IMPORT_KINDS.slice(0, 2), 'e_invoice', 'payments', 'bank_statement'] as const;
export type FileKind = (typeof FILE_ORDER)[number];

/** Throws ImportRefused, as reading the file would, when it is a table whose columns are not understood. */
export async function kindOfFile(
  input: FileInput,
  { kind, ignoredColumns = [], maxFileBytes = MAX_FILE_BYTES }: Omit<ReadOptions, 'defaultCurrency'>,
): Promise<FileKind> {
  const bytes = await collectBytes(input, maxFileBytes);
  switch (formatOf(bytes)) {
    case 'pdf':
      return 'e_invoice';
    case 'xml':
      return Buffer.from(bytes.subarray(0, MAX_ROW_BYTES)).includes('BkToCstmr') ? 'bank_statement' : 'e_invoice';
    case 'mt940':
    case 'zip':
      return 'bank_statement';
    case 'table':
      return kindOfTable(input.name, bytes, kind, ignoredColumns);
  }
}

async function kindOfTable(
  name: string,
  bytes: Uint8Array,
  kind: ImportKind | undefined,
  ignoredColumns: readonly string[],
): Promise<ImportKind> {
  const { utf8 } = decodeBytes(name, bytes);
  // A row is no longer than this, so the heading is within; what follows it is not looked at.
  const { header } = await readTable(name, utf8.subarray(0, MAX_ROW_BYTES));
  return resolveColumns(name, header, kind, ignoredColumns).kind;
}
