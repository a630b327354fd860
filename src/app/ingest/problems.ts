// When a file has so many problems that listing them helps nobody.

import { ImportRefused } from './refused.ts';
import type { Problem } from './types.ts';

const LISTED = 100;

/** Throws ImportRefused, with the first hundred, when there are more problems than `most`. */
export function checkProblems(file: string, problems: readonly Problem[], most: number): void {
  const [first] = problems;
  if (first === undefined || problems.length <= most) return;
  throw new ImportRefused({
    code: 'too_many_problems',
    file,
    line: first.line,
    what: `more than ${most} problems were found, the first here: ${first.reason}`,
    todo: 'Nothing was imported; check that this is the right file, and how it was exported.',
    problems: problems.slice(0, LISTED),
  });
}
