// Any file a person may drop: told by its content and read. Pure of database and clock, so that it can run in a worker.

import { readAttached, readEInvoice } from '../e-invoices/read.ts';
import type { EInvoiceFile } from '../e-invoices/types.ts';
import { formatOf } from '../ingest/detect.ts';
import { type ImportFile, ImportRefused, type ReadOptions, readImportFile } from '../ingest/index.ts';
import { readXml } from '../ingest/xml.ts';
import { type ArchiveFile, readArchive } from '../ingest/zip.ts';
import { isCamt, readCamt } from '../statements/camt.ts';
import { readMt940 } from '../statements/mt940.ts';
import { mergeStatements } from '../statements/read.ts';
import type { StatementFile } from '../statements/types.ts';

export type ReadAny =
  | { kind: 'table'; file: ImportFile }
  | { kind: 'statement'; file: StatementFile }
  | { kind: 'e_invoice'; files: EInvoiceFile[] };

export interface ReadAnyOptions extends ReadOptions {
  /** XML files attached to a PDF of the input, by its name: PDFs are opened elsewhere, before this is called. */
  attached?: ReadonlyMap<string, readonly { name: string; bytes: Uint8Array }[]>;
}

/** Throws ImportRefused, and nothing else, when the file as a whole cannot be taken. */
export async function readAny(name: string, bytes: Uint8Array, options: ReadAnyOptions): Promise<ReadAny> {
  switch (formatOf(bytes)) {
    case 'zip':
      return readMany(name, await readArchive(name, bytes), options);
    case 'xml':
      return readXmlFile(name, bytes);
    case 'pdf':
      return readPdf(name, bytes, options);
    case 'mt940':
      return { kind: 'statement', file: readMt940(name, bytes) };
    case 'table':
      return { kind: 'table', file: await readImportFile({ name, bytes }, options) };
  }
}

function readPdf(name: string, bytes: Uint8Array, options: ReadAnyOptions): ReadAny {
  const invoice = readAttached(name, options.attached?.get(name) ?? []);
  return { kind: 'e_invoice', files: [{ invoice, pdf: { name, bytes }, notes: [] }] };
}

/** An archive holds statements, as banks send them, or e-invoices; each file in it is read by what it is. */
async function readMany(name: string, files: readonly ArchiveFile[], options: ReadAnyOptions): Promise<ReadAny> {
  const statements: { name: string; file: StatementFile }[] = [];
  const invoices: EInvoiceFile[] = [];
  for (const inner of files) {
    const format = formatOf(inner.bytes);
    if (format === 'zip') throw mixed(name, 'an archive within the archive');
    if (format === 'pdf') throw mixed(name, `the PDF ${inner.name}`);
    const read = await readAny(`${name}/${inner.name}`, inner.bytes, options);
    if (read.kind === 'statement') statements.push({ name: inner.name, file: read.file });
    else if (read.kind === 'e_invoice') invoices.push(...read.files);
    else throw mixed(name, `the table ${inner.name}`);
  }
  if (statements.length > 0 && invoices.length > 0) throw mixed(name, 'bank statements and invoices together');
  if (invoices.length > 0) return { kind: 'e_invoice', files: invoices };
  return { kind: 'statement', file: mergeStatements(statements) };
}

function readXmlFile(name: string, bytes: Uint8Array): ReadAny {
  const { name: rootName, root } = readXml(name, bytes);
  if (isCamt(rootName, root)) return { kind: 'statement', file: readCamt(name, root) };
  const invoice = readEInvoice(name, rootName, root);
  if (invoice !== null) return { kind: 'e_invoice', files: [{ invoice, pdf: null, notes: [] }] };
  throw new ImportRefused({
    code: 'xml_refused',
    file: name,
    line: null,
    what: `this XML is a "${rootName}": neither a bank statement nor an invoice`,
    todo: 'Bank statements come as camt.053, invoices as XRechnung, UBL or CII.',
  });
}

function mixed(file: string, what: string): ImportRefused {
  const todo = 'Unpack it and import the files one by one.';
  return new ImportRefused({ code: 'archive_refused', file, line: null, what: `the archive holds ${what}`, todo });
}
