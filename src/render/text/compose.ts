// A template and a notice become a subject line and a tree of text blocks; letter and e-mail are made from that.

import type { Day } from '../../core/day.ts';
import type { Language, Notice, TemplateText } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { renderLiquid } from './engine.ts';
import { parseMarkdown, type TextBlock, WIDGETS } from './markdown.ts';
import { formatsOf } from './money.ts';
import { scopeOf } from './scope.ts';
import { stripPrivateUse, stripScope, TokenStore } from './tokens.ts';

export interface ComposedText {
  /** One line, never empty of meaning: falls back to nothing if the template has no subject. */
  subject: string;
  blocks: TextBlock[];
}

/** Fills a template. Throws liquidjs' errors on unknown names; `checkTemplate` finds those before it is saved. */
export function composeText(notice: Notice, text: TemplateText): ComposedText {
  const { subject, blocks } = fill(text, scopeOf(notice), notice.language);
  return { subject, blocks: withEveryWidget(blocks) };
}

/** Fills the text of a cancellation note: names of the notice that is taken back, plus `cancelledOn` and `reason`. */
export function composeCancellation(
  notice: Notice,
  text: TemplateText,
  cancelledOn: Day,
  reason: string,
): ComposedText {
  const scope = { ...scopeOf(notice), cancelledOn: formatsOf(notice).day(cancelledOn), reason };
  return fill(text, scope, notice.language);
}

function fill(text: TemplateText, values: object, language: Language): ComposedText {
  const tokens = new TokenStore();
  const scope = stripScope(values);
  const subject = tokens.reveal(renderLiquid(text.subject, scope, tokens));
  const blocks = parseMarkdown(renderLiquid(text.body, scope, tokens), tokens);
  return {
    subject: cleanText(stripPrivateUse(subject))
      .replace(/\s*\n\s*/g, ' ')
      .trim(),
    blocks: blocks.map((block) => tidy(block, language)),
  };
}

/** A template that forgot the table or the bank details gets them at its end: a demand without either is none. */
function withEveryWidget(blocks: readonly TextBlock[]): TextBlock[] {
  const present = new Set(blocks.map((block) => (block.kind === 'widget' ? block.widget : null)));
  const missing = WIDGETS.filter((widget) => !present.has(widget));
  return [...blocks, ...missing.map((widget) => ({ kind: 'widget', widget }) as const)];
}

function tidy(block: TextBlock, language: Language): TextBlock {
  // Conditions in a template leave blanks behind; on paper two of them are a mistake.
  const fix = (text: string): string => noBreak(cleanText(text).replace(/ {2,}/g, ' '), language);
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { ...block, inlines: block.inlines.map((inline) => ({ ...inline, text: fix(inline.text) })) };
    case 'list':
      return {
        ...block,
        items: block.items.map((item) => item.map((inline) => ({ ...inline, text: fix(inline.text) }))),
      };
    case 'rule':
    case 'widget':
      return block;
  }
}

/** No line ends between a section sign and its number, a number and its unit, an abbreviation and what follows. */
function noBreak(text: string, language: Language): string {
  const joined = text
    .replace(/(§§?|Abs\.|Art\.|art\.|Nr\.|No\.|Nr\u00ba) (?=[\dIVX])/g, '$1\u00a0')
    .replace(/(\d) (?=[%€])/g, '$1\u00a0');
  return language === 'fr' ? joined.replace(/ (?=[:;?!»])/g, '\u00a0') : joined;
}
