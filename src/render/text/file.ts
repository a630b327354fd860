// A template as a file: first line "Subject: ...", a blank line, then the Markdown body.

import type { TemplateText } from '../../core/notice.ts';

/** Throws when the first line is no subject. */
export function parseTemplateFile(source: string): TemplateText {
  const found = /^Subject: *(.*)\r?\n\r?\n([\s\S]*)$/.exec(source);
  if (!found) throw new Error('A template file must begin with "Subject: ..." and a blank line.');
  return { subject: (found[1] ?? '').trim(), body: (found[2] ?? '').trim() };
}
