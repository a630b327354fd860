// Any file a person may drop: told by its content and read. Pure of database and clock, so that it can run in a worker.

import { formatOf } from '../ingest/detect.ts';
import { type ImportFile, ImportRefused, type ReadOptions, readImportFile } from '../ingest/index.ts';
import { readXml } from '../ingest/xml.ts';
import { type ArchiveFile, readArchive } from '../ingest/zip.ts';
import { isCamt, readCamt } from '../statements/camt.ts';
import { mergeStatements } from '../statements/read.ts';
import type { StatementFile } from '../statements/types.ts';

export type ReadAny = { kind: 'table'; file: ImportFile } | { kind: 'statement'; file: StatementFile };

/** Throws ImportRefused, and nothing else, when the file as a whole cannot be taken. */
export async function readAny(name: string, bytes: Uint8Array, options: ReadOptions): Promise<ReadAny> {
  switch (formatOf(bytes)) {
    case 'zip':
      return readMany(name, await readArchive(name, bytes), options);
    case 'xml':
      return readXmlFile(name, bytes);
    case 'mt940':
    case 'pdf':
    case 'table':
      return { kind: 'table', file: await readImportFile({ name, bytes }, options) };
  }
}

/** An archive holds statements, as banks send them; each file in it is read by what it is. */
async function readMany(name: string, files: readonly ArchiveFile[], options: ReadOptions): Promise<ReadAny> {
  const statements: { name: string; file: StatementFile }[] = [];
  for (const inner of files) {
    const format = formatOf(inner.bytes);
    if (format === 'zip') throw mixed(name, 'an archive within the archive');
    const read = await readAny(`${name}/${inner.name}`, inner.bytes, options);
    if (read.kind !== 'statement') throw mixed(name, `${inner.name}, which is no bank statement`);
    statements.push({ name: inner.name, file: read.file });
  }
  return { kind: 'statement', file: mergeStatements(statements) };
}

function readXmlFile(name: string, bytes: Uint8Array): ReadAny {
  const { name: rootName, root } = readXml(name, bytes);
  if (isCamt(rootName, root)) return { kind: 'statement', file: readCamt(name, root) };
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
