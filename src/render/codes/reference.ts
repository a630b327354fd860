// Structured payment references: ISO 11649 (RF, called SCOR in Switzerland) and the Swiss QR reference.

import { mod97 } from './iban.ts';

const MODULO_10 = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** RF reference without spaces: 5 to 25 characters, check digits right. */
export function isCreditorReference(reference: string): boolean {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return false;
  return mod97(reference.slice(4) + reference.slice(0, 4)) === 1;
}

/** Check digit of a QR reference's first 26 digits: modulo 10, recursive. */
export function qrCheckDigit(digits: string): number {
  let carry = 0;
  for (const digit of digits) carry = MODULO_10[(carry + Number(digit)) % 10] ?? 0;
  return (10 - carry) % 10;
}

/** QR reference without spaces: 27 digits, not all zero, check digit right. */
export function isQrReference(reference: string): boolean {
  if (!/^\d{27}$/.test(reference) || /^0+$/.test(reference)) return false;
  return qrCheckDigit(reference.slice(0, 26)) === Number(reference[26]);
}

/** 21 00000 00003 13947 14300 09017, or RF18 5390 0754 7034. */
export function groupReference(reference: string): string {
  if (reference.startsWith('RF')) return reference.replace(/(.{4})(?=.)/g, '$1 ');
  return reference.replace(/(?=(?:.{5})+$)/g, ' ').trim();
}
