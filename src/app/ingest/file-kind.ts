// Which kind of file this is, told from its heading alone: for whoever must import several in the right order.

import { collectBytes, type FileInput } from './bytes.ts';
import { resolveColumns } from './columns.ts';
import { decodeBytes } from './decode.ts';
import { MAX_FILE_BYTES, MAX_ROW_BYTES } from './limits.ts';
import type { ReadOptions } from './read-file.ts';
import { readTable } from './table.ts';
import type { ImportKind } from './types.ts';

/** Throws ImportRefused, as reading the file would, when it is no table or its columns are not understood. */
export async function kindOfFile(
  input: FileInput,
  { kind, ignoredColumns = [], maxFileBytes = MAX_FILE_BYTES }: Omit<ReadOptions, 'defaultCurrency'>,
): Promise<ImportKind> {
  const bytes = await collectBytes(input, maxFileBytes);
  const { utf8 } = decodeBytes(input.name, bytes);
  // A row is no longer than this, so the heading is within; what follows it is not looked at.
  const { header } = await readTable(input.name, utf8.subarray(0, MAX_ROW_BYTES));
  return resolveColumns(input.name, header, kind, ignoredColumns).kind;
}
