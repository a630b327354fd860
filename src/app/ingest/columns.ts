// Which column of a file is which field, and what kind of file it is at all.
// Strict on purpose: an unknown column could be the due date misspelt, and reading past it would be a silent default.

import { COLUMNS, type ImportField } from './column-names.ts';
import type { CsvRecord } from './csv.ts';
import type { DayStyle } from './day.ts';
import { foldName, nearestName } from './fold.ts';
import type { ColumnMapping } from './presets.ts';
import { ImportRefused } from './refused.ts';
import { showText, tidyText } from './text.ts';
import { IMPORT_KINDS, type ImportKind } from './types.ts';

export interface Column {
  index: number;
  /** As the file writes it. */
  heading: string;
}

export interface Columns {
  kind: ImportKind;
  byField: ReadonlyMap<ImportField, Column>;
  /** Columns without a heading, as a spreadsheet leaves them behind; their cells must be empty. */
  unnamed: readonly number[];
  /** How its days are written. */
  days: DayStyle;
}

interface Reading {
  kind: ImportKind;
  byField: Map<ImportField, Column>;
  unknown: string[];
  doubled: string[];
  missing: string[];
}

const FIELD_BY_NAME: Readonly<Record<ImportKind, ReadonlyMap<string, ImportField>>> = {
  customers: foldedNames('customers'),
  invoices: foldedNames('invoices'),
  payments: foldedNames('payments'),
};

/**
 * The fields of a file by its heading, of the kind asked for, else of the kind that the columns show.
 *
 * `ignored` names columns a person has said to leave out. Throws ImportRefused, with all complaints at once, for
 * columns that are unknown (with the nearest known name), missing, or there twice, and when the kind cannot be told.
 */
export function resolveColumns(
  file: string,
  header: CsvRecord,
  kind: ImportKind | undefined,
  ignored: readonly string[],
  mapping?: ColumnMapping,
): Columns {
  if (mapping !== undefined) return mappedColumns(file, header, mapping);
  const headings = header.cells.map(tidyText);
  const leaveOut = new Set(ignored.map(foldName));
  const read = (candidate: ImportKind): Reading => readHeadings(headings, candidate, leaveOut);
  const told = kind ?? tellKind(headings);
  if (told === null) throw kindUnknown(file, header.line, IMPORT_KINDS.map(read));
  const reading = read(told);
  const complaints = complaintsOf(reading);
  if (complaints.length > 0) {
    throw new ImportRefused({
      code: 'columns_wrong',
      file,
      line: header.line,
      what: `read as ${reading.kind}, but ${complaints.join('; ')}`,
      todo: 'Rename or add these columns, or have the unknown ones left out, and import the file again.',
    });
  }
  const unnamed = headings.flatMap((heading, index) => (heading === '' ? [index] : []));
  return { kind: reading.kind, byField: reading.byField, unnamed, days: {} };
}

/** The fields of a file whose headings a preset or a person has assigned. */
function mappedColumns(file: string, header: CsvRecord, mapping: ColumnMapping): Columns {
  const { kind, columns, leaveOutOthers = false } = mapping;
  const fields = new Map(Object.entries(columns).map(([heading, field]) => [foldName(heading), field]));
  const byField = new Map<ImportField, Column>();
  const unknown: string[] = [];
  for (const [index, cell] of header.cells.entries()) {
    const heading = tidyText(cell);
    const field = fields.get(foldName(heading));
    if (field !== undefined && field !== '' && !byField.has(field)) byField.set(field, { index, heading });
    else if (field === undefined && heading !== '' && !leaveOutOthers) unknown.push(heading);
  }
  const missing = COLUMNS[kind].required
    .filter((group) => !group.some((field) => byField.has(field)))
    .map((group) => group.map((field) => title(kind, field)).join(' or '));
  const complaints = complaintsOf({ kind, byField, unknown, doubled: [], missing });
  if (complaints.length > 0) {
    throw new ImportRefused({
      code: 'columns_wrong',
      file,
      line: header.line,
      what: `read with its mapping, but ${complaints.join('; ')}`,
      todo: 'Check that this is the right file and the right mapping.',
    });
  }
  return { kind, byField, unnamed: [], days: mapping };
}

