// Counted nouns, e.g. "1 notice" and "1,204 notices".

/** The words for a count in a language: `one` for exactly 1, else `many`. */
export function counted(locale: string): (count: number, one: string, many: string) => string {
  const format = new Intl.NumberFormat(locale);
  return (count, one, many) => `${format.format(count)} ${count === 1 ? one : many}`;
}
