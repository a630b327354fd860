// A file that was handed in and lies in the database, as the import takes it.

import type { StagedRow } from '../../db/staged-files.ts';
import type { ColumnMapping } from '../ingest/presets.ts';
import type { KeptFile } from './import-file.ts';

export function keptFile(row: StagedRow): KeptFile {
  // Written by the use cases of this folder, in this form.
  const mapping = (row.mapping ?? undefined) as ColumnMapping | undefined;
  return { name: row.name, bytes: new Uint8Array(row.content), mapping };
}
