// Fonts as a PDF wants them: subset, widths and the way back to Unicode. A base set of glyphs is cut once per process;
// a letter with rarer glyphs gets base plus extra, and the last few of those are kept.

import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Face } from '../fonts/face.ts';
import { subsetFont } from '../fonts/harfbuzz-subset.ts';
import { pdfNumber } from './text-object.ts';

export interface EmbeddedFont {
  /** With subset tag: ABCDEF+IBMPlexSans. */
  name: string;
  file: Uint8Array;
  fileLength: number;
  toUnicode: Uint8Array;
  /** Value of /W: widths by glyph id. */
  widths: string;
}

const BASE_CHARACTERS = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0xac),
  ...range(0xae, 0xff),
  ...'€–—‘’‚“”„…−•‰′″ŒœẞŠšŽžŸĄąĆćĘęŁłŃńŚśŹźŻżČčĎďĚěŇňŘřŤťŮůŐőŰűĞğİıŞşĂăȘșȚțĐđ\u2009\u202f\u2011',
].map((entry) => (typeof entry === 'number' ? entry : (entry.codePointAt(0) ?? 0)));

const KEPT_FONTS = 24;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Which characters stand for a glyph, by glyph id. */
type GlyphTexts = ReadonlyMap<number, number>;

const bases = new WeakMap<Face, GlyphTexts>();
const built = new Map<string, EmbeddedFont>();

function baseOf(face: Face): GlyphTexts {
  let base = bases.get(face);
  if (!base) {
    const glyphs = new Map<number, number>();
    for (const codePoint of BASE_CHARACTERS) {
      const glyph = face.glyph(codePoint);
      if (glyph !== 0 && !glyphs.has(glyph)) glyphs.set(glyph, codePoint);
    }
    base = glyphs;
    bases.set(face, base);
  }
  return base;
}

/** The font for a document that uses these glyphs. A fallback font gets no base: whoever needs it needs few glyphs. */
export function embedFont(face: Face, used: GlyphTexts, isFallback: boolean): EmbeddedFont {
  const base = isFallback ? new Map<number, number>() : baseOf(face);
  const extra = [...used].filter(([glyph]) => !base.has(glyph)).sort(([left], [right]) => left - right);
  const key = `${face.postScriptName} ${extra.map(([glyph, codePoint]) => `${glyph}:${codePoint}`).join(' ')}`;
  const known = built.get(key);
  if (known) {
    // Moved to the end: the map's order is the order of last use.
    built.delete(key);
    built.set(key, known);
    return known;
  }
  const font = buildFont(face, new Map([...base, ...extra]), key);
  const oldest = built.keys().next();
  if (built.size >= KEPT_FONTS && !oldest.done) built.delete(oldest.value);
  built.set(key, font);
  return font;
}

function buildFont(face: Face, glyphs: GlyphTexts, key: string): EmbeddedFont {
  const ids = [...glyphs.keys()].sort((left, right) => left - right);
  const file = subsetFont(face.bytes, ids);
  return {
    name: `${subsetTag(key)}+${face.postScriptName}`,
    file: deflateSync(file, { level: 9 }),
    fileLength: file.length,
    toUnicode: deflateSync(unicodeMap(ids, glyphs), { level: 9 }),
    widths: widthsOf(face, ids),
  };
}

/** Six capital letters that differ with the subset, as PDF asks. */
function subsetTag(key: string): string {
  const hash = createHash('sha256').update(key).digest();
  return Array.from(hash.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function unicodeMap(ids: readonly number[], glyphs: GlyphTexts): string {
  const entries = ids.map((id) => {
    const text = String.fromCodePoint(glyphs.get(id) ?? 0xfffd);
    const units = Array.from({ length: text.length }, (_, index) => hex4(text.charCodeAt(index))).join('');
    return `<${hex4(id)}> <${units}>`;
  });
  const blocks: string[] = [];
  for (let start = 0; start < entries.length; start += 100) {
    const block = entries.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** Neighbouring ids share one array: 3 [600 600 ...]. */
function widthsOf(face: Face, ids: readonly number[]): string {
  let text = '[';
  let previous = -2;
  for (const id of ids) {
    if (id !== previous + 1) text += `${previous === -2 ? '' : ']'}${id}[`;
    text += `${text.endsWith('[') ? '' : ' '}${pdfNumber(face.advance(id))}`;
    previous = id;
  }
  return `${text}${ids.length > 0 ? ']' : ''}]`;
}
