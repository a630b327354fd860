// Lists as CSV. German spreadsheets want semicolons and comma decimals, others commas and points; both get a byte order
// mark, so that umlauts arrive. A cell that a spreadsheet would take for a formula becomes text.

import type { Format } from './format.ts';
import type { Request } from './web.ts';

export type Cell = string | number | null | { cents: number; currency: string };

/** Begins with what a spreadsheet reads as a formula, or with what hides one. */
const FORMULA = /^[=+\-@\t\r]/;

/** A file of rows; amounts are plain decimals in the page's way of writing. */
export function csvAnswer(c: Request, name: string, header: readonly string[], rows: readonly Cell[][]): Response {
  const isGerman = c.get('language') === 'de';
  const separator = isGerman ? ';' : ',';
  const line = (cells: readonly Cell[]) =>
    cells.map((cell) => quoted(textOf(cell, isGerman, c.get('format')), separator)).join(separator);
  const text = `\u{feff}${[header, ...rows].map(line).join('\r\n')}\r\n`;
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  });
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
