// How tightly a letter is set: tried from comfortable to tight, a tighter one is kept only if it saves a page.

export interface Density {
  /** Factor on the gaps between blocks. */
  gaps: number;
  /** Distance of two baselines in running text, points. */
  leading: number;
  /** Height of a table row, points. */
  rowHeight: number;
  /** Distance of two baselines in the small notes below the totals, points. */
  noteLeading: number;
}

export const DENSITIES: readonly [Density, ...Density[]] = [
  { gaps: 1, leading: 12.8, rowHeight: 15, noteLeading: 10 },
  { gaps: 0.8, leading: 12.4, rowHeight: 14, noteLeading: 9.6 },
  { gaps: 0.6, leading: 12, rowHeight: 13, noteLeading: 9.2 },
  { gaps: 0.45, leading: 11.6, rowHeight: 12.5, noteLeading: 8.8 },
];
