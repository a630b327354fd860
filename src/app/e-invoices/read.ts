// An e-invoice in either syntax, alone or within a PDF.

import { ImportRefused } from '../ingest/refused.ts';
import type { XmlNode } from '../ingest/xml.ts';
import { readXml } from '../ingest/xml.ts';
import { isCii, readCii } from './cii.ts';
import { checkDraft } from './draft.ts';
import type { EInvoice } from './types.ts';
import { isUbl, readUbl } from './ubl.ts';

/** The invoice of an XML document; null when the document is something else. */
export function readEInvoice(file: string, name: string, root: XmlNode): EInvoice | null {
  if (isUbl(name, root)) return checkDraft(file, readUbl(name, root));
  if (isCii(name)) return checkDraft(file, readCii(name, root));
  return null;
}

/**
 * The invoice among the XML files attached to a PDF: Factur-X and ZUGFeRD name theirs in several ways, and other
 * attachments (time sheets, orders) may lie beside it. Throws ImportRefused when there is none.
 */
export function readAttached(file: string, attachments: readonly { name: string; bytes: Uint8Array }[]): EInvoice {
  for (const attachment of attachments) {
    const { name, root } = readXml(`${file}/${attachment.name}`, attachment.bytes);
    const invoice = readEInvoice(file, name, root);
    if (invoice !== null) return invoice;
  }
  const what = 'the PDF holds no e-invoice (ZUGFeRD, Factur-X), so its amounts cannot be read';
  const todo = 'Attach it to its invoice as the original instead.';
  throw new ImportRefused({ code: 'invoice_refused', file, line: null, what, todo });
}
