// One font file: glyph ids, advances, pair kerning and outlines, each asked of HarfBuzz once and kept.

import * as hb from 'harfbuzzjs';

// Ligatures are off: "fi" across the joint of a German compound (Auflage) must stay two letters.
const PLAIN_FEATURES = ['liga', 'clig', 'calt', 'dlig'].map((tag) => new hb.Feature(tag, 0));

const shapingBuffer = new hb.Buffer();

/** A parsed font of templates/fonts. Advances and kerning are in thousandths of the em, outlines in font units. */
export class Face {
  readonly name: string;
  readonly postScriptName: string;
  readonly bytes: Uint8Array;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Left, bottom, right, top of all glyphs, thousandths of the em. */
  readonly box: readonly [number, number, number, number];
  readonly capHeight: number;
  private readonly font: hb.Font;
  private readonly glyphs = new Map<number, number>();
  private readonly advances = new Map<number, number>();
  private readonly kerns = new Map<number, number>();
  private readonly paths = new Map<number, string>();

  /** `name` is the resource name in the PDF, e.g. "F1". */
  constructor(name: string, postScriptName: string, bytes: Uint8Array) {
    this.name = name;
    this.postScriptName = postScriptName;
    this.bytes = bytes;
    const face = new hb.Face(new hb.Blob(bytes));
    this.font = new hb.Font(face);
    this.unitsPerEm = face.upem;
    const extents = this.font.hExtents();
    this.ascent = this.toThousandths(extents.ascender);
    this.descent = this.toThousandths(-extents.descender);
    const table = face.referenceTable('head');
    if (!table) throw new Error(`${postScriptName} in templates/fonts has no head table: the file is damaged.`);
    const head = new DataView(table.buffer, table.byteOffset, table.byteLength);
    const corner = (offset: number): number => Math.round(this.toThousandths(head.getInt16(offset)));
    this.box = [corner(36), corner(38), corner(40), corner(42)];
    this.capHeight = Math.round(this.toThousandths(this.font.glyphExtents(this.glyph(0x48))?.yBearing ?? 0));
  }

  private toThousandths(units: number): number {
    return (units * 1000) / this.unitsPerEm;
  }

  /** Glyph id of a code point; 0 when the font has none. */
  glyph(codePoint: number): number {
    let id = this.glyphs.get(codePoint);
    if (id === undefined) {
      id = this.font.nominalGlyph(codePoint) ?? 0;
      this.glyphs.set(codePoint, id);
    }
    return id;
  }

  advance(glyphId: number): number {
    let advance = this.advances.get(glyphId);
    if (advance === undefined) {
      advance = this.toThousandths(this.font.glyphHAdvance(glyphId));
      this.advances.set(glyphId, advance);
    }
    return advance;
  }

  /** What kerning adds between two neighbouring characters; equals full shaping of a line (test/render/fonts). */
  kern(left: number, right: number): number {
    const key = left * 0x200000 + right;
    let kern = this.kerns.get(key);
    if (kern === undefined) {
      kern = this.shapePair(left, right);
      this.kerns.set(key, kern);
    }
    return kern;
  }

  private shapePair(left: number, right: number): number {
    shapingBuffer.reset();
    shapingBuffer.addCodePoints([left, right]);
    shapingBuffer.guessSegmentProperties();
    hb.shape(this.font, shapingBuffer, PLAIN_FEATURES);
    const positions = shapingBuffer.getGlyphPositions();
    const first = positions[0];
    if (positions.length !== 2 || !first) return 0;
    return this.toThousandths(first.xAdvance) - this.advance(this.glyph(left));
  }

  /** SVG path of a glyph in font units, y upward. */
  path(glyphId: number): string {
    let path = this.paths.get(glyphId);
    if (path === undefined) {
      path = this.font.glyphToPath(glyphId);
      this.paths.set(glyphId, path);
    }
    return path;
  }
}
