// The refusal of a whole file, as every surface tells it.

import { refusal, type UseCaseError } from '../errors.ts';
import type { ImportRefused, Problem } from '../ingest/index.ts';
import { rowTexts } from '../refusals/rows.ts';

/** The refusal of a whole file, with the first of its rows' problems where there were too many. */
export function importRefused(refused: ImportRefused): UseCaseError {
  const problems = refused.problems.map((problem) => ({
    path: placeOf(problem),
    code: 'row_refused',
    texts: rowTexts(problem),
  }));
  const { code, file, line, message } = refused;
  return refusal('file_refused', { code, file, line, what: refused.refusal.what, said: message }).at(problems);
}

function placeOf({ line, column }: Problem): string {
  return column === null ? `line ${line}` : `line ${line}, column "${column}"`;
}
