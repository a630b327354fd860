// Text that others wrote - names, numbers, remarks - on its way into Slack. It can become no mention, no link, no emoji
// and no formatting; what is too long is cut by code points, never inside a character.

/** Text in Slack's markup that is safe to show: only `md` and its like make it. */
export interface Md {
  readonly md: string;
}

/** Control characters, direction marks and other signs that are not seen; the soft hyphen among them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const ZERO_WIDTH_SPACE = '\u200b';

/** Plain text of one line: whatever it held, no control or direction signs, cut at `max` characters. */
export function plain(text: string, max = 2_000): string {
  return cut(
    text
      .normalize('NFC')
      .replaceAll(/[\n\r\t]+/g, ' ')
      .replaceAll(INVISIBLE, ''),
    max,
  );
}

/** Cuts by code points; what was cut ends with an ellipsis. */
export function cut(text: string, max: number): string {
  // A string has at least as many units as code points, so most need no counting.
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
}

/**
 * Text of others inside markup. `&`, `<` and `>` are escaped (else a customer named `<!channel>` calls everybody); the
 * signs that start formatting, an emoji or a quotation are broken by a space of no width.
 */
export function escaped(text: string, max = 300): string {
  return plain(text, max)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]|:(?=[\p{L}\p{N}_+'-]+:)/gu, (sign) => `${sign}${ZERO_WIDTH_SPACE}`);
}

/** Markup with text of others in it: `md\`*${name}* owes ${amount}\`` escapes what is put in, unless it is markup. */
export function md(parts: TemplateStringsArray, ...values: readonly (string | number | Md)[]): Md {
  const text = parts.map((part, index) => {
    const value = values[index];
    if (value === undefined) return part;
    return part + (typeof value === 'object' ? value.md : escaped(String(value)));
  });
  return { md: text.join('') };
}

/** Lines or words of markup, joined. */
export function joined(parts: readonly Md[], between: string): Md {
  return { md: parts.map((part) => part.md).join(between) };
}

/** Markup of our own words, which hold no text of others. */
export function own(text: string): Md {
  return { md: text };
}

/** As many lines as fit into `max` characters, then a line about the rest. */
export function fitted(lines: readonly Md[], max: number, rest: (count: number) => Md): Md {
  const taken: Md[] = [];
  let length = 0;
  for (const line of lines) {
    const left = lines.length - taken.length;
    if (length + line.md.length + 1 > max - 80) {
      taken.push(rest(left));
      break;
    }
    taken.push(line);
    length += line.md.length + 1;
  }
  return joined(taken, '\n');
}
