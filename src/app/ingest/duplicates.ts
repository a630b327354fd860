// The same number twice in one file: alike, it counts once; with different content, nobody can say which is right.

import { told } from '../refusals/rows.ts';
import type { ImportRow, Problem } from './types.ts';

const LINES_NAMED = 5;

/** The column that must differ from row to row. */
export interface Key<R> {
  column: string | null;
  of(row: R): string;
}

/**
 * Rows whose key is theirs alone, or the first of several that are alike.
 *
 * Each further row that is alike gives a `repeated` problem (harmless); rows that differ under one key are all left
 * out, each with a `conflict` problem that names the other lines.
 */
export function settleDuplicates<R extends ImportRow>(
  rows: readonly R[],
  key: Key<R>,
): { rows: R[]; problems: Problem[] } {
  const firsts = new Map<string, R>();
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const value = key.of(row);
    const first = firsts.get(value);
    if (first === undefined) {
      firsts.set(value, row);
      continue;
    }
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [first, row]);
    else group.push(row);
  }
  if (groups.size === 0) return { rows: [...rows], problems: [] };
  const kept: R[] = [];
  const problems: Problem[] = [];
  for (const [value, first] of firsts) {
    const group = groups.get(value);
    if (group === undefined) {
      kept.push(first);
      continue;
    }
    const others = group.slice(1);
    const content = contentOf(first);
    const alike = others.every((row) => contentOf(row) === content);
    if (alike) kept.push(first);
    const said = alike ? { reason: `The same row as line ${first.line}; it counts once.` } : conflict(group);
    const code = alike ? 'repeated' : 'conflict';
    for (const { line } of alike ? others : group) problems.push({ line, column: key.column, value, ...said, code });
  }
  return { rows: kept, problems };
}

function conflict(group: readonly ImportRow[]) {
  const lines = group.slice(0, LINES_NAMED).map((row) => row.line);
  const rest = group.length - LINES_NAMED;
  const named = lines.join(', ');
  return told({
    en: `Lines ${named}${rest > 0 ? ` and ${rest} more` : ''} have this number with different content; none was taken. Correct the file.`,
    de: `Die Zeilen ${named}${rest > 0 ? ` und ${rest} weitere` : ''} haben diese Nummer mit verschiedenem Inhalt; keine wurde übernommen. Bitte die Datei berichtigen.`,
  });
}

function contentOf(row: ImportRow): string {
  return JSON.stringify({ ...row, line: 0 });
}
