// Collects the objects of a PDF in a pdf-lib context and writes them: bytes the same for the same objects.

import { deflateSync } from 'node:zlib';
import { PDFContext, PDFHeader, PDFRef } from 'pdf-lib';
import { CompactWriter } from './compact-writer.ts';
import { type DocumentFacts, infoDictionary } from './metadata.ts';
import { TextObject, TextStream } from './text-object.ts';

/** Three bytes in a hundred more than the usual level 6, for half the time. */
const CONTENT_LEVEL = 4;

export class DocumentWriter {
  private readonly context = PDFContext.create();

  /** A free object number, to be filled by `put`. */
  reserve(): number {
    return this.context.nextRef().objectNumber;
  }

  put(id: number, text: string): void {
    this.context.assign(PDFRef.of(id), new TextObject(text));
  }

  /** Adds an object and returns its number. */
  add(text: string): number {
    const id = this.reserve();
    this.put(id, text);
    return id;
  }

  /** Deflates and adds a stream. */
  stream(entries: string, bytes: Uint8Array): number {
    return this.compressed(entries, deflateSync(bytes, { level: CONTENT_LEVEL }));
  }

  /** Adds a stream that is deflated already. */
  compressed(entries: string, deflated: Uint8Array): number {
    return this.plain(`/Filter/FlateDecode${entries}`, deflated);
  }

  /** Adds a stream as it is; `entries` are its dictionary but for the length. */
  plain(entries: string, bytes: Uint8Array): number {
    return this.context.register(new TextStream(this.context.obj({}), bytes, entries)).objectNumber;
  }

  /** The file. `id` are 32 hexadecimal digits made from the content. */
  finish(catalog: number, facts: DocumentFacts, id: string): Promise<Uint8Array> {
    const { context } = this;
    context.header = PDFHeader.forVersion(1, 7);
    context.trailerInfo.Root = PDFRef.of(catalog);
    context.trailerInfo.Info = PDFRef.of(this.add(infoDictionary(facts)));
    context.trailerInfo.ID = new TextObject(`[<${id}><${id}>]`);
    return new CompactWriter(context).serializeToBuffer();
  }
}
