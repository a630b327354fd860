// The columns of a table that was handed in: how they are understood, and how a person says they are to be read.

import { z } from 'zod';
import { setStagedMapping } from '../../db/staged-files.ts';
import { refusal } from '../errors.ts';
import { COLUMNS, type ImportField } from '../ingest/column-names.ts';
import { formatOf } from '../ingest/detect.ts';
import { type LookedAt, lookAtColumns } from '../ingest/guess.ts';
import { IMPORT_KINDS, type ImportKind, ImportRefused } from '../ingest/index.ts';
import type { ColumnMapping, Layout } from '../ingest/presets.ts';
import type { Texts } from '../refusals/say.ts';
import { command, query } from '../use-case.ts';
import { keptFile } from './kept-file.ts';
import { checkFields, type SavedLayout } from './mappings.ts';
import { stagedFile } from './staged.ts';

export interface StagedColumns {
  file: string;
  kind: ImportKind;
  /** Whether a mapping says so; else it is by the names of the columns, and may be a guess. */
  isMapped: boolean;
  /** How its table differs from a plain one. */
  layout: Layout;
  columns: LookedAt[];
  /** The fields that a table of this kind may have, in the words of every language. */
  fields: { field: ImportField; titles: Texts }[];
  /** What a table of this kind needs and no column is read as. */
  missing: Texts[];
}

export const stagedColumns = query({
  name: 'file.columns',
  summary: 'How the columns of a staged table are understood, with samples of its rows; null = the file is no table.',
  role: 'approver',
  input: z.strictObject({ file: z.string(), kind: z.enum(IMPORT_KINDS).optional() }),
  async run(work, { file, kind }): Promise<StagedColumns | null> {
    const { name, bytes, mapping } = keptFile(await stagedFile(work.db, file));
    if (formatOf(bytes) !== 'table') return null;
    try {
      const looked = await lookAtColumns({ name, bytes }, kind, mapping ?? null);
      const isMapped = mapping !== undefined && mapping.kind === looked.kind;
      const fields = fieldsOf(looked.kind);
      return { file: name, ...looked, isMapped, layout: layoutOf(mapping), fields, missing: missingOf(looked) };
    } catch (error) {
      if (error instanceof ImportRefused) return null;
      throw error;
    }
  },
});

export const mapStagedFile = command({
  name: 'file.map',
  summary: 'Says which column of a staged table is which field; an empty field leaves the column out.',
  role: 'approver',
  input: z.strictObject({
    file: z.uuid(),
    kind: z.enum(IMPORT_KINDS),
    columns: z.array(z.strictObject({ heading: z.string().min(1), field: z.string().max(40) })).max(200),
    slashes: z.enum(['month-first', 'day-first']).optional(),
    cutTimes: z.boolean().default(false),
    customersByName: z.boolean().default(false),
  }),
  /** Returns the mapping, as it may be saved under a name; its layout keeps what the form does not ask. */
  async run(work, { file, kind, columns, slashes, cutTimes, customersByName }) {
    const row = await stagedFile(work.db, file);
    const fields = columns.map((column) => column.field);
    checkFields(kind, fields);
    checkOnce(columns);
    const { slashes: _asked, ...kept } = layoutOf(keptFile(row).mapping);
    const layout = { ...kept, cutTimes, customersByName, ...(slashes === undefined ? {} : { slashes }) };
    const byHeading = Object.fromEntries(columns.map(({ heading }, index) => [heading, fields[index] ?? '']));
    const mapping: ColumnMapping = { kind, columns: byHeading, ...layout };
    await setStagedMapping(work.db, file, mapping);
    const after = { name: row.name, kind, columns: byHeading, layout };
    return {
      result: { kind, columns: byHeading, layout: layout as SavedLayout },
      audit: [{ entity: 'file', entityId: file, after }],
    };
  },
});

/** Two columns of one field: the reader would take the first and say nothing of the second. */
function checkOnce(columns: readonly { heading: string; field: string }[]): void {
  const twice = columns.flatMap(({ field }, index) => {
    const first = columns.findIndex((one) => one.field === field);
    if (field === '' || first === index) return [];
    const { reason: code, texts } = refusal('mapping_field_twice', { heading: columns[first]?.heading ?? '' });
    return [{ path: `columns.${index}`, code, texts }];
  });
  const first = twice[0];
  if (first === undefined) return;
  const { heading = '' } = columns[Number(first.path.split('.')[1])] ?? {};
  throw refusal('mapping_field_twice', { heading }).at(twice);
}

function layoutOf(mapping: ColumnMapping | undefined): Layout {
  const { kind: _kind, columns: _columns, ...layout } = mapping ?? { kind: 'invoices', columns: {} };
  return layout;
}

function fieldsOf(kind: ImportKind): StagedColumns['fields'] {
  return (Object.keys(COLUMNS[kind].names) as ImportField[]).map((field) => ({ field, titles: titlesOf(kind, field) }));
}

/** The first name of a field is its English one, the second its German one. */
function titlesOf(kind: ImportKind, field: ImportField): Texts {
  const [en = field, de = en] = COLUMNS[kind].names[field] ?? [];
  return { en, de };
}

function missingOf({ kind, columns }: { kind: ImportKind; columns: readonly LookedAt[] }): Texts[] {
  const taken = new Set(columns.map((column) => column.field));
  return COLUMNS[kind].required
    .filter((group) => !group.some((field) => taken.has(field)))
    .map((group) => {
      const titles = group.map((field) => titlesOf(kind, field));
      return {
        en: titles.map(({ en }) => en).join(' or '),
        de: titles.map(({ de }) => de).join(' oder '),
      };
    });
}
