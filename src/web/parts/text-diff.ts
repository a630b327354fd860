// Two versions of a text with their differences marked: lines that left and came, and inside a line the words.

import { html } from 'hono/html';
import type { TemplateText } from '../../core/notice.ts';
import { type DiffPart, diffLines } from '../../core/text-diff.ts';
import type { Html, Request } from '../web.ts';

export function textDiff(c: Request, before: TemplateText, after: TemplateText): Html {
  const { templates: words } = c.get('words');
  if (before.subject === after.subject && before.body === after.body) return html`<p>${words.same}</p>`;
  return html`<h3>${words.subject}</h3>${lines(c, before.subject, after.subject)}
<h3>${words.body}</h3>${lines(c, before.body, after.body)}`;
}

function lines(c: Request, before: string, after: string): Html {
  const rows = diffLines(before, after).map((line) =>
    line.kind === 'changed'
      ? html`<li class="changed">${line.words.map((part) => partOf(c, part))}</li>`
      : html`<li class="${line.kind}">${partOf(c, line)}</li>`,
  );
  return html`<ol class="diff">${rows}</ol>`;
}

/** What left and what came is said, not only coloured. */
function partOf(c: Request, { kind, text }: DiffPart): Html | string {
  const { templates: words } = c.get('words');
  if (kind === 'same') return text;
  const said = html`<span class="unseen"> (${words[kind]}: </span>${text}<span class="unseen">)</span>`;
  return kind === 'gone' ? html`<del>${said}</del>` : html`<ins>${said}</ins>`;
}
