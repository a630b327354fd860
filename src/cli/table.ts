// Aligned tables, and text made safe for a terminal: what customers are called must not move the cursor.

const UNSAFE = /[[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]--[\t]]/gv;
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const CELL_WIDTH = 56;
const GAP = '  ';

export interface Column {
  title: string;
  /** Numbers stand at the right. */
  right?: boolean;
  /** Sentences are not cut; they stand last. */
  whole?: boolean;
}

/** Shows control characters, line ends and marks of writing direction as U+XXXX. */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (bad) => `<U+${(bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** Lines of a table: headings, then rows. A column without any content is left out; without rows there is no table. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) =>
    columns.map(({ whole }, index) => {
      const text = safeText(row[index] ?? '');
      return whole ? text : clip(text);
    }),
  );
  const used = columns.flatMap((column, index) => (cells.some((row) => row[index] !== '') ? [{ column, index }] : []));
  // Not Math.max(...): a report may have more rows than a call may have arguments.
  const widths = used.map(({ column, index }) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), widthOf(column.title)),
  );
  const line = (row: readonly string[]) =>
    used
      .map(({ column, index }, at) => pad(row[index] ?? '', widths[at] ?? 0, column.right ?? false))
      .join(GAP)
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...cells.map(line)];
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

/** Columns of the terminal that a text takes: East Asian characters and emoji take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

function clip(text: string): string {
  if (text.length <= CELL_WIDTH) return text;
  return `${text.slice(0, CELL_WIDTH - 1).toWellFormed()}…`;
}
