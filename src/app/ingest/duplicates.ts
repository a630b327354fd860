// The same number twice in one file: alike, it counts once; with different content, nobody can say which is right.

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
    const reason = alike ? `The same row as line ${first.line}; it counts once.` : conflictReason(group);
    const code = alike ? 'repeated' : 'conflict';
    for (const { line } of alike ? others : group) problems.push({ line, column: key.column, value, reason, code });
  }
  return { rows: kept, problems };
}

function conflictReason(group: readonly ImportRow[]): string {
  const lines = group.slice(0, LINES_NAMED).map((row) => row.line);
  const more = group.length > LINES_NAMED ? ` and ${group.length - LINES_NAMED} more` : '';
  return `Lines ${lines.join(', ')}${more} have this number with different content; none was taken. Correct the file.`;
}

function contentOf(row: ImportRow): string {
  return JSON.stringify({ ...row, line: 0 });
}
