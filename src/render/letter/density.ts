// How tightly a letter is set: tried from comfortable to tight, a tighter one is kept only if it saves a page.

export interface Density {
  /** Factor on the gaps between blocks. */
  gaps: number;
  /** Distance of two baselines in running text, points. */
  leading: number;
  /** Height of a table row, points. */
  rowHeight: number;
}

export const DENSITIES: readonly [Density, ...Density[]] = [
  { gaps: 1, leading: 12.8, rowHeight: 15 },
  { gaps: 0.8, leading: 12.4, rowHeight: 14 },
  { gaps: 0.6, leading: 12, rowHeight: 13 },
];
