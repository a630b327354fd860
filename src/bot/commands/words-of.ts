// What a person typed, cleaned of what phones, keyboards and Slack put into it, and cut into words.

import { withPlainSigns } from '../../core/invoice-number.ts';

export interface Word {
  text: string;
  /** It stood in quotation marks, and may hold spaces. */
  quoted: boolean;
}

export const MAX_COMMAND_CHARACTERS = 2_000;

const LINK = /<(?:mailto:|tel:)?([^<>|\s]+)(?:\|([^<>]*))?>/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u301d\u301e\uff02]/g;
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2039\u203a\u0060\u00b4]/g;

/** One spelling for what keyboards write in many: plain signs, straight quotes, and of Slack's links their text. */
export function cleaned(text: string): string {
  const bareText = text
    .replaceAll(LINK, (_link, target: string, label: string | undefined) => label ?? target)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return withPlainSigns(bareText).replaceAll(DOUBLE_QUOTES, '"').replaceAll(SINGLE_QUOTES, "'");
}

/** Words of a cleaned text; quotation marks group them. Null when one is not closed. */
export function wordsOf(text: string): Word[] | null {
  const words: Word[] = [];
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith('"')) {
      const end = rest.indexOf('"', 1);
      if (end < 0) return null;
      const inside = rest.slice(1, end).trim();
      if (inside !== '') words.push({ text: inside, quoted: true });
      rest = rest.slice(end + 1).trimStart();
      continue;
    }
    const end = rest.search(/ |(?<= |^)"/);
    const word = bare(end < 0 ? rest : rest.slice(0, end));
    if (word !== '') words.push({ text: word, quoted: false });
    rest = end < 0 ? '' : rest.slice(end).trimStart();
  }
  return words;
}

/** A word without what lists, chats and sentences put around it: `*RE-1*`, `#417`, `RE-1,`, 'RE-1'. */
function bare(word: string): string {
  return word
    .replace(/^[*~#(]+(?=.)/, '')
    .replace(/(?<=.)[*~,;:!)]+$/, '')
    .replace(/^'(.+)'$/, '$1');
}

/** Words as one text again. */
export function said(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
