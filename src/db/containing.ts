// "Contains this text" as a condition, whatever the case; what people type is text, not a pattern.

/** A pattern for `ilike`. */
export function containing(text: string): string {
  return `%${escaped(text)}%`;
}

/** Text whose signs of a pattern stand for themselves. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
