// A PDF object kept as ready-made text. pdf-lib's typed dictionaries cost several times as much to build and print.

import { type PDFDict, PDFObject, PDFStream } from 'pdf-lib';

/** Latin-1 text of one object, e.g. "<</Type/Catalog>>". */
export class TextObject extends PDFObject {
  private readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override clone(): TextObject {
    return this;
  }

  override toString(): string {
    return this.text;
  }

  override sizeInBytes(): number {
    return this.text.length;
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    for (let index = 0; index < this.text.length; index++) buffer[offset + index] = this.text.charCodeAt(index);
    return this.text.length;
  }
}

const STREAM_END = new TextObject('\nendstream');

/** A stream whose dictionary is ready-made text; `bytes` are written as they are. */
export class TextStream extends PDFStream {
  private readonly head: TextObject;
  private readonly bytes: Uint8Array;

  /** `empty` is a dictionary of the context, only there because pdf-lib's streams need one. */
  constructor(empty: PDFDict, bytes: Uint8Array, entries: string) {
    super(empty);
    this.bytes = bytes;
    this.head = new TextObject(`<</Length ${bytes.length}${entries}>>\nstream\n`);
  }

  override sizeInBytes(): number {
    return this.head.sizeInBytes() + this.bytes.length + STREAM_END.sizeInBytes();
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    const start = offset + this.head.copyBytesInto(buffer, offset);
    buffer.set(this.bytes, start);
    STREAM_END.copyBytesInto(buffer, start + this.bytes.length);
    return this.sizeInBytes();
  }
}

/** A text string of a PDF dictionary: UTF-16 with byte order mark, in hexadecimal. */
export function pdfText(text: string): string {
  let hex = 'FEFF';
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  return `<${hex.toUpperCase()}>`;
}

/** A number with at most three decimals and no exponent. */
export function pdfNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
