// The display list: pages of drawing operations at final positions. The PDF and the picture are both made from it, so
// they agree by construction. Points, y downward from the top edge of the page; nothing after it measures text.

import type { FontKey } from '../fonts/library.ts';
import type { Tag } from './tag.ts';

/** Colour as six hexadecimal digits with a leading #. */
export type Colour = `#${string}`;

/** A text on one line. `actual` is what a screen reader reads instead, e.g. a soft hyphen for a line-end hyphen. */
export interface TextOp {
  kind: 'text';
  x: number;
  /** Baseline. */
  y: number;
  font: FontKey;
  size: number;
  colour: Colour;
  text: string;
  actual?: string;
  /** Element of the document's structure; null = decoration (an artifact). */
  tag: Tag | null;
}

export interface RectOp {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  colour: Colour;
  tag: Tag | null;
}

/** A straight line; `dash` is the length of dashes and gaps, null = solid. */
export interface LineOp {
  kind: 'line';
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  width: number;
  dash: number | null;
  colour: Colour;
  tag: Tag | null;
}

/** Square matrix of modules, row by row; 1 = dark. */
export interface QrOp {
  kind: 'qr';
  x: number;
  y: number;
  /** Edge length of the code without its quiet zone. */
  size: number;
  modules: number;
  dark: Uint8Array;
  tag: Tag | null;
}

/** A picture written by ourselves; the same bytes are written once, however often they are drawn. */
export interface PictureOp {
  kind: 'picture';
  x: number;
  y: number;
  width: number;
  height: number;
  png: Uint8Array;
  tag: Tag | null;
}

export type Op = TextOp | RectOp | LineOp | QrOp | PictureOp;

export interface Page {
  ops: Op[];
}

/** A finished document: pages plus the structure tree that screen readers follow. */
export interface DisplayList {
  pages: Page[];
  root: Tag;
  title: string;
  /** BCP 47, e.g. "de" or "de-CH". */
  language: string;
}
