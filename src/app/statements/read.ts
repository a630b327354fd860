// A statement file of any format to statements. An archive may hold statement and advices together.

import type { StatementFile } from './types.ts';

/** The statements of several files of one archive as one file; places name the file they are in. */
export function mergeStatements(files: readonly { name: string; file: StatementFile }[]): StatementFile {
  const [only, second] = files;
  if (only !== undefined && second === undefined) return only.file;
  const within = (name: string, place: string): string => `${name}, ${place}`;
  return {
    statements: files.flatMap(({ name, file }) =>
      file.statements.map((statement) => ({
        ...statement,
        entries: statement.entries.map((entry) => ({ ...entry, place: within(name, entry.place) })),
      })),
    ),
    problems: files.flatMap(({ name, file }) =>
      file.problems.map((problem) => ({ ...problem, place: within(name, problem.place) })),
    ),
  };
}
