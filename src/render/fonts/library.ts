// The fonts of the process: loaded once from templates/fonts, shaping with a fallback font, one cache of shaped text.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Face } from './face.ts';
import { isSettable } from './printable.ts';

/** Typefaces a layout may ask for; `swiss` are the ones the Swiss payment part must be set in. */
export type FontKey = 'regular' | 'semibold' | 'swiss' | 'swissBold';

/** Neighbouring glyphs of one face. `shifts` are kerning after each glyph, in thousandths of the em. */
export interface Run {
  face: Face;
  glyphs: number[];
  codePoints: number[];
  shifts: number[];
  /** Distance of the run from the start of the text, in thousandths of the em. */
  offset: number;
}

export interface Shaped {
  runs: Run[];
  /** Pen position before each UTF-16 unit and after the last, in thousandths of the em. */
  positions: Float64Array;
  width: number;
  /** Code points no font can print (each once); they are drawn as the font's empty box. */
  missing: number[];
}

/** Texts remembered per typeface; the bound keeps a long print run from growing without end. */
const SHAPED_LIMIT = 20_000;

export class FontLibrary {
  readonly faces: readonly Face[];
  private readonly stacks: Record<FontKey, readonly Face[]>;
  private readonly caches: Record<FontKey, Map<string, Shaped>> = {
    regular: new Map(),
    semibold: new Map(),
    swiss: new Map(),
    swissBold: new Map(),
  };

  /** Reads the font files below `root`/templates/fonts. Throws when one is missing. */
  constructor(root: string) {
    const read = (name: string, postScriptName: string, file: string): Face =>
      new Face(name, postScriptName, readFileSync(join(root, 'templates', 'fonts', file)));
    const regular = read('F1', 'IBMPlexSans', 'IBMPlexSans-Regular.ttf');
    const semibold = read('F2', 'IBMPlexSans-SemiBold', 'IBMPlexSans-SemiBold.ttf');
    const fallback = read('F3', 'DejaVuSans', 'DejaVuSans-Fallback.ttf');
    const swiss = read('F4', 'Arimo', 'Arimo-Regular-Swiss.ttf');
    const swissBold = read('F5', 'Arimo-Bold', 'Arimo-Bold-Swiss.ttf');
    this.faces = [regular, semibold, fallback, swiss, swissBold];
    this.stacks = {
      regular: [regular, fallback],
      semibold: [semibold, fallback],
      swiss: [swiss],
      swissBold: [swissBold],
    };
  }

  /** The first face of a typeface: its metrics make the baseline. */
  face(font: FontKey): Face {
    const face = this.stacks[font][0];
    if (!face) throw new Error(`Typeface ${font} has no font.`);
    return face;
  }

  /** Whether a face only stands in for characters the house fonts lack. */
  isFallback(face: Face): boolean {
    return face === this.faces[2];
  }

  /** Glyphs and pen positions of a cleaned text without line feeds. */
  shape(font: FontKey, text: string): Shaped {
    const cache = this.caches[font];
    let shaped = cache.get(text);
    if (!shaped) {
      if (cache.size >= SHAPED_LIMIT) cache.clear();
      shaped = shapeText(this.stacks[font], text);
      cache.set(text, shaped);
    }
    return shaped;
  }

  /** Width of a text in points. */
  width(font: FontKey, size: number, text: string): number {
    return (this.shape(font, text).width * size) / 1000;
  }
}

function shapeText(stack: readonly Face[], text: string): Shaped {
  const runs: Run[] = [];
  const positions = new Float64Array(text.length + 1);
  const missing = new Set<number>();
  let pen = 0;
  let run: Run | undefined;
  let previous = 0;
  for (let index = 0; index < text.length; ) {
    const codePoint = text.codePointAt(index) ?? 0;
    const face = chooseFace(stack, codePoint);
    if (!face || !isSettable(codePoint)) missing.add(codePoint);
    const chosen: Face | undefined = face ?? stack[0];
    if (!chosen) break;
    const glyph = chosen.glyph(codePoint);
    if (run?.face === chosen) {
      const kern = chosen.kern(previous, codePoint);
      run.shifts[run.shifts.length - 1] = kern;
      pen += kern;
    } else {
      run = { face: chosen, glyphs: [], codePoints: [], shifts: [], offset: pen };
      runs.push(run);
    }
    run.glyphs.push(glyph);
    run.codePoints.push(codePoint);
    run.shifts.push(0);
    const length = codePoint > 0xffff ? 2 : 1;
    positions.fill(pen, index, index + length);
    pen += chosen.advance(glyph);
    previous = codePoint;
    index += length;
  }
  positions[text.length] = pen;
  return { runs, positions, width: pen, missing: [...missing] };
}

function chooseFace(stack: readonly Face[], codePoint: number): Face | undefined {
  return stack.find((face) => face.glyph(codePoint) !== 0);
}
