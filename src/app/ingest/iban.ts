// IBANs as files write them: with or without spaces, check digits verified.

/** Lengths by country (ISO 13616); of other countries the general bounds hold. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['AT', 20],
  ['BE', 16],
  ['CH', 21],
  ['CZ', 24],
  ['DE', 22],
  ['DK', 18],
  ['ES', 24],
  ['FR', 27],
  ['GB', 22],
  ['IT', 27],
  ['LI', 21],
  ['LU', 20],
  ['NL', 18],
  ['PL', 28],
]);
const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** The IBAN without spaces, or null when its length or its check digits (ISO 7064, mod 97-10) are wrong. */
export function readIban(text: string): string | null {
  const iban = text.replace(/ /g, '').toUpperCase();
  if (!SHAPE.test(iban)) return null;
  const length = LENGTHS.get(iban.slice(0, 2));
  if (length !== undefined && iban.length !== length) return null;
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : null;
}

/** Letters count as 10 to 35; digit by digit, since the number is too long for a number. */
function remainder97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest;
}
