// The hash of a delivery's content, stored before anything is handed over: a repetition must have the same.

import { createHash } from 'node:crypto';
import type { Envelope } from '../core/envelope.ts';

/** Hash over everything that is handed over, in a fixed order. */
export function fingerprintOf(envelope: Envelope): string {
  const hash = createHash('sha256');
  const { attachments, inlineImages, ...words } = envelope;
  hash.update(JSON.stringify(words));
  for (const { fileName, content } of attachments) hash.update(fileName).update(content);
  for (const { contentId, content } of inlineImages) hash.update(contentId).update(content);
  return hash.digest('hex');
}
