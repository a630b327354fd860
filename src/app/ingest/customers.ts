// One row of a customers file: typed, or the list of what is wrong with it.

import { type Cells, readChoice, readDay, readText, requireText } from './cells.ts';
import { CHANNEL, LANGUAGE, PARTY, YES_NO } from './choices.ts';
import type { CustomerField } from './column-names.ts';
import { readIban } from './iban.ts';
import { NUMBER_LENGTH } from './limits.ts';
import { readMailboxes } from './mailbox.ts';
import { countryOf, stateOf } from './places.ts';
import { flawOf } from './text.ts';
import type { CustomerRow } from './types.ts';

type CustomerCells = Cells<CustomerField>;

const LINE_LENGTH = 140;
const CODE_LENGTH = 20;
const REASON_LENGTH = 500;
const MAX_EXTRA_LINES = 3;
const MAX_MAILBOXES = 10;
/** Words of an "Anrede" column that are no line to begin a letter with. */
const BARE_TITLE = /^(?:herrn?|frau|firma|familie|divers|mr|mrs|ms|miss|mx|company)\.?$/i;

/** The customer of a row; null when `cells.problems` says what is wrong. */
export function readCustomer(cells: CustomerCells): CustomerRow | null {
  const number = requireText(cells, 'number', NUMBER_LENGTH);
  const name = requireText(cells, 'name', LINE_LENGTH);
  const address = readAddress(cells);
  const row = {
    line: cells.line,
    ...address,
    language: readChoice(cells, 'language', LANGUAGE),
    party: readChoice(cells, 'party', PARTY),
    emailsTo: readEmails(cells, 'emailsTo'),
    emailsCc: readEmails(cells, 'emailsCc'),
    applyFees: readChoice(cells, 'applyFees', YES_NO),
    ...readBlock(cells),
    plan: readText(cells, 'plan', LINE_LENGTH),
    salutation: readSalutation(cells),
    iban: readAccount(cells),
    activated: readChoice(cells, 'activated', YES_NO),
    preferredChannel: readChoice(cells, 'preferredChannel', CHANNEL),
  };
  if (number === null || name === null || cells.problems.length > 0) return null;
  return { ...row, number, name };
}

type Address = Pick<CustomerRow, 'extra' | 'street' | 'houseNumber' | 'postalCode' | 'city' | 'country' | 'state'>;

function readAddress(cells: CustomerCells): Address {
  const country = readCountry(cells);
  const address = {
    extra: readExtra(cells),
    street: readText(cells, 'street', LINE_LENGTH),
    houseNumber: readText(cells, 'houseNumber', CODE_LENGTH),
    postalCode: readText(cells, 'postalCode', CODE_LENGTH),
    city: readText(cells, 'city', LINE_LENGTH),
    country,
    state: readState(cells, country),
  };
  // A street is not asked for: small places and post office boxes have none. Half of the rest reaches nobody.
  const begun = cells.text('street') + cells.text('houseNumber') + cells.text('postalCode') + cells.text('city') !== '';
  if (begun && cells.text('city') === '') {
    cells.reject(
      'city',
      'address_incomplete',
      'The address has no city. Complete it, or leave the whole address empty.',
    );
  }
  if (begun && cells.text('postalCode') === '') {
    const reason = 'The address has no postal code. Complete it, or leave the whole address empty.';
    cells.reject('postalCode', 'address_incomplete', reason);
  }
  return address;
}

/** Lines above the street: two columns, or one cell with line breaks. */
function readExtra(cells: CustomerCells): string[] {
  const extra: string[] = [];
  for (const field of ['extra', 'extra2'] as const) {
    for (const line of cells.text(field).split(/\r\n|\n|\r/)) {
      const text = line.trim();
      const flaw = flawOf(text, LINE_LENGTH);
      if (flaw !== null) cells.reject(field, flaw.code, flaw.reason);
      else if (text !== '') extra.push(text);
    }
  }
  if (extra.length > MAX_EXTRA_LINES) {
    cells.reject(
      'extra',
      'too_long',
      `An address has room for ${MAX_EXTRA_LINES} extra lines, here are ${extra.length}.`,
    );
  }
  return extra;
}

function readCountry(cells: CustomerCells): string | null {
  const text = cells.text('country');
  if (text === '') return null;
  return (
    countryOf(text) ?? cells.reject('country', 'country_unknown', 'Write the country as a code such as DE, AT or CH.')
  );
}

function readState(cells: CustomerCells, country: string | null): string | null {
  const text = cells.text('state');
  if (text === '') return null;
  if (country === null) {
    if (cells.text('country') !== '') return null;
    return cells.reject('state', 'contradiction', {
      en: 'A state says nothing without its country. Add the country.',
      de: 'Ein Bundesland sagt ohne Land nichts. Bitte das Land ergänzen.',
    });
  }
  return (
    stateOf(text, country) ??
    cells.reject('state', 'state_unknown', `${country} has no such state. Write its code, e.g. BY or ZH.`)
  );
}

function readEmails(cells: CustomerCells, field: 'emailsTo' | 'emailsCc'): string[] {
  const reading = readMailboxes(cells.text(field));
  if (reading.kind === 'bad') {
    cells.reject(
      field,
      'email_invalid',
      'This is not an e-mail address. Write name@example.com, several with a comma between.',
    );
    return [];
  }
  if (reading.addresses.length > MAX_MAILBOXES) {
    cells.reject(
      field,
      'too_long',
      `At most ${MAX_MAILBOXES} addresses are kept, here are ${reading.addresses.length}.`,
    );
  }
  return reading.addresses;
}

type Block = Pick<CustomerRow, 'dunning' | 'blockReason' | 'blockUntil'>;

/** The block of a customer (Mahnsperre): one column says either that he is dunned, or that he is blocked. */
function readBlock(cells: CustomerCells): Block {
  const dunned = readChoice(cells, 'dunning', YES_NO);
  const blocked = readChoice(cells, 'blocked', YES_NO);
  const blockReason = readText(cells, 'blockReason', REASON_LENGTH);
  const blockUntil = readDay(cells, 'blockUntil');
  if (dunned !== null && dunned === blocked) {
    cells.reject('blocked', 'contradiction', {
      en: 'One column says that the customer is dunned, the other that he is blocked.',
      de: 'Eine Spalte sagt, dass der Kunde gemahnt wird, die andere, dass er gesperrt ist.',
    });
  }
  const dunning = dunned ?? (blocked === null ? null : !blocked);
  if (dunning !== false && (blockReason !== null || blockUntil !== null)) {
    const field = blockReason === null ? 'blockUntil' : 'blockReason';
    cells.reject(field, 'contradiction', {
      en: 'The row has details of a block, but does not say that the customer is blocked.',
      de: 'Die Zeile hat Angaben zu einer Mahnsperre, sagt aber nicht, dass der Kunde gesperrt ist.',
    });
  }
  return { dunning, blockReason, blockUntil };
}

function readSalutation(cells: CustomerCells): string | null {
  const text = readText(cells, 'salutation', LINE_LENGTH);
  if (text === null || !BARE_TITLE.test(text)) return text;
  const reason = 'A letter needs the whole line, e.g. "Sehr geehrte Frau Müller". Leave it empty for a neutral one.';
  return cells.reject('salutation', 'salutation_too_short', reason);
}

function readAccount(cells: CustomerCells): string | null {
  const text = cells.text('iban');
  if (text === '') return null;
  return (
    readIban(text) ?? cells.reject('iban', 'iban_invalid', 'The check digits or the length of the IBAN are wrong.')
  );
}
