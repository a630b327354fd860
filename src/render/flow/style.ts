// Colours and type sizes of the house style, shared by letters, statements and lists. Sizes in points.

import type { FontKey } from '../fonts/library.ts';
import type { Colour } from './display.ts';

export const INK: Colour = '#1b2230';
export const MUTED: Colour = '#5b6577';
export const ACCENT: Colour = '#12375d';
export const TINT: Colour = '#e8edf4';
export const LIGHT: Colour = '#f2f5f9';
export const RULE: Colour = '#c5ccd6';
export const HAIRLINE: Colour = '#dde2e9';
export const BLACK: Colour = '#000000';
export const WHITE: Colour = '#ffffff';

/** How a text is set. `leading` is the distance of two baselines. */
export interface TextStyle {
  font: FontKey;
  size: number;
  leading: number;
  colour: Colour;
}

export const BODY: TextStyle = { font: 'regular', size: 9.5, leading: 12.8, colour: INK };
export const SUBJECT: TextStyle = { font: 'semibold', size: 12, leading: 15, colour: ACCENT };
export const HEADING: TextStyle = { font: 'semibold', size: 10, leading: 13.5, colour: ACCENT };
export const SMALL: TextStyle = { font: 'regular', size: 7.5, leading: 10, colour: MUTED };
export const FOOT: TextStyle = { font: 'regular', size: 6.8, leading: 9, colour: MUTED };