/** Whether a line names all that a mapping needs: what stands above it are titles. */
export function isHeadingOf(mapping: ColumnMapping, cells: readonly string[]): boolean {
  const named = new Set(cells.map((cell) => foldName(tidyText(cell))));
  const found = new Set(
    Object.entries(mapping.columns).flatMap(([name, field]) => (named.has(foldName(name)) ? [field] : [])),
  );
  return COLUMNS[mapping.kind].required.every((group) => group.some((field) => found.has(field)));
}

function readHeadings(headings: readonly string[], kind: ImportKind, leaveOut: ReadonlySet<string>): Reading {
  const byField = new Map<ImportField, Column>();
  const unknown: string[] = [];
  const doubled: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const folded = foldName(heading);
    if (heading === '' || leaveOut.has(folded)) continue;
    const field = FIELD_BY_NAME[kind].get(folded);
    const earlier = field === undefined ? undefined : byField.get(field);
    if (field === undefined) unknown.push(heading);
    else if (earlier === undefined) byField.set(field, { index, heading });
    else doubled.push(`"${showText(earlier.heading)}" and "${showText(heading)}" are both the ${title(kind, field)}`);
  }
  const missing = COLUMNS[kind].required
    .filter((group) => !group.some((field) => byField.has(field)))
    .map((group) => group.map((field) => title(kind, field)).join(' or '));
  return { kind, byField, unknown, doubled, missing };
}

/**
 * The kind that most headings belong to alone; null when none or several do.
 *
 * Headings that other kinds know too say nothing: an invoices file without due dates has all a payments file needs, and
 * reading it as one would settle every invoice. A misspelt heading speaks for the kind it was meant for.
 */
function tellKind(headings: readonly string[]): ImportKind | null {
  const allNames = IMPORT_KINDS.flatMap((kind) => Object.values(COLUMNS[kind].names).flat());
  const votes = headings.map((heading) => {
    const exact = kindsKnowing(heading);
    const near = exact.length > 0 || heading === '' ? null : nearestName(heading, allNames);
    return near === null ? exact : kindsKnowing(near);
  });
  const counts = IMPORT_KINDS.map(
    (kind) => votes.filter(([only, other]) => only === kind && other === undefined).length,
  );
  const most = Math.max(...counts);
  const winners = IMPORT_KINDS.filter((_, index) => counts[index] === most);
  return most > 0 && winners.length === 1 ? (winners[0] ?? null) : null;
}

function kindsKnowing(heading: string): ImportKind[] {
  const folded = foldName(heading);
  return IMPORT_KINDS.filter((kind) => FIELD_BY_NAME[kind].has(folded));
}

function kindUnknown(file: string, line: number, readings: readonly Reading[]): ImportRefused {
  const lacks = readings.map(({ kind, missing }) => {
    return `as ${kind} ${missing.length === 0 ? 'nothing is missing' : `it lacks ${missing.join(', ')}`}`;
  });
  return new ImportRefused({
    code: 'kind_unknown',
    file,
    line,
    what: `the columns do not show whether these are customers, invoices or payments: ${lacks.join('; ')}`,
    todo: 'Name the columns in the first line, or say which kind of file it is.',
  });
}

function complaintsOf({ kind, unknown, doubled, missing }: Reading): string[] {
  const names = Object.values(COLUMNS[kind].names).flat();
  const strangers = unknown.map((heading) => {
    const near = nearestName(heading, names);
    return `column "${showText(heading)}" is unknown${near === null ? '' : ` (did you mean "${near}"?)`}`;
  });
  return [...strangers, ...doubled, ...missing.map((field) => `there is no column for the ${field}`)];
}

/** A field as messages name it: its English and its German name. */
function title(kind: ImportKind, field: ImportField): string {
  const [english = field, german] = COLUMNS[kind].names[field] ?? [];
  return german === undefined ? `"${english}"` : `"${english}" (${german})`;
}

function foldedNames(kind: ImportKind): ReadonlyMap<string, ImportField> {
  const fields = Object.keys(COLUMNS[kind].names) as ImportField[];
  return new Map(fields.flatMap((field) => (COLUMNS[kind].names[field] ?? []).map((name) => [foldName(name), field])));
}
