// Foreign PDFs: original invoices handed in by people and other programs. Inspected when they arrive, never trusted.

import type { DocumentFacts } from '../pdf/metadata.ts';
import { apart, type ForeignResult } from './apart.ts';
import type { PdfAttachment } from './attachments.ts';
import {
  FOREIGN_LIMITS,
  type ForeignFault,
  type ForeignLimits,
  firstLook,
  type Inspection,
  refused,
} from './limits.ts';
import type { MergePart } from './merge.ts';

/** A file of someone else with the name people know it by. */
export interface ForeignFile {
  name: string;
  bytes: Uint8Array;
}

/** A file that was left out, and why. */
export interface ForeignProblem {
  name: string;
  fault: ForeignFault;
  message: string;
}

/** Whether a PDF can be opened, and how many pages it has; else why not. Never throws, whatever the bytes are. */
export async function inspectPdf(bytes: Uint8Array, limits: ForeignLimits = FOREIGN_LIMITS): Promise<Inspection> {
  const refusal = firstLook(bytes, limits);
  if (refusal) return refusal;
  const answer = await apart({ kind: 'inspect', bytes }, limits);
  switch (answer.kind) {
    case 'inspected':
      if (answer.pages === 0) return refused('damaged');
      if (answer.pages > limits.pages) return refused('too_large', `${answer.pages} pages, at most ${limits.pages}.`);
      return { ok: true, pages: answer.pages };
    case 'stopped':
      return { ok: false, fault: answer.fault, message: answer.message };
    case 'failed':
      return refused(/password|encrypted/i.test(answer.message) ? 'password' : 'damaged');
    case 'made':
    case 'attached':
      throw new Error('The process answered another question than it was asked.');
  }
}

/** The XML files attached to a PDF (ZUGFeRD, Factur-X); else why it cannot be opened. Never throws. */
export async function attachedXml(
  bytes: Uint8Array,
  limits: ForeignLimits = FOREIGN_LIMITS,
): Promise<{ ok: true; files: PdfAttachment[] } | { ok: false; message: string }> {
  const refusal = firstLook(bytes, limits);
  if (refusal) return refusal;
  const answer = await apart({ kind: 'attachments', bytes }, limits);
  switch (answer.kind) {
    case 'attached':
      return { ok: true, files: answer.files };
    case 'stopped':
      return { ok: false, message: answer.message };
    case 'failed':
      return refused(/password|encrypted/i.test(answer.message) ? 'password' : 'damaged');
    case 'made':
    case 'inspected':
      throw new Error('The process answered another question than it was asked.');
  }
}

/** Sorts files into those that can be read and the problems of the others. */
export async function readable(
  files: readonly ForeignFile[],
): Promise<{ good: (ForeignFile & { pages: number })[]; problems: ForeignProblem[] }> {
  const good: (ForeignFile & { pages: number })[] = [];
  const problems: ForeignProblem[] = [];
  for (const file of files) {
    const found = await inspectPdf(file.bytes);
    if (found.ok) good.push({ ...file, pages: found.pages });
    else problems.push({ name: file.name, fault: found.fault, message: found.message });
  }
  return { good, problems };
}

/**
 * The letter with the pages of the originals behind it. An original that cannot be read is left out and reported; the
 * result is then no longer PDF/A, so the plain letter stays the stored document.
 */
export async function appendOriginals(
  letter: Uint8Array,
  originals: readonly ForeignFile[],
): Promise<{ pdf: Uint8Array; pages: number; problems: ForeignProblem[] }> {
  const { good, problems } = await readable(originals);
  const job = { kind: 'append', letter, originals: good.map((file) => file.bytes) } as const;
  return { ...made(await apart(job, FOREIGN_LIMITS)), problems };
}

/** Several files, own and foreign ones that were inspected, in one. Throws when the process had to be stopped. */
export async function assemble(parts: MergePart[], facts: DocumentFacts): Promise<{ pdf: Uint8Array; pages: number }> {
  return made(await apart({ kind: 'assemble', parts, facts }, { ...FOREIGN_LIMITS, deadlineMs: 120_000 }));
}

function made(result: ForeignResult): { pdf: Uint8Array; pages: number } {
  switch (result.kind) {
    case 'made':
      return { pdf: result.pdf, pages: result.pages };
    case 'failed':
    case 'stopped':
      throw new Error(`The PDF could not be put together: ${result.message}`);
    case 'inspected':
    case 'attached':
      throw new Error('The process answered another question than it was asked.');
  }
}
