// The one error that reading an import file throws: the file as a whole cannot be taken, and nothing of it was.

import { showText } from './text.ts';
import type { Problem } from './types.ts';

export type RefusalCode =
  | 'columns_wrong'
  | 'empty_file'
  | 'encoding_damaged'
  | 'file_too_large'
  | 'kind_unknown'
  | 'line_too_long'
  | 'mixed_number_formats'
  | 'not_csv'
  | 'nul_byte'
  | 'source_failed'
  | 'too_many_columns'
  | 'too_many_problems'
  | 'too_many_rows'
  | 'xml_refused'
  | 'statement_refused'
  | 'archive_refused'
  | 'invoice_refused'
  | 'too_slow';

export interface Refusal {
  code: RefusalCode;
  file: string;
  /** Physical line, first = 1; null when no single line is meant. */
  line: number | null;
  /** What is wrong: a clause; its full stop is set here. */
  what: string;
  /** What the person does next: a whole sentence. */
  todo: string;
  /** First problems of the rows, when there were too many of them. */
  problems?: readonly Problem[];
  cause?: unknown;
}

/** A file that cannot be imported at all; the message says what, where and what to do, and is safe to show as text. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly code: RefusalCode;
  readonly file: string;
  readonly line: number | null;
  readonly problems: readonly Problem[];
  /** What it was made of: it crosses the border of a process in pieces. */
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    const file = showText(refusal.file);
    const place = refusal.line === null ? file : `${file}, line ${refusal.line}`;
    super(`${place}: ${refusal.what.replace(/[.?]$/, '')}. ${refusal.todo}`, { cause: refusal.cause });
    this.code = refusal.code;
    this.file = refusal.file;
    this.line = refusal.line;
    this.problems = refusal.problems ?? [];
    const { cause: _cause, ...plain } = refusal;
    this.refusal = plain;
  }
}
