// Value tokens: while a template goes through Liquid and Markdown, every value is a token of private-use characters, so
// that nothing a customer is called ever meets a parser. The values are put back when the tree is built.

const OPEN = '\uE000';
const CLOSE = '\uE001';
const WIDGET = '\uE002';
const DIGIT_ZERO = 0xe010;
const PRIVATE_USE = /[\uE000-\uF8FF]/g;
const TOKEN_OR_STRAY = /\uE000([\uE010-\uE019]+)\uE001|[\uE000-\uF8FF]/g;
const TOKEN_OR_TEXT = /\uE000[\uE010-\uE019]+\uE001|[^\uE000]+/g;

/** How a drawn block stands among the texts: private-use, so that no value and no template can look like it. */
export function widgetMark(widget: string): string {
  return `${WIDGET}${widget}`;
}

/** A value without private-use characters: nothing outside can forge a token. */
export function stripPrivateUse(text: string): string {
  return text.replace(PRIVATE_USE, '');
}

/** A scope whose texts cannot be mistaken for tokens; amounts and blocks are the renderer's own and stay. */
export function stripScope(scope: object): object {
  return Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, stripValue(value)]));
}

function stripValue(value: unknown): unknown {
  if (typeof value === 'string') return stripPrivateUse(value);
  if (Array.isArray(value)) return value.map(stripValue);
  const isPlain = value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? stripScope(value) : value;
}

/** Keeps the values of one rendering and hands out their tokens. */
export class TokenStore {
  private readonly values: string[] = [];

  /** The token of a value. A text that already carries tokens (from `capture`) keeps them; the rest becomes one. */
  protect(text: string): string {
    if (!text.includes(OPEN)) return text === '' ? '' : this.add(stripPrivateUse(text));
    return (text.match(TOKEN_OR_TEXT) ?? [])
      .map((piece) => (piece.startsWith(OPEN) ? piece : this.add(stripPrivateUse(piece))))
      .join('');
  }

  /** The token of a block that the renderer draws itself, e.g. the table of invoices. */
  protectWidget(widget: string): string {
    return this.add(widgetMark(widget));
  }

  private add(value: string): string {
    this.values.push(value);
    const digits = String(this.values.length - 1).replace(/\d/g, (digit) =>
      String.fromCharCode(DIGIT_ZERO + Number(digit)),
    );
    return `${OPEN}${digits}${CLOSE}`;
  }

  /** The text with every token replaced by its value; stray private-use characters of the template vanish. */
  reveal(text: string): string {
    return text.replace(TOKEN_OR_STRAY, (_, digits: string | undefined) => {
      if (digits === undefined) return '';
      const index = Number(digits.replace(/./g, (digit) => String(digit.charCodeAt(0) - DIGIT_ZERO)));
      return this.values[index] ?? '';
    });
  }
}
