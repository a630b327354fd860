// What a foreign PDF may cost, and what a first look at its bytes tells before any parser sees it.

export interface ForeignLimits {
  bytes: number;
  pages: number;
  deadlineMs: number;
  /** Growth of the process while a file is parsed; a small file can inflate to gigabytes. */
  memoryBytes: number;
}

export const FOREIGN_LIMITS: ForeignLimits = {
  bytes: 20 * 1024 * 1024,
  pages: 500,
  deadlineMs: 20_000,
  memoryBytes: 512 * 1024 * 1024,
};

/** Why a PDF handed in cannot be used. */
export type ForeignFault = 'empty' | 'no_pdf' | 'damaged' | 'password' | 'too_large' | 'too_slow' | 'too_much_memory';

export type Inspection = { ok: true; pages: number } | { ok: false; fault: ForeignFault; message: string };

const HEAD_BYTES = 1024;
const TAIL_BYTES = 2048;

const MESSAGES: Record<ForeignFault, string> = {
  empty: 'The file is empty.',
  no_pdf: 'The file is no PDF: it does not begin with %PDF-.',
  damaged: 'The PDF is damaged or incomplete. Export it again and hand it in once more.',
  password: 'The PDF is protected by a password. Hand it in without one.',
  too_large: 'The PDF is too large.',
  too_slow: 'The PDF takes too long to read. Print it to a new PDF and hand that in.',
  too_much_memory: 'The PDF needs too much memory. Print it to a new PDF and hand that in.',
};

/** A refusal with a sentence that says what to do. */
export function refused(fault: ForeignFault, detail = ''): Inspection & { ok: false } {
  return { ok: false, fault, message: detail === '' ? MESSAGES[fault] : `${MESSAGES[fault]} ${detail}` };
}

/** The first look: size, head and tail. A file cut short must never be repaired silently, so its tail must be there. */
export function firstLook(bytes: Uint8Array, limits: ForeignLimits): (Inspection & { ok: false }) | null {
  if (bytes.length === 0) return refused('empty');
  if (bytes.length > limits.bytes) {
    return refused('too_large', `${megabytes(bytes.length)} MB, at most ${megabytes(limits.bytes)} MB are taken.`);
  }
  const latin = (part: Uint8Array): string => Buffer.from(part).toString('latin1');
  if (!latin(bytes.subarray(0, HEAD_BYTES)).includes('%PDF-')) return refused('no_pdf');
  const tail = latin(bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)));
  return tail.includes('startxref') && tail.includes('%%EOF') ? null : refused('damaged');
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
