// Markdown to a small tree of our own, which letter, HTML and plain text are all made from. Raw HTML, images and tables
// are switched off; value tokens are put back here, after parsing. A line end in the source is a line end on paper.

import MarkdownIt, { type Token } from 'markdown-it';
import { stripPrivateUse, type TokenStore, widgetMark } from './tokens.ts';

export interface Inline {
  text: string;
  isStrong: boolean;
  /** https: or mailto: address; null = no link. */
  href: string | null;
}

/** Blocks that the renderer fills in. */
export const WIDGETS = ['invoiceTable', 'paymentDetails'] as const;
export type Widget = (typeof WIDGETS)[number];

export type TextBlock =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; inlines: Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] }
  | { kind: 'rule' }
  | { kind: 'widget'; widget: Widget };

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });
markdown.disable(['image', 'html_block', 'html_inline', 'table', 'code', 'fence', 'autolink', 'reference']);
// Links are judged after their tokens have become values; markdown-it must not percent-encode the tokens before.
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;
markdown.normalizeLinkText = (text) => text;

/** Only addresses that cannot run anything: https and mailto, without blanks or control characters. */
export function safeHref(address: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused.
  if (/[\u0000-\u0020\u007F"<>\\]/.test(address)) return null;
  return /^(?:https:\/\/|mailto:)[^\s]+$/i.test(address) ? address : null;
}

/** The tree of a text whose values are still tokens. */
export function parseMarkdown(source: string, tokens: TokenStore): TextBlock[] {
  const blocks: TextBlock[] = [];
  const stream = markdown.parse(source, {});
  for (let index = 0; index < stream.length; index++) {
    const token = stream[index];
    if (!token) continue;
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
      const end = closingIndex(stream, index);
      blocks.push(listOf(stream.slice(index + 1, end), token.type === 'ordered_list_open', tokens));
      index = end;
    } else if (token.type === 'inline') {
      const isHeading = stream[index - 1]?.type === 'heading_open';
      blocks.push(blockOf(inlinesOf(token, tokens), isHeading));
    } else if (token.type === 'hr') {
      blocks.push({ kind: 'rule' });
    }
  }
  return blocks;
}

function closingIndex(stream: readonly Token[], open: number): number {
  const level = stream[open]?.level;
  const end = stream.findIndex((token, index) => index > open && token.level === level && token.nesting === -1);
  return end === -1 ? stream.length : end;
}

/** Nested lists are flattened: a letter has no use for more than one level. */
function listOf(stream: readonly Token[], isOrdered: boolean, tokens: TokenStore): TextBlock {
  const items = stream.filter((token) => token.type === 'inline').map((token) => inlinesOf(token, tokens));
  return { kind: 'list', isOrdered, items };
}

function blockOf(inlines: Inline[], isHeading: boolean): TextBlock {
  const text = inlines
    .map((inline) => inline.text)
    .join('')
    .trim();
  const widget = WIDGETS.find((name) => text === widgetMark(name));
  if (widget) return { kind: 'widget', widget };
  const plain = inlines.map((inline) => ({ ...inline, text: stripPrivateUse(inline.text) }));
  return { kind: isHeading ? 'heading' : 'paragraph', inlines: plain };
}

function inlinesOf(token: Token, tokens: TokenStore): Inline[] {
  const inlines: Inline[] = [];
  let strong = 0;
  let href: string | null = null;
  const add = (text: string): void => {
    const last = inlines[inlines.length - 1];
    const isStrong = strong > 0;
    if (last && last.isStrong === isStrong && last.href === href) last.text += text;
    else if (text !== '') inlines.push({ text, isStrong, href });
  };
  for (const child of token.children ?? []) {
    switch (child.type) {
      case 'strong_open':
      case 'em_open':
        strong++;
        break;
      case 'strong_close':
      case 'em_close':
        strong--;
        break;
      case 'link_open':
        href = safeHref(tokens.reveal(String(child.attrGet('href') ?? '')).trim());
        break;
      case 'link_close':
        href = null;
        break;
      case 'softbreak':
      case 'hardbreak':
        add('\n');
        break;
      default:
        add(tokens.reveal(child.content));
    }
  }
  return inlines;
}
