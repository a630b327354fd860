// Lengths: everything in render is points, y downward from the top of the page; standards speak millimetres.

/** Points of a length in millimetres (1 pt = 1/72 inch). */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

/** A4 in points. */
export const PAGE_WIDTH = mm(210);
export const PAGE_HEIGHT = mm(297);
