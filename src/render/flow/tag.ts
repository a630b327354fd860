// The structure tree of a tagged PDF: what a screen reader reads, in reading order.

export type Role =
  | 'Document'
  | 'Part'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'P'
  | 'L'
  | 'LI'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure';

/** One element; children in reading order. */
export interface Tag {
  role: Role;
  children: Tag[];
  /** Text alternative of a figure. */
  alt: string | null;
  columnSpan: number;
  /** What a table head is the head of. */
  scope: 'Column' | 'Row';
  /** Bounding box of a figure in points, y downward: left, top, right, bottom. */
  box: readonly [number, number, number, number] | null;
}

/** The head of a row, e.g. of a sum, over so many columns. */
export function addRowHead(row: Tag, columnSpan = 1): Tag {
  const head = addTag(row, 'TH');
  head.scope = 'Row';
  head.columnSpan = columnSpan;
  return head;
}

/** A new element at the end of its parent. */
export function addTag(parent: Tag, role: Role): Tag {
  const tag = newTag(role);
  parent.children.push(tag);
  return tag;
}

/** An element without a parent: the root of a document, or a block that is placed later. */
export function newTag(role: Role): Tag {
  return { role, children: [], alt: null, columnSpan: 1, scope: 'Column', box: null };
}
