// The original PDF of an invoice: handed in once, looked at before it is kept, attached to mails.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readOriginal, saveOriginal } from '../../db/documents.ts';
import { refusal } from '../errors.ts';
import { numberInput, textInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { command, query } from '../use-case.ts';

export const attachOriginal = command({
  name: 'invoice.attach_original',
  summary: 'Keeps the original PDF of an invoice. A damaged, protected or oversized file is refused with the reason.',
  role: 'approver',
  input: z.strictObject({
    invoice: numberInput,
    fileName: textInput(200),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  async run(work, { invoice: number, fileName, bytes }) {
    const invoice = await invoiceOf(work.db, number);
    const inspected = await work.ctx.ports.renderer.inspectPdf(bytes);
    if (!inspected.ok)
      throw refusal('original_refused', { file: fileName, fault: inspected.fault, said: inspected.message });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const name = safeName(fileName, invoice.number);
    await saveOriginal(work.db, {
      invoiceId: invoice.id,
      fileName: name,
      sha256,
      content: bytes,
      recordedAt: work.now,
    });
    const after = { fileName: name, sha256, pages: inspected.pages };
    return {
      result: { invoice: invoice.number, ...after },
      audit: [{ entity: 'invoice', entityId: String(invoice.id), after }],
    };
  },
});

export const originalOf = query({
  name: 'invoice.original',
  summary: 'The original PDF of an invoice, as it was handed in.',
  role: 'viewer',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }) {
    const invoice = await invoiceOf(work.db, number);
    const original = await readOriginal(work.db, invoice.id);
    if (original === null) throw refusal('original_unknown', { invoice: invoice.number });
    return { fileName: original.fileName, pdf: original.content };
  },
});

/** A name that is safe as an attachment's: no path, no control characters, ends in .pdf. */
function safeName(fileName: string, number: string): string {
  const base = (fileName.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Cc}<>:"|?*]/gu, '').trim();
  const stem = base.replace(/\.pdf$/i, '');
  return `${stem === '' ? number.replaceAll(/[^\p{L}\p{N}._-]/gu, '_') : stem}.pdf`;
}
