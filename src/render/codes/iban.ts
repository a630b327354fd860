// IBAN: check digits by ISO 13616 (mod 97), length per country, the Swiss QR-IBAN range.

/** Lengths of the countries this product meets most; others are checked by their check digits alone. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  TR: 26,
};

/** Remainder modulo 97 of a text of digits and letters A-Z (A = 10 ... Z = 35). */
export function mod97(text: string): number {
  let remainder = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Whether an IBAN without spaces is well formed and its check digits are right. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const length = LENGTHS[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return false;
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** Swiss and Liechtenstein accounts: they are paid with a Swiss QR-bill. */
export function isSwissIban(iban: string): boolean {
  return /^(?:CH|LI)/.test(iban);
}

/** QR-IBAN: institution id (characters 5 to 9) 30000 to 31999; takes a QR reference and nothing else. */
export function isQrIban(iban: string): boolean {
  const institution = Number(iban.slice(4, 9));
  return isSwissIban(iban) && institution >= 30_000 && institution <= 31_999;
}

/** DE89 3704 0044 0532 0130 00. */
export function groupsOfFour(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1\u00a0');
}
