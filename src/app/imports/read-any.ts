// Any file a person may drop: told by its content and read. Pure of database and clock, so that it can run apart.

import { readAttached, readEInvoice } from '../e-invoices/read.ts';
import type { EInvoiceFile } from '../e-invoices/types.ts';
import { formatOf } from '../ingest/detect.ts';
import {
  FILE_ORDER,
  type FileKind,
  type ImportFile,
  ImportRefused,
  type ReadOptions,
  readImportFile,
} from '../ingest/index.ts';
import { readXml } from '../ingest/xml.ts';
import { type ArchiveFile, baseName, readArchive } from '../ingest/zip.ts';
import { fileRefusedTexts } from '../refusals/files.ts';
import type { Texts } from '../refusals/say.ts';
import { ENTRY, isCamt, readCamt } from '../statements/camt.ts';
import { readMt940 } from '../statements/mt940.ts';
import { mergeStatements } from '../statements/read.ts';
import type { StatementFile } from '../statements/types.ts';

export type ReadOne =
  | { kind: 'table'; file: ImportFile }
  | { kind: 'statement'; file: StatementFile }
  | { kind: 'e_invoice'; files: EInvoiceFile[] };

/** What an archive holds: its statements as one, its e-invoices as one, its tables one by one. */
export interface ReadArchive {
  kind: 'archive';
  /** In the order in which they rest on each other. */
  parts: { name: string; read: ReadOne }[];
  /** Files that cannot be taken, with the reason; they stop nothing. */
  refused: { name: string; texts: Texts }[];
}

export type ReadAny = ReadOne | ReadArchive;

export interface ReadAnyOptions extends ReadOptions {
  /**
   * XML files attached to PDFs of the input, or why one could not be opened, by its name: PDFs are opened elsewhere,
   * before this is called.
   */
  attached?: ReadonlyMap<string, readonly { name: string; bytes: Uint8Array }[] | string>;
}

/** Throws ImportRefused, and nothing else, when the file as a whole cannot be taken. */
export async function readAny(name: string, bytes: Uint8Array, options: ReadAnyOptions): Promise<ReadAny> {
  if (formatOf(bytes) === 'zip') return readMany(name, await readArchive(name, bytes), options);
  return readOne(name, bytes, options);
}

/** The PDFs within an archive, by the names under which `attached` is asked for them. */
export async function pdfsWithin(name: string, bytes: Uint8Array): Promise<ArchiveFile[]> {
  const files = await readArchive(name, bytes);
  return files
    .filter((file) => formatOf(file.bytes) === 'pdf')
    .map((file) => ({ ...file, name: `${name}/${file.name}` }));
}

async function readOne(name: string, bytes: Uint8Array, options: ReadAnyOptions): Promise<ReadOne> {
  switch (formatOf(bytes)) {
    case 'zip':
      throw nested(name);
    case 'xml':
      return readXmlFile(name, bytes, options);
    case 'pdf':
      return readPdf(name, bytes, options);
    case 'mt940':
      return { kind: 'statement', file: readMt940(name, bytes) };
    case 'table':
      return { kind: 'table', file: await readImportFile({ name, bytes }, options) };
  }
}

function readPdf(name: string, bytes: Uint8Array, options: ReadAnyOptions): ReadOne {
  const attached = options.attached?.get(name);
  if (typeof attached === 'string') throw noInvoice(name, attached);
  const invoice = readAttached(name, attached ?? []);
  return { kind: 'e_invoice', files: [{ invoice, pdf: { name: baseName(name), bytes }, notes: [] }] };
}

/** Each file of an archive by what it is; one that cannot be taken is told, unless none can. */
async function readMany(name: string, files: readonly ArchiveFile[], options: ReadAnyOptions): Promise<ReadAny> {
  const tables: { name: string; read: Extract<ReadOne, { kind: 'table' }> }[] = [];
  const statements: { name: string; file: StatementFile }[] = [];
  const invoices: EInvoiceFile[] = [];
  const refusals: { name: string; error: ImportRefused }[] = [];
  for (const inner of files) {
    try {
      const read = await readOne(`${name}/${inner.name}`, inner.bytes, options);
      if (read.kind === 'statement') statements.push({ name: inner.name, file: read.file });
      else if (read.kind === 'e_invoice') invoices.push(...read.files);
      else tables.push({ name: inner.name, read });
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      refusals.push({ name: inner.name, error });
    }
  }
  const parts: ReadArchive['parts'] = [...tables];
  if (invoices.length > 0) parts.push({ name, read: { kind: 'e_invoice', files: invoices } });
  if (statements.length > 0) parts.push({ name, read: { kind: 'statement', file: mergeStatements(statements) } });
  const [only, second] = parts;
  const [refusal] = refusals;
  if (only === undefined && refusal !== undefined) throw refusal.error;
  if (only !== undefined && second === undefined && refusal === undefined) return only.read;
  parts.sort((a, b) => FILE_ORDER.indexOf(kindOf(a.read)) - FILE_ORDER.indexOf(kindOf(b.read)));
  return {
    kind: 'archive',
    parts,
    refused: refusals.map(({ name: inner, error }) => ({ name: inner, texts: fileRefusedTexts(error) })),
  };
}

function kindOf(read: ReadOne): FileKind {
  if (read.kind === 'table') return read.file.kind;
  return read.kind === 'statement' ? 'bank_statement' : 'e_invoice';
}

function readXmlFile(name: string, bytes: Uint8Array, { tell }: ReadAnyOptions): ReadOne {
  const document = readXml(name, bytes, ENTRY);
  if (isCamt(document)) return { kind: 'statement', file: readCamt(name, document, tell) };
  const { name: rootName, root } = document;
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

function noInvoice(file: string, what: string): ImportRefused {
  return new ImportRefused({ code: 'invoice_refused', file, line: null, what, todo: 'Nothing of it was imported.' });
}

function nested(file: string): ImportRefused {
  const todo = 'Unpack it and import the files within.';
  return new ImportRefused({ code: 'archive_refused', file, line: null, what: 'it is an archive within one', todo });
}
