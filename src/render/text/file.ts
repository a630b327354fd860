// A template as a file: first line "Subject: ...", a blank line, then the Markdown body. Loads nothing that draws.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, NoticeKind, TemplateText } from '../../core/notice.ts';
import type { Channel } from '../../core/plan.ts';

/** Throws when the first line is no subject. */
export function parseTemplateFile(source: string): TemplateText {
  const found = /^Subject: *(.*)\r?\n\r?\n([\s\S]*)$/.exec(source);
  if (!found) throw new Error('A template file must begin with "Subject: ..." and a blank line.');
  return { subject: (found[1] ?? '').trim(), body: (found[2] ?? '').trim() };
}

/** The text that ships with the product: templates/texts/<language>/<kind>.<channel>.md. Throws when it is missing. */
export function shippedText(root: string, language: Language, kind: NoticeKind, channel: Channel): TemplateText {
  return parseTemplateFile(readFileSync(join(root, 'templates', 'texts', language, `${kind}.${channel}.md`), 'utf8'));
}
