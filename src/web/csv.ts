// Lists as CSV. German spreadsheets want semicolons and comma decimals, others commas and points; both get a byte order
// mark, so that umlauts arrive. A cell that a spreadsheet would take for a formula becomes text.

import type { Format } from './format.ts';
import type { Request } from './web.ts';

export type Cell = string | number | null | { cents: number; currency: string };

/** Begins with what a spreadsheet reads as a formula, or with what hides one. */
const FORMULA = /^[=+\-@\t\r]/;

/** A file of rows; amounts are plain decimals in the page's way of writing. */
export function csvAnswer(c: Request, name: string, header: readonly string[], rows: readonly Cell[][]): Response {
  const write = writerOf(c);
  return c.body(MARK + write([header, ...rows]), 200, headersOf(name));
}

/**
 * A file that is written while it is read, however long: never more than one batch of it is in memory. The first batch
 * is awaited before anything is answered, so that a refusal is a page and not half a file.
 */
export async function csvStream(
  c: Request,
  name: string,
  header: readonly string[],
  batches: AsyncGenerator<readonly Cell[][], void>,
): Promise<Response> {
  const write = writerOf(c);
  const encoder = new TextEncoder();
  const first = await batches.next();
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(MARK + write([header, ...(first.value ?? [])])));
      if (first.done === true) controller.close();
    },
    async pull(controller) {
      const { value, done } = await batches.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(write(value)));
    },
    async cancel() {
      await batches.return();
    },
  });
  return c.body(stream, 200, headersOf(name));
}

const MARK = '\u{feff}';

function headersOf(name: string) {
  return {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  };
}

/** Lines in the page's language. */
function writerOf(c: Request): (rows: readonly (readonly Cell[])[]) => string {
  const isGerman = c.get('language') === 'de';
  const separator = isGerman ? ';' : ',';
  const line = (cells: readonly Cell[]) =>
    cells.map((cell) => quoted(textOf(cell, isGerman, c.get('format')), separator)).join(separator);
  return (rows) => rows.map((cells) => `${line(cells)}\r\n`).join('');
}

function textOf(cell: Cell, isGerman: boolean, format: Format): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') {
    const plain = format.decimal(cell.cents, cell.currency);
    return isGerman ? plain.replace('.', ',') : plain;
  }
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
