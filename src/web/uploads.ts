// Reading a form with a file: its bytes and name, nothing else of it believed.

import { HTTPException } from 'hono/http-exception';
import type { Request } from './web.ts';

export interface Upload {
  name: string;
  bytes: Uint8Array;
}

/** The file of the field `file`; null when none was chosen. Anything else in the form is refused (400). */
export async function readUpload(c: Request): Promise<Upload | null> {
  const form = await c.req.formData();
  if ([...form.keys()].some((name) => name !== 'file')) throw new HTTPException(400);
  const file = form.get('file');
  if (file === null || typeof file === 'string' || (file.name === '' && file.size === 0)) return null;
  const name = file.name.replaceAll(/\p{Cc}/gu, '').slice(0, 255);
  return { name: name === '' ? 'file' : name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
