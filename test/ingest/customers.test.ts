// Rows of a customers file: what is understood, and each way in which one is wrong.

import { describe, expect, it } from 'vitest';
import { found, readCustomers } from './read.ts';

const customer = (columns: Record<string, string>) =>
  readCustomers(
    `Kundennummer;Name;${Object.keys(columns).join(';')}\nK1;Anna;${Object.values(columns)
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(';')}\n`,
  );

describe('a customer', () => {
  it('is read with everything a file may say', async () => {
    const file = await customer({
      Adresszusatz: 'z. Hd. Frau Köhler',
      'Adresszusatz 2': 'Haus B',
      Straße: 'Lange Straße',
      Hausnummer: '58a',
      PLZ: '04103',
      Ort: 'Leipzig',
      Land: 'Deutschland',
      Bundesland: 'Sachsen',
      Sprache: 'Englisch',
      Kundenart: 'Geschäftskunde',
      'E-Mail': 'a@example.com; b@example.com',
      Cc: 'c@example.com',
      'Gebühren berechnen': 'Nein',
      Mahnsperre: 'ja',
      'Mahnsperre Grund': 'Ratenzahlung',
      'Mahnsperre bis': '31.12.2026',
      Mahnplan: 'Standard',
      Briefanrede: 'Sehr geehrte Frau Köhler',
      IBAN: 'DE89 3704 0044 0532 0130 00',
    });
    expect(file.problems).toEqual([]);
    expect(file.rows).toEqual([
      {
        line: 2,
        activated: null,
        preferredChannel: null,
        number: 'K1',
        name: 'Anna',
        extra: ['z. Hd. Frau Köhler', 'Haus B'],
        street: 'Lange Straße',
        houseNumber: '58a',
        postalCode: '04103',
        city: 'Leipzig',
        country: 'DE',
        state: 'SN',
        language: 'en',
        party: 'business',
        emailsTo: ['a@example.com', 'b@example.com'],
        emailsCc: ['c@example.com'],
        applyFees: false,
        dunning: false,
        blockReason: 'Ratenzahlung',
        blockUntil: '2026-12-31',
        plan: 'Standard',
        salutation: 'Sehr geehrte Frau Köhler',
        iban: 'DE89370400440532013000',
      },
    ]);
  });

  it('what a file does not say is null, never a default', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;Anna\n');
    const nothing = { party: null, dunning: null, applyFees: null, country: null, language: null, plan: null };
    expect(file.rows).toMatchObject([{ ...nothing, emailsTo: [], extra: [], street: null, blockUntil: null }]);
  });

  it.each([
    ['E-Mail', 'keine Adresse', 'email_invalid'],
    ['Land', 'Atlantis', 'country_unknown'],
    ['Bundesland', 'BY', 'contradiction'],
    ['Sprache', 'Klingonisch', 'choice_unknown'],
    ['Kundenart', 'vielleicht', 'choice_unknown'],
    ['Mahnsperre', 'bald', 'choice_unknown'],
    ['Mahnsperre Grund', 'Streit', 'contradiction'],
    ['Mahnsperre bis', '2026-02-30', 'day_invalid'],
    ['Mahnsperre bis', '2026-12-31', 'contradiction'],
    ['IBAN', 'DE89370400440532013001', 'iban_invalid'],
    ['Anrede', 'Herr', 'salutation_too_short'],
    ['Adresszusatz', 'a\nb\nc\nd', 'too_long'],
    ['Adresszusatz', 'a\u202eb', 'unprintable'],
    ['Mahnplan', 'x'.repeat(141), 'too_long'],
  ])('%s = %j is reported as %s', async (column, cell, code) => {
    const file = await customer({ [column]: cell });
    expect(file.rows).toEqual([]);
    expect(found(file)).toContainEqual([2, column, code]);
  });

  it('a state must be one of its country', async () => {
    const file = await customer({ Land: 'DE', Bundesland: 'ZH' });
    expect(found(file)).toEqual([[2, 'Bundesland', 'state_unknown']]);
  });

  it('half an address is no address', async () => {
    const file = await customer({ Straße: 'Lange Straße 58', PLZ: '', Ort: '' });
    expect(found(file)).toEqual([
      [2, 'Ort', 'address_incomplete'],
      [2, 'PLZ', 'address_incomplete'],
    ]);
  });

  it('a village without streets is an address', async () => {
    expect((await customer({ Straße: '', PLZ: '6293', Ort: 'Tux' })).rows).toHaveLength(1);
  });

  it('the two columns of a block may agree, but not contradict each other', async () => {
    expect((await customer({ Mahnen: 'nein', Mahnsperre: 'ja' })).rows).toMatchObject([{ dunning: false }]);
    expect(found(await customer({ Mahnen: 'ja', Mahnsperre: 'ja' }))).toEqual([[2, 'Mahnsperre', 'contradiction']]);
  });

  it('all that is wrong with a row is reported at once', async () => {
    const file = await readCustomers('Kundennummer;Name;E-Mail;Land\n;;x;y\n');
    expect(found(file)).toEqual([
      [2, 'Kundennummer', 'required'],
      [2, 'Name', 'required'],
      [2, 'Land', 'country_unknown'],
      [2, 'E-Mail', 'email_invalid'],
    ]);
  });

  it.each([
    [139, true],
    [140, true],
    [141, false],
  ])('a name of %i characters is taken: %s', async (length, taken) => {
    const file = await readCustomers(`Kundennummer;Name\nK1;${'x'.repeat(length)}\n`);
    expect(file.rows).toHaveLength(taken ? 1 : 0);
  });

  it('a hostile name is kept as the text it is', async () => {
    const name = `<!channel> {{ x }} =cmd|' /C calc'!A0 '); drop table customers;--`;
    const file = await readCustomers(`Kundennummer;Name\nK1;"${name}"\n`);
    expect(file.rows[0]?.name).toBe(name);
  });
});
