// E-mail addresses, IBANs, countries and states as cells carry them.

import { describe, expect, it } from 'vitest';
import { readIban } from '../../src/app/ingest/iban.ts';
import { readMailboxes } from '../../src/app/ingest/mailbox.ts';
import { countryOf, stateOf } from '../../src/app/ingest/places.ts';
import { flawOf, showText, tidyText } from '../../src/app/ingest/text.ts';

describe('e-mail addresses', () => {
  it.each([
    ['a@example.com', ['a@example.com']],
    ["first.last+tag'x@sub.example.org", ["first.last+tag'x@sub.example.org"]],
    ['a@example.com, b@example.org;c@example.net', ['a@example.com', 'b@example.org', 'c@example.net']],
    ['a@example.com a@EXAMPLE.com', ['a@example.com']],
    ['info@müller.example', ['info@xn--mller-kva.example']],
    ['', []],
  ])('%s is taken', (cell, addresses) => {
    expect(readMailboxes(cell)).toEqual({ kind: 'mailboxes', addresses });
  });

  it.each([
    'foo',
    'foo@bar',
    '@example.com',
    'a@',
    'a@@example.com',
    'a@b@example.com',
    '.a@example.com',
    'a..b@example.com',
    'a.@example.com',
    'a@-example.com',
    'a@example..com',
    'a@example.123',
    'a@[127.0.0.1]',
    'müller@example.com',
    'Max<a@example.com>',
    '"a,b"@example.com',
    'a@example.com\r\nBcc:x@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${`${'b'.repeat(60)}.`.repeat(5)}com`,
  ])('%j is refused', (cell) => {
    expect(readMailboxes(cell).kind).toBe('bad');
  });

  it.each([
    [253, 'mailboxes'],
    [254, 'mailboxes'],
    [255, 'bad'],
  ])('an address of %i characters: %s', (length, kind) => {
    const domain = `${`${'b'.repeat(59)}.`.repeat(3)}com`;
    const local = 'a'.repeat(64);
    const filler = 'c'.repeat(length - local.length - 2 - domain.length);
    const address = `${local}@${filler}.${domain}`;
    expect(address).toHaveLength(length);
    expect(readMailboxes(address).kind).toBe(kind);
  });
});

describe('addresses whose domain grows in ASCII', () => {
  it('are measured as they will be sent', () => {
    const labels = `${'ü'.repeat(20)}.`.repeat(8);
    const address = `${'a'.repeat(60)}@${labels}de`;
    expect(address.length).toBeLessThan(254);
    expect(readMailboxes(address).kind).toBe('bad');
    expect(readMailboxes(address.slice(50)).kind).toBe('mailboxes');
  });
});

describe('IBANs', () => {
  it.each([
    'DE89370400440532013000',
    'AT611904300234573201',
    'CH9300762011623852957',
    'CH4431999123000889012',
    'LI21088100002324013AA',
    'FR1420041010050500013M02606',
    'NL91ABNA0417164300',
    'NO9386011117947',
  ])('%s is valid', (iban) => {
    expect(readIban(iban)).toBe(iban);
    expect(
      readIban(
        iban
          .toLowerCase()
          .replace(/(.{4})/g, '$1 ')
          .trim(),
      ),
    ).toBe(iban);
  });

  it.each([
    'DE89370400440532013001',
    'DE8937040044053201300',
    'DE893704004405320130000',
    'DE00',
    'XX',
    'DE89-3704-0044-0532-0130-00',
  ])('%s is not', (iban) => {
    expect(readIban(iban)).toBeNull();
  });

  it('any two digits changed for each other are found', () => {
    const iban = 'DE89370400440532013000';
    for (let at = 4; at < iban.length - 1; at += 1) {
      if (iban[at] === iban[at + 1]) continue;
      const swapped = iban.slice(0, at) + iban[at + 1] + iban[at] + iban.slice(at + 2);
      expect(readIban(swapped), swapped).toBeNull();
    }
  });
});

describe('places', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Deutschland', 'DE'],
    ['Germany', 'DE'],
    ['Allemagne', 'DE'],
    ['D', 'DE'],
    ['Österreich', 'AT'],
    ['Oesterreich', 'AT'],
    ['A', 'AT'],
    ['Schweiz', 'CH'],
    ['Suisse', 'CH'],
    ['Svizzera', 'CH'],
    ['UK', 'GB'],
    ['Vereinigtes Königreich', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ['Atlantis', null],
    ['XX', null],
    ['DD', null],
  ])('the country %s is %s', (text, code) => {
    expect(countryOf(text)).toBe(code);
  });

  it.each([
    ['BY', 'DE', 'BY'],
    ['de-by', 'DE', 'BY'],
    ['Bayern', 'DE', 'BY'],
    ['Baden-Wuerttemberg', 'DE', 'BW'],
    ['Zürich', 'CH', 'ZH'],
    ['BE', 'CH', 'BE'],
    ['ZH', 'DE', null],
    ['XX', 'DE', null],
    ['9', 'AT', '9'],
    ['AT-9', 'AT', '9'],
    ['Niederösterreich', 'AT', null],
  ])('the state %s of %s is %s', (text, country, code) => {
    expect(stateOf(text, country)).toBe(code);
  });
});

describe('text', () => {
  it('accents are composed and spaces made plain', () => {
    expect(tidyText(' Mu\u0308ller\u00a0GmbH\u2009& Co. ')).toBe('Müller GmbH & Co.');
  });

  it.each([
    ['a\u0000b', 'unprintable'],
    ['a\tb', 'unprintable'],
    ['a\nb', 'unprintable'],
    ['a\u0085b', 'unprintable'],
    ['a\u200bb', 'unprintable'],
    ['a\u202eb', 'unprintable'],
    ['a\u2066b', 'unprintable'],
    ['a\u2028b', 'unprintable'],
    ['a\ufeffb', 'unprintable'],
    ['a\u00adb', 'unprintable'],
    ['a\ufffdb', 'damaged_text'],
    ['می\u200cخواهم', undefined],
    ['Łódź 東京 Ærø', undefined],
    ['x'.repeat(9), undefined],
    ['x'.repeat(10), undefined],
    ['x'.repeat(11), 'too_long'],
  ])('%j gives %s', (text, code) => {
    expect(flawOf(text, Math.max(10, text.includes('東') ? 20 : 10))?.code).toBe(code);
  });

  it('a long value is cut for showing, never through a character', () => {
    const shown = showText(`${'a'.repeat(59)}😀tail`);
    expect(shown.isWellFormed()).toBe(true);
    expect(shown.length).toBe(61);
  });
});
