// What the columns of an unknown table may be: a proposal for a mapping, which a person looks at before it is saved.

import { collectBytes, type FileInput } from './bytes.ts';
import { COLUMNS, type ImportField } from './column-names.ts';
import { decodeBytes } from './decode.ts';
import { foldName, nearestName } from './fold.ts';
import { MAX_FILE_BYTES, MAX_ROW_BYTES } from './limits.ts';
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

/** The fields of a table by its headings in German or English; of the kind asked for, else of the likeliest. */
export async function guessColumns(input: FileInput, kind?: ImportKind): Promise<Guess> {
  const { utf8 } = decodeBytes(input.name, await collectBytes(input, MAX_FILE_BYTES));
  const { header, records } = await readTable(input.name, utf8.subarray(0, MAX_ROW_BYTES));
  const headings = header.cells.map(tidyText);
  const guesses = (kind === undefined ? IMPORT_KINDS : [kind]).map((one) => guessAs(one, headings));
  const score = (guess: Guess): number =>
    guess.columns.filter((column) => column.by === 'name').length - 3 * guess.missing.length;
  const best = guesses.reduce((a, b) => (score(b) > score(a) ? b : a));
  const examples = headings.map((_, index) =>
    exampleOf(records.slice(0, EXAMPLE_ROWS).map(({ cells }) => cells[index])),
  );
  const columns = best.columns.map((column, index) => ({ ...column, example: examples[index] ?? '' }));
  return { ...best, columns: columns.filter((column) => column.heading !== '') };
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

function exampleOf(cells: readonly (string | undefined)[]): string {
  return showText(cells.map((cell) => tidyText(cell ?? '')).find((cell) => cell !== '') ?? '');
}
