// The refusal of a whole file, as every surface tells it.

import { refusal, type UseCaseError } from '../errors.ts';
import type { ImportRefused } from '../ingest/index.ts';

/** The refusal of a whole file, with the first of its rows' problems where there were too many. */
export function importRefused(refused: ImportRefused): UseCaseError {
  const problems = refused.problems.map(({ line, column, reason }) => ({
    path: column === null ? `line ${line}` : `line ${line}, column "${column}"`,
    code: 'row_refused',
    texts: { en: reason, de: reason },
  }));
  const { code, file, line, message } = refused;
  return refusal('file_refused', { code, file, line, what: refused.refusal.what, said: message }).at(problems);
}
