// Content streams: the operations of one page in PDF's own language, y upward, marked with their structure element.

import type { Colour, LineOp, Op, Page, PictureOp, QrOp, RectOp, TextOp } from '../flow/display.ts';
import type { Tag } from '../flow/tag.ts';
import type { FontLibrary, Run } from '../fonts/library.ts';
import { PAGE_HEIGHT } from '../units.ts';
import { pdfNumber, pdfText } from './text-object.ts';

/** What a page tells the document: glyphs used by face, and the structure elements in order of their marked content. */
export interface PageContent {
  stream: string;
  /** Index = marked content id. */
  marks: Tag[];
}

/** Collects what the pages need of the document. */
export interface Use {
  note(run: Run): void;
  /** The name by which a picture is drawn. */
  notePicture(png: Uint8Array): string;
}

const CIRCLE = 0.5522847498;

const showOperators = new WeakMap<Run, string>();

/** Hexadecimal glyph ids with kerning between them, e.g. [<0012>-20<0013>]TJ. Independent of size, so kept per run. */
function showOperator(run: Run): string {
  let operator = showOperators.get(run);
  if (operator === undefined) {
    operator = buildShow(run);
    showOperators.set(run, operator);
  }
  return operator;
}

function buildShow(run: Run): string {
  let text = '[<';
  let isPlain = true;
  run.glyphs.forEach((glyph, index) => {
    text += glyph.toString(16).padStart(4, '0');
    const kern = run.shifts[index] ?? 0;
    if (kern !== 0 && index < run.glyphs.length - 1) {
      isPlain = false;
      text += `>${pdfNumber(-kern)}<`;
    }
  });
  return isPlain ? `${text.slice(1)}>Tj\n` : `${text}>]TJ\n`;
}

const colours = new Map<Colour, string>();

