// Tables for spreadsheets: separated by semicolons, UTF-8 with mark, and no cell that a spreadsheet would run.

/** A number is written as it is; everything else is a text and is made harmless. */
export type Cell = string | { amount: string } | null;

/** Signs with which spreadsheets begin a formula, or which they drop before looking at the next one. */
const DANGEROUS = /^[=+\-@\t\r\n]/;

/** The bytes of a table: its heading, then its rows. */
export function csvBytes(heading: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const lines = [heading, ...rows].map((row) => row.map(cellText).join(';'));
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  // Amounts are typed: a leading minus is theirs.
  if (typeof cell === 'object') return cell.amount;
  const harmless = DANGEROUS.test(cell) ? `'${cell}` : cell;
  return /[;"\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
