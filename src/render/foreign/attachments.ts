// The XML files attached to a PDF (ZUGFeRD, Factur-X). Runs apart only.

import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';

export interface PdfAttachment {
  name: string;
  bytes: Uint8Array;
}

const MAX_NODES = 1_000;
const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

/** Attachments whose name ends in .xml, in the order of the document. */
export function xmlAttachments(document: PDFDocument): PdfAttachment[] {
  const names = document.catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
  const tree = names?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict);
  const specifications = tree === undefined ? [] : leavesOf(tree);
  // Factur-X lists its file as associated, too; some writers list it only there.
  const associated = document.catalog.lookupMaybe(PDFName.of('AF'), PDFArray);
  for (let at = 0; at < (associated?.size() ?? 0); at += 1) {
    const found = associated?.lookup(at);
    if (found instanceof PDFDict) specifications.push(found);
  }
  const files = specifications.flatMap(fileOf);
  return [...new Map(files.map((file) => [file.name, file])).values()];
}

/** File specifications in a name tree; a tree that goes round in circles ends at the limit. */
function leavesOf(root: PDFDict): PDFDict[] {
  const found: PDFDict[] = [];
  const open = [root];
  for (let visited = 0; visited < MAX_NODES; visited += 1) {
    const node = open.shift();
    if (node === undefined) break;
    const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray);
    for (let at = 0; at < Math.min(kids?.size() ?? 0, MAX_NODES); at += 1) {
      const kid = kids?.lookup(at);
      if (kid instanceof PDFDict) open.push(kid);
    }
    const pairs = node.lookupMaybe(PDFName.of('Names'), PDFArray);
    for (let at = 1; at < Math.min(pairs?.size() ?? 0, MAX_NODES); at += 2) {
      const leaf = pairs?.lookup(at);
      if (leaf instanceof PDFDict) found.push(leaf);
    }
  }
  return found;
}

function fileOf(specification: PDFDict): PdfAttachment[] {
  const title = specification.lookup(PDFName.of('UF')) ?? specification.lookup(PDFName.of('F'));
  const name = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : '';
  if (!name.toLowerCase().endsWith('.xml')) return [];
  const embedded = specification.lookupMaybe(PDFName.of('EF'), PDFDict);
  const stream = embedded?.lookup(PDFName.of('F')) ?? embedded?.lookup(PDFName.of('UF'));
  if (!(stream instanceof PDFRawStream)) return [];
  const bytes = decodePDFRawStream(stream).decode();
  return bytes.length > MAX_ATTACHMENT_BYTES ? [] : [{ name, bytes }];
}
