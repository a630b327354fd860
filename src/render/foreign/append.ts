// Puts the pages of originals behind a letter. The letter keeps its structure tree and its attachments; the claim to be
// PDF/A goes, since nobody knows what the originals are.

import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { openPdf } from './merge.ts';

const ARCHIVE_CLAIM = /<pdfaid:part>.*?<\/pdfaid:conformance>/s;
const ACCESSIBLE_CLAIM = /<pdfuaid:part>.*?<\/pdfuaid:part>/s;

/** The longer letter. Throws pdf-lib's errors when one of the originals cannot be read. */
export async function appendPages(
  letter: Uint8Array,
  originals: readonly Uint8Array[],
): Promise<{ pdf: Uint8Array; pages: number }> {
  const document = await PDFDocument.load(letter, { updateMetadata: false });
  for (const original of originals) {
    const source = await openPdf(original);
    for (const page of await document.copyPages(source, source.getPageIndices())) document.addPage(page);
  }
  dropClaims(document);
  const pdf = await document.save({ addDefaultPage: false, updateFieldAppearances: false });
  return { pdf, pages: document.getPageCount() };
}

function dropClaims(document: PDFDocument): void {
  const { catalog, context } = document;
  const metadata = catalog.lookup(PDFName.of('Metadata'));
  if (!(metadata instanceof PDFRawStream)) return;
  const packet = Buffer.from(metadata.contents).toString('utf8');
  const plain = packet.replace(ARCHIVE_CLAIM, '').replace(ACCESSIBLE_CLAIM, '');
  const stream = context.stream(Buffer.from(plain, 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(stream));
}
