// Pages of finished PDFs in one new file. Equal objects are written once: a batch of letters shares its fonts, which
// keeps 500 letters at a few megabytes. Structure trees, forms and links stay behind: these files are for paper and for
// reading, the tagged letter itself is stored elsewhere.

import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPageLeaf,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from 'pdf-lib';
import { DocumentWriter } from '../pdf/document-writer.ts';
import type { DocumentFacts } from '../pdf/metadata.ts';
import { pdfText } from '../pdf/text-object.ts';

export interface MergePart {
  /** Bookmark of the part's first page; empty = none. */
  title: string;
  bytes: Uint8Array;
}

/** Entries of a page that point out of it, or make no sense in another file. */
const LEFT_BEHIND = new Set(['Parent', 'StructParents', 'Annots', 'B', 'Metadata', 'PieceInfo', 'Thumb', 'Tabs']);
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

interface Bookmark {
  title: string;
  page: number;
}

/** Adds pages part by part, so that only one source is in memory at a time. */
export class PdfMerger {
  private readonly writer = new DocumentWriter();
  private readonly pagesId = this.writer.reserve();
  private readonly pages: number[] = [];
  private readonly bookmarks: Bookmark[] = [];
  private readonly known = new Map<string, number>();
  private readonly hash = createHash('sha256');

  /** Appends all pages of a file and returns how many. Throws pdf-lib's errors when the file cannot be read. */
  async add(part: MergePart): Promise<number> {
    const document = await openPdf(part.bytes);
    const sources = document.getPages();
    const copy = new ObjectCopy(document, this.writer, this.known, this.hash);
    const first = this.pages.length;
    for (const source of sources) this.pages.push(this.addPage(source.node, copy));
    const page = this.pages[first];
    if (part.title !== '' && page !== undefined) this.bookmarks.push({ title: part.title, page });
    return sources.length;
  }

  private addPage(source: PDFPageLeaf, copy: ObjectCopy): number {
    const entries = new Map<string, PDFObject>();
    for (const [key, value] of source.entries()) entries.set(key.decodeText(), value);
    for (const key of INHERITED) {
      const value = source.getInheritableAttribute(PDFName.of(key));
      if (value) entries.set(key, value);
    }
    const kept = [...entries].filter(([key]) => !LEFT_BEHIND.has(key));
    const text = kept.map(([key, value]) => `${PDFName.of(key).toString()} ${copy.text(value)}`).join('');
    this.hash.update(text);
    return this.writer.add(`<<${text}/Parent ${this.pagesId} 0 R>>`);
  }

  /** The file; the last page is moved to the front `covers` times (a cover is known only after the rest). */
  finish(facts: DocumentFacts, covers = 0): Promise<Uint8Array> {
    const split = this.pages.length - covers;
    const order = [...this.pages.slice(split), ...this.pages.slice(0, split)];
    const kids = order.map((id) => `${id} 0 R`).join(' ');
    this.writer.put(this.pagesId, `<</Type/Pages/Count ${order.length}/Kids[${kids}]>>`);
    const outlines = this.bookmarks.length > 0 ? `/Outlines ${this.addOutlines()} 0 R/PageMode/UseOutlines` : '';
    const catalog = this.writer.add(
      `<</Type/Catalog/Pages ${this.pagesId} 0 R/Lang ${pdfText(facts.language)}${outlines}` +
        '/ViewerPreferences<</DisplayDocTitle true>>>>',
    );
    return this.writer.finish(catalog, facts, this.hash.digest('hex').slice(0, 32));
  }

  private addOutlines(): number {
    const root = this.writer.reserve();
    const ids = this.bookmarks.map(() => this.writer.reserve());
    this.bookmarks.forEach(({ title, page }, index) => {
      const previous = ids[index - 1];
      const next = ids[index + 1];
      const back = previous === undefined ? '' : `/Prev ${previous} 0 R`;
      const forth = next === undefined ? '' : `/Next ${next} 0 R`;
      const entry = `<</Title ${pdfText(title)}/Parent ${root} 0 R/Dest[${page} 0 R/Fit]${back}${forth}>>`;
      this.writer.put(ids[index] ?? root, entry);
    });
    const ends = `/First ${ids[0]} 0 R/Last ${ids[ids.length - 1]} 0 R`;
    this.writer.put(root, `<</Type/Outlines/Count ${ids.length}${ends}>>`);
    return root;
  }
}

/** Reads a PDF, decrypting what only has an owner's password. Throws when it cannot be read. */
export function openPdf(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false, password: '', warnOnInvalidObjects: false });
}

/** Copies objects of one source, each once; objects that read the same as a known one become that one. */
class ObjectCopy {
  private readonly source: PDFDocument;
  private readonly writer: DocumentWriter;
  private readonly known: Map<string, number>;
  private readonly hash: ReturnType<typeof createHash>;
  /** New object number by old reference; null while the object is being copied. */
  private readonly copied = new Map<PDFRef, number | null>();
  /** Numbers given to objects that refer to themselves in the end. */
  private readonly cyclic = new Map<PDFRef, number>();

  constructor(
    source: PDFDocument,
    writer: DocumentWriter,
    known: Map<string, number>,
    hash: ReturnType<typeof createHash>,
  ) {
    this.source = source;
    this.writer = writer;
    this.known = known;
    this.hash = hash;
  }

  /** An object as text of the new file. */
  text(object: PDFObject): string {
    if (object instanceof PDFRef) return `${this.reference(object)} 0 R`;
    if (object instanceof PDFArray)
      return `[${object
        .asArray()
        .map((item) => this.text(item))
        .join(' ')}]`;
    if (object instanceof PDFDict) return `<<${this.entries(object)}>>`;
    return object.toString();
  }

  private entries(dictionary: PDFDict, without = ''): string {
    return dictionary
      .entries()
      .filter(([key]) => key.toString() !== without)
      .map(([key, value]) => `${key.toString()} ${this.text(value)}`)
      .join('');
  }

  private reference(reference: PDFRef): number {
    const known = this.copied.get(reference);
    if (typeof known === 'number') return known;
    if (known === null) return this.cyclicNumber(reference);
    this.copied.set(reference, null);
    const object = this.source.context.lookup(reference);
    const id = object instanceof PDFStream ? this.addStream(object) : this.addObject(reference, object);
    this.copied.set(reference, id);
    return id;
  }

  private cyclicNumber(reference: PDFRef): number {
    const id = this.cyclic.get(reference) ?? this.writer.reserve();
    this.cyclic.set(reference, id);
    return id;
  }

  private addObject(reference: PDFRef, object: PDFObject | undefined): number {
    const text = object ? this.text(object) : 'null';
    const cyclic = this.cyclic.get(reference);
    if (cyclic !== undefined) {
      this.writer.put(cyclic, text);
      return cyclic;
    }
    return this.once(text, () => this.writer.add(text));
  }

  private addStream(stream: PDFStream): number {
    const entries = this.entries(stream.dict, '/Length');
    const bytes = stream instanceof PDFRawStream ? stream.contents : stream.getContents();
    const digest = createHash('sha256').update(entries).update(bytes).digest('hex');
    return this.once(`stream ${digest}`, () => this.writer.plain(entries, bytes));
  }

  private once(key: string, add: () => number): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const id = add();
    this.known.set(key, id);
    this.hash.update(key);
    return id;
  }
}
