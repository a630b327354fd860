// An address as lines for a window, by the habits of the country it goes to.

import type { Address, Language } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';

const countryNames = new Map<Language, Intl.DisplayNames>();

function countryName(code: string, language: Language): string {
  let names = countryNames.get(language);
  if (!names) {
    names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
    countryNames.set(language, names);
  }
  return (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code).toLocaleUpperCase(language);
}

/** Street line and town lines. British and Irish codes stand below the town, American ones behind it. */
export function placeLines(address: Address): string[] {
  const { street, houseNumber, postalCode, city, country } = address;
  const isNumberFirst = ['GB', 'IE', 'US', 'FR', 'CA', 'AU'].includes(country);
  const streetLine = isNumberFirst ? `${houseNumber} ${street}` : `${street} ${houseNumber}`;
  const town =
    country === 'GB' || country === 'IE'
      ? [city, postalCode]
      : country === 'US' || country === 'CA' || country === 'AU'
        ? [`${city} ${postalCode}`]
        : [`${postalCode} ${city}`];
  return [streetLine, ...town].map((line) => cleanText(line).trim()).filter((line) => line !== '');
}

/** Name, extra lines, street, town, and the country in capitals when it is not the sender's. */
export function addressLines(name: string, address: Address, from: Address, language: Language): string[] {
  const lines = [...cleanText(name).split('\n'), ...address.extra.map(cleanText), ...placeLines(address)];
  if (address.country !== from.country) lines.push(countryName(address.country, language));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The sender on one line, for the return line of the window. */
export function returnLine(name: string, address: Address): string {
  return [cleanText(name), ...placeLines(address)].join(' \u00b7 ');
}
