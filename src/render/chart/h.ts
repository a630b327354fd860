// Elements for satori without JSX: plain objects of type and props.

export type Style = Readonly<Record<string, string | number>>;

export interface Element {
  type: string;
  props: { style: Style; children?: readonly (Element | string)[] | string };
}

/** A box; flex, because satori lays out nothing else. */
export function box(style: Style, ...children: readonly Element[]): Element {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } };
}

/** A line of text that never wraps. */
export function label(text: string, style: Style): Element {
  return {
    type: 'div',
    props: { style: { display: 'flex', whiteSpace: 'nowrap', lineHeight: 1, ...style }, children: text },
  };
}
