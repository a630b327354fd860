// Saved ways to read the tables of one program, beside the presets that are shipped.

import { z } from 'zod';
import { readMappings, saveMappingRow } from '../../db/mappings.ts';
import type { Db } from '../../db/store.ts';
import { refusal } from '../errors.ts';
import { COLUMNS, type ImportField } from '../ingest/column-names.ts';
import { type Guess, guessColumns } from '../ingest/guess.ts';
import { IMPORT_KINDS, type ImportKind, ImportRefused } from '../ingest/index.ts';
import { type ColumnMapping, type Layout, PRESETS } from '../ingest/presets.ts';
import { textInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import { command, query } from '../use-case.ts';
import { importRefused } from './refused-file.ts';

/** The mapping of a preset's id or of a saved name. */
export async function mappingOf(db: Db, name: string): Promise<ColumnMapping> {
  const preset = PRESETS.find((one) => one.id === name);
  if (preset !== undefined) return preset;
  const saved = (await readMappings(db)).find((one) => one.name === name);
  if (saved === undefined) {
    throw refusal('mapping_unknown', { mapping: name, shipped: PRESETS.map((one) => one.id) });
  }
  const columns = saved.columns as Record<string, ImportField | ''>;
  return { kind: saved.kind, columns, ...(saved.layout as Layout) };
}

export const listMappings = query({
  name: 'mapping.list',
  summary: 'The presets and the saved mappings of table columns, with the fields that each kind of table has.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const fieldsOf = (kind: (typeof IMPORT_KINDS)[number]) => Object.keys(COLUMNS[kind].names);
    return {
      presets: PRESETS,
      saved: await readMappings(work.db),
      fields: { customers: fieldsOf('customers'), invoices: fieldsOf('invoices'), payments: fieldsOf('payments') },
    };
  },
});

const LAYOUT = z.strictObject({
  leaveOutOthers: z.boolean().optional(),
  titled: z.boolean().optional(),
  customersByName: z.boolean().optional(),
  slashes: z.enum(['month-first', 'day-first']).optional(),
  cutTimes: z.boolean().optional(),
  only: z.record(z.string().min(1).max(200), z.array(z.string().max(200)).min(1).max(50)).optional(),
});

/** Refuses fields that tables of the kind do not have. */
export function checkFields(kind: ImportKind, fields: readonly string[]): asserts fields is (ImportField | '')[] {
  const known = COLUMNS[kind].names;
  const unknown = fields.find((field) => field !== '' && !Object.hasOwn(known, field));
  if (unknown === undefined) return;
  throw refusal('mapping_field_unknown', { kind, field: unknown, known: Object.keys(known) });
}

/** How a table differs from a plain one, as it is saved. */
export type SavedLayout = z.input<typeof LAYOUT>;

export const saveMapping = command({
  name: 'mapping.save',
  summary: 'Saves which heading of a table is which field, under a name; an empty field leaves the column out.',
  role: 'approver',
  input: z.strictObject({
    name: textInput(60).pipe(z.string().min(1)),
    kind: z.enum(IMPORT_KINDS),
    columns: z.record(z.string().min(1).max(200), z.string().max(40)),
    layout: LAYOUT.default({}),
  }),
  async run(work, { name, kind, columns, layout }) {
    checkFields(kind, Object.values(columns));
    if (PRESETS.some((preset) => preset.id === name)) throw refusal('mapping_is_preset', { mapping: name });
    await saveMappingRow(work.db, { name, kind, columns, layout, changedAt: work.now, changedBy: work.ctx.actor.name });
    return { result: { name }, audit: [{ entity: 'mapping', entityId: name, after: { kind, columns, layout } }] };
  },
});

export const guessMapping = query({
  name: 'mapping.guess',
  summary: 'What the columns of a table may be, by their German or English names: a proposal to look at and save.',
  role: 'viewer',
  input: z.strictObject({
    name: z.string().min(1).max(255),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, complain('file_bytes')),
    kind: z.enum(IMPORT_KINDS).optional(),
  }),
  async run(_work, { name, bytes, kind }): Promise<Guess> {
    try {
      return await guessColumns({ name, bytes }, kind);
    } catch (error) {
      throw error instanceof ImportRefused ? importRefused(error) : error;
    }
  },
});
