// pdf-lib's writer with one object stream and a cross-reference stream, both deflated by Node's own zlib: smaller and
// faster than pdf-lib's stream writer, which deflates in JavaScript.

import { deflateSync } from 'node:zlib';
import { defaultDocumentSnapshot, type PDFContext, type PDFObject, type PDFRef, PDFTrailer, PDFWriter } from 'pdf-lib';
import { TextObject, TextStream } from './text-object.ts';

type Indirect = [PDFRef, PDFObject];

/** Type, offset or number of the object stream, index in it (PDF 32000-1, 7.5.8.3). */
type Entry = readonly [type: number, place: number, index: number];

const FREE: Entry = [0, 0, 0];

export class CompactWriter extends PDFWriter {
  constructor(context: PDFContext) {
    super(context, Number.POSITIVE_INFINITY, defaultDocumentSnapshot);
  }

  protected override async computeBufferSize() {
    const { context } = this;
    const all = context.enumerateIndirectObjects();
    const small = all.filter(([, object]) => object instanceof TextObject);
    const streams = all.filter(([, object]) => !(object instanceof TextObject));
    const packRef = context.nextRef();
    const xrefRef = context.nextRef();
    const written: Indirect[] = [...streams, [packRef, this.pack(small)]];
    const entries: Entry[] = Array.from({ length: context.largestObjectNumber + 1 }, () => FREE);
    small.forEach(([ref], index) => {
      entries[ref.objectNumber] = [2, packRef.objectNumber, index];
    });
    let size = context.header.sizeInBytes() + 2;
    for (const object of written) {
      entries[object[0].objectNumber] = [1, size, 0];
      size += this.computeIndirectObjectSize(object);
    }
    entries[xrefRef.objectNumber] = [1, size, 0];
    const trailer = PDFTrailer.forLastCrossRefSectionOffset(size);
    const xref: Indirect = [xrefRef, this.crossReference(entries)];
    written.push(xref);
    size += this.computeIndirectObjectSize(xref) + trailer.sizeInBytes();
    return { size, header: context.header, indirectObjects: written, trailer };
  }

  /** All small objects in one stream: their numbers and offsets first. */
  private pack(objects: readonly Indirect[]): TextStream {
    let offset = 0;
    let head = '';
    let body = '';
    for (const [ref, object] of objects) {
      const text = object.toString();
      head += `${ref.objectNumber} ${offset} `;
      body += `${text}\n`;
      offset += text.length + 1;
    }
    const deflated = deflateSync(Buffer.from(head + body, 'latin1'));
    const entries = `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`;
    return new TextStream(this.context.obj({}), deflated, entries);
  }

  /** Rows as differences to the row above (PNG filter "up"): neighbours differ by little, which deflates to nothing. */
  private crossReference(entries: readonly Entry[]): TextStream {
    const widths = [1, bytesFor(entries.map((entry) => entry[1])), bytesFor(entries.map((entry) => entry[2]))] as const;
    const columns = widths[0] + widths[1] + widths[2];
    const rows = Buffer.alloc(entries.length * (columns + 1));
    let above = Buffer.alloc(columns);
    entries.forEach((entry, index) => {
      const row = Buffer.alloc(columns);
      row.writeUIntBE(entry[0], 0, widths[0]);
      row.writeUIntBE(entry[1], widths[0], widths[1]);
      row.writeUIntBE(entry[2], widths[0] + widths[1], widths[2]);
      const at = index * (columns + 1);
      rows[at] = 2;
      for (let byte = 0; byte < columns; byte++) rows[at + 1 + byte] = (row[byte] ?? 0) - (above[byte] ?? 0);
      above = row;
    });
    const { Root, Info, ID } = this.context.trailerInfo;
    const links = `/Root ${String(Root)}/Info ${String(Info)}/ID ${String(ID)}`;
    const decoding = `/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${columns}>>`;
    const dictionary = `/Type/XRef/Size ${entries.length}/W[${widths.join(' ')}]${links}${decoding}`;
    return new TextStream(this.context.obj({}), deflateSync(rows), dictionary);
  }
}

function bytesFor(values: readonly number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  return Math.max(1, Math.ceil(Math.log2(largest + 1) / 8));
}
