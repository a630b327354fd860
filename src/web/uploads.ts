// Files that come and go: a form with a file is read by its bytes and name, nothing else of it believed; a document is
// shown, not saved.

import { HTTPException } from 'hono/http-exception';
import type { Request } from './web.ts';

export interface Upload {
  name: string;
  bytes: Uint8Array;
  /** What was chosen beside the file, by the name of the field. */
  chosen: Readonly<Record<string, string>>;
}

/**
 * The file of the field `file`; null when none was chosen. Anything else in the form but the fields of `choices` is
 * refused (400).
 */
export async function readUpload(c: Request, choices: readonly string[] = []): Promise<Upload | null> {
  const form = await c.req.formData();
  if ([...form.keys()].some((name) => name !== 'file' && !choices.includes(name))) throw new HTTPException(400);
  const chosen = Object.fromEntries(choices.map((name) => [name, String(form.get(name) ?? '')]));
  const file = form.get('file');
  if (file === null || typeof file === 'string' || (file.name === '' && file.size === 0)) return null;
  const name = file.name.replaceAll(/\p{Cc}/gu, '').slice(0, 255);
  return { name: name === '' ? 'file' : name, bytes: new Uint8Array(await file.arrayBuffer()), chosen };
}

/** A PDF in the window; the name is for those who save it all the same, and made of our own words only. */
export function pdfAnswer(c: Request, pdf: Uint8Array, name: string): Response {
  return c.body(Uint8Array.from(pdf).buffer, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${name}"`,
  });
}
