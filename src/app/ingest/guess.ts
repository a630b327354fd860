// What the columns of an unknown table may be: a proposal for a mapping, which a person looks at before it is saved.

import { collectBytes, type FileInput } from './bytes.ts';
import { COLUMNS, type ImportField } from './column-names.ts';
import { isHeadingOf } from './columns.ts';
import type { CsvRecord } from './csv.ts';
import { decodeBytes } from './decode.ts';
import { foldName, nearestName } from './fold.ts';
import { MAX_FILE_BYTES, MAX_ROW_BYTES } from './limits.ts';
import type { ColumnMapping } from './presets.ts';
import { readTable } from './table.ts';
import { showText, tidyText } from './text.ts';
import { IMPORT_KINDS, type ImportKind } from './types.ts';

export interface GuessedColumn {
  heading: string;
  /** '' = none was found: it would be left out. */
  field: ImportField | '';
  /** `name`: called as we call it; `near`: nearly so. */
  by: 'name' | 'near' | 'nothing';
  /** The first cell that is not empty, shortened. */
  example: string;
}

export interface Guess {
  kind: ImportKind;
  columns: GuessedColumn[];
  /** Fields that a table of this kind needs and that no column was found for, by their English names. */
  missing: string[];
}

const EXAMPLE_ROWS = 20;
const SAMPLES = 3;

/** The fields of a table by its headings in German or English; of the kind asked for, else of the likeliest. */
export async function guessColumns(input: FileInput, kind?: ImportKind): Promise<Guess> {
  const { headings, records } = await readHead(input);
  const best = bestGuess(headings, kind);
  const examples = headings.map((_, index) => samplesOf(records, index, 1)[0]);
  const columns = best.columns.map((column, index) => ({ ...column, example: examples[index] ?? '' }));
  return { ...best, columns: columns.filter((column) => column.heading !== '') };
}

/** A heading of a table, the field it is read as ('' = left out), and its first cells that are not empty. */
export interface LookedAt {
  heading: string;
  field: ImportField | '';
  samples: string[];
}

/** The headings of a table as a mapping assigns them, else as they are guessed; each heading once. */
export async function lookAtColumns(
  input: FileInput,
  kind: ImportKind | undefined,
  mapping: ColumnMapping | null,
): Promise<{ kind: ImportKind; columns: LookedAt[] }> {
  const { headings, records } = await readHead(input, mapping);
  const isMapped = mapping !== null && (kind === undefined || kind === mapping.kind);
  const guess = isMapped ? null : bestGuess(headings, kind);
  const fields = new Map(Object.entries(mapping?.columns ?? {}).map(([name, field]) => [foldName(name), field]));
  const seen = new Set<string>(['']);
  const columns = headings.flatMap((heading, index): LookedAt[] => {
    const folded = foldName(heading);
    if (seen.has(folded)) return [];
    seen.add(folded);
    const field = guess === null ? fields.get(folded) : guess.columns[index]?.field;
    return [{ heading, field: field ?? '', samples: samplesOf(records, index, SAMPLES) }];
  });
  return { kind: guess?.kind ?? kind ?? mapping?.kind ?? 'invoices', columns };
}

interface Head {
  headings: string[];
  records: readonly CsvRecord[];
}

/** The heading and the first rows of a table. */
async function readHead(input: FileInput, mapping: ColumnMapping | null = null): Promise<Head> {
  const { utf8 } = decodeBytes(input.name, await collectBytes(input, MAX_FILE_BYTES));
  const isHeading = mapping?.titled === true ? (cells: readonly string[]) => isHeadingOf(mapping, cells) : null;
  const { header, records } = await readTable(input.name, utf8.subarray(0, MAX_ROW_BYTES), isHeading);
  return { headings: header.cells.map(tidyText), records: records.slice(0, EXAMPLE_ROWS) };
}

function bestGuess(headings: readonly string[], kind: ImportKind | undefined): Guess {
  const guesses = (kind === undefined ? IMPORT_KINDS : [kind]).map((one) => guessAs(one, headings));
  const score = (guess: Guess): number =>
    guess.columns.filter((column) => column.by === 'name').length - 3 * guess.missing.length;
  return guesses.reduce((a, b) => (score(b) > score(a) ? b : a));
}

function guessAs(kind: ImportKind, headings: readonly string[]): Guess {
  const names = Object.entries(COLUMNS[kind].names) as [ImportField, readonly string[]][];
  const fieldByName = new Map(names.flatMap(([field, all]) => all.map((name) => [foldName(name), field] as const)));
  const taken = new Set<ImportField>();
  const take = (field: ImportField | undefined): ImportField | '' => {
    if (field === undefined || taken.has(field)) return '';
    taken.add(field);
    return field;
  };
  // What is called by its name comes before what is nearly so, wherever it stands.
  const exact = headings.map((heading) => take(fieldByName.get(foldName(heading))));
  const columns = headings.map((heading, index): GuessedColumn => {
    const byName = exact[index] ?? '';
    if (byName !== '') return { heading, field: byName, by: 'name', example: '' };
    const near = heading === '' ? null : nearestName(heading, [...fieldByName.keys()]);
    const field = near === null ? '' : take(fieldByName.get(near));
    return { heading, field, by: field === '' ? 'nothing' : 'near', example: '' };
  });
  const missing = COLUMNS[kind].required
    .filter((group) => !group.some((field) => taken.has(field)))
    .map((group) => group.map((field) => COLUMNS[kind].names[field]?.[0] ?? field).join(' or '));
  return { kind, columns, missing };
}

function samplesOf(records: readonly CsvRecord[], index: number, count: number): string[] {
  const cells = records.map((record) => tidyText(record.cells[index] ?? '')).filter((cell) => cell !== '');
  return cells.slice(0, count).map(showText);
}
