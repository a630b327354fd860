// HTML as values: text and attributes are escaped when an element is built, so no value can become markup.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const VOID_ELEMENTS = new Set(['br', 'hr', 'img', 'meta']);

/** Finished markup. Only `element`, `lines` and `fragment` make it. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Text is escaped, markup is taken as it is, null is nothing. */
export type Child = Html | string | null;

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Children one after the other. */
export function fragment(children: readonly Child[]): Html {
  return new Html(
    children
      .map((child) => (child === null ? '' : typeof child === 'string' ? escapeHtml(child) : child.source))
      .join(''),
  );
}

/** One element, e.g. element('td', { class: 'muted' }, 'Müller & Söhne'). */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): Html {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  const open = `<${name}${written.join('')}>`;
  return new Html(VOID_ELEMENTS.has(name) ? open : `${open}${fragment(children).source}</${name}>\n`);
}

/** Texts parted by line breaks. */
export function lines(texts: readonly string[]): Html {
  return new Html(texts.map(escapeHtml).join('<br>\n'));
}

/** A table; `role` "presentation" tells screen readers that it only arranges things. */
export function tableElement(
  role: 'table' | 'presentation',
  attributes: Readonly<Record<string, string>>,
  ...rows: Child[]
): Html {
  return element('table', { role, cellpadding: '0', cellspacing: '0', border: '0', ...attributes }, ...rows);
}