function colourOperands(colour: Colour): string {
  let operands = colours.get(colour);
  if (operands === undefined) {
    operands = [1, 3, 5].map((at) => pdfNumber(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
    colours.set(colour, operands);
  }
  return operands;
}

/** Writes one page. */
export function pageContent(fonts: FontLibrary, page: Page, use: Use): PageContent {
  const writer = new ContentWriter(fonts, use);
  for (const op of page.ops) writer.write(op);
  return writer.finish();
}

class ContentWriter {
  private readonly fonts: FontLibrary;
  private readonly use: Use;
  private readonly marks: Tag[] = [];
  private out = '';
  private open: Tag | null | undefined;
  private isText = false;
  private font = '';
  private fill = '';
  private stroke = '';

  constructor(fonts: FontLibrary, use: Use) {
    this.fonts = fonts;
    this.use = use;
  }

  write(op: Op): void {
    this.mark(op.tag);
    switch (op.kind) {
      case 'text':
        this.text(op);
        break;
      case 'rect':
        this.rect(op);
        break;
      case 'line':
        this.line(op);
        break;
      case 'qr':
        this.qr(op);
        break;
      case 'picture':
        this.picture(op);
        break;
    }
  }

  finish(): PageContent {
    this.endText();
    if (this.open !== undefined) this.out += 'EMC\n';
    return { stream: this.out, marks: this.marks };
  }

  private mark(tag: Tag | null): void {
    if (this.open === tag) return;
    this.endText();
    if (this.open !== undefined) this.out += 'EMC\n';
    this.open = tag;
    if (tag === null) {
      this.out += '/Artifact BMC\n';
    } else {
      this.out += `/${tag.role}<</MCID ${this.marks.length}>>BDC\n`;
      this.marks.push(tag);
    }
  }

  private endText(): void {
    if (this.isText) this.out += 'ET\n';
    this.isText = false;
  }

  private setFill(colour: Colour): void {
    if (this.fill === colour) return;
    this.out += `${colourOperands(colour)} rg\n`;
    this.fill = colour;
  }

  private text(op: TextOp): void {
    const shaped = this.fonts.shape(op.font, op.text);
    if (op.actual !== undefined) {
      this.endText();
      this.out += `/Span<</ActualText ${pdfText(op.actual)}>>BDC\n`;
    }
    this.setFill(op.colour);
    if (!this.isText) this.out += 'BT\n';
    this.isText = true;
    for (const run of shaped.runs) {
      this.use.note(run);
      const font = `/${run.face.name} ${pdfNumber(op.size)} Tf\n`;
      if (font !== this.font) this.out += font;
      this.font = font;
      const x = pdfNumber(op.x + (run.offset * op.size) / 1000);
      this.out += `1 0 0 1 ${x} ${pdfNumber(PAGE_HEIGHT - op.y)} Tm${showOperator(run)}`;
    }
    if (op.actual !== undefined) {
      this.endText();
      this.out += 'EMC\n';
    }
  }

  private rect(op: RectOp): void {
    this.endText();
    this.setFill(op.colour);
    const bottom = PAGE_HEIGHT - op.y - op.height;
    if (op.radius === 0) {
      this.out += `${[op.x, bottom, op.width, op.height].map(pdfNumber).join(' ')} re f\n`;
    } else {
      this.out += roundedRect(op.x, bottom, op.width, op.height, op.radius);
    }
  }

  private picture(op: PictureOp): void {
    this.endText();
    const place = [op.width, 0, 0, op.height, op.x, PAGE_HEIGHT - op.y - op.height].map(pdfNumber).join(' ');
    this.out += `q ${place} cm /${this.use.notePicture(op.png)} Do Q\n`;
  }

  private line(op: LineOp): void {
    this.endText();
    if (this.stroke !== op.colour) this.out += `${colourOperands(op.colour)} RG\n`;
    this.stroke = op.colour;
    const dash = op.dash === null ? '[]' : `[${pdfNumber(op.dash)}]`;
    const [x1, y1, x2, y2] = [op.x1, PAGE_HEIGHT - op.y1, op.x2, PAGE_HEIGHT - op.y2].map(pdfNumber);
    this.out += `${dash} 0 d ${pdfNumber(op.width)} w ${x1} ${y1} m ${x2} ${y2} l S\n`;
  }

  /** Rows of dark modules as rectangles in module units; the matrix turns the axis back to downward. */
  private qr(op: QrOp): void {
    this.endText();
    this.setFill('#000000');
    const edge = pdfNumber(op.size / op.modules);
    this.out += `q ${edge} 0 0 -${edge} ${pdfNumber(op.x)} ${pdfNumber(PAGE_HEIGHT - op.y)} cm\n`;
    for (const [column, row, length] of darkRuns(op)) this.out += `${column} ${row} ${length} 1 re\n`;
    this.out += 'f Q\n';
  }
}

/** Horizontal runs of dark modules: column, row, length. */
export function* darkRuns(op: Pick<QrOp, 'modules' | 'dark'>): Generator<readonly [number, number, number]> {
  for (let row = 0; row < op.modules; row++) {
    let start = -1;
    for (let column = 0; column <= op.modules; column++) {
      const isDark = column < op.modules && op.dark[row * op.modules + column] === 1;
      if (isDark && start < 0) start = column;
      if (!isDark && start >= 0) {
        yield [start, row, column - start];
        start = -1;
      }
    }
  }
}

function roundedRect(x: number, y: number, width: number, height: number, radius: number): string {
  const far = radius * (1 - CIRCLE);
  const [right, top] = [x + width, y + height];
  const p = (...values: number[]): string => values.map(pdfNumber).join(' ');
  return [
    `${p(x + radius, y)} m ${p(right - radius, y)} l`,
    `${p(right - far, y, right, y + far, right, y + radius)} c ${p(right, top - radius)} l`,
    `${p(right, top - far, right - far, top, right - radius, top)} c ${p(x + radius, top)} l`,
    `${p(x + far, top, x, top - far, x, top - radius)} c ${p(x, y + radius)} l`,
    `${p(x, y + far, x + far, y, x + radius, y)} c h f\n`,
  ].join(' ');
}
