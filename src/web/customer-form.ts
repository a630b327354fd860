// The form of a customer: its fields, how they are filled from what is on record, and how what was typed is understood.

import { z } from 'zod';
import type { CustomerChanges } from '../app/customers/change-customer.ts';
import { readIban } from '../app/ingest/iban.ts';
import { LANGUAGES, PARTIES } from '../core/notice.ts';
import { CHANNELS } from '../core/plan.ts';
import type { CustomerRow } from '../db/facts/customers.ts';
import type { Problems } from './forms.ts';
import type { Words } from './words/index.ts';

const typed = z.string().max(2_000).default('');
const tick = z.literal('on').optional();

export const CUSTOMER_FORM = z.strictObject({
  /** The version that the form was filled from. */
  seen: z.string().regex(/^[1-9]\d{0,8}$/),
  name: typed,
  emailsTo: typed,
  emailsCc: typed,
  extra: typed,
  street: typed,
  houseNumber: typed,
  postalCode: typed,
  city: typed,
  country: typed,
  iban: typed,
  language: z.union([z.literal(''), z.enum(LANGUAGES)]),
  preferredChannel: z.union([z.literal(''), z.enum(CHANNELS)]),
  party: z.enum(PARTIES),
  planId: z.string().regex(/^\d{0,9}$/),
  applyFees: tick,
  activated: tick,
});
export type CustomerFields = Omit<z.output<typeof CUSTOMER_FORM>, 'applyFees' | 'activated'> & {
  applyFees?: 'on' | undefined;
  activated?: 'on' | undefined;
};

export function fieldsOf(row: CustomerRow): CustomerFields {
  const { address } = row;
  return {
    seen: String(row.version),
    name: row.name,
    emailsTo: row.emailsTo.join(', '),
    emailsCc: row.emailsCc.join(', '),
    extra: (address?.extra ?? []).join(', '),
    street: address?.street ?? '',
    houseNumber: address?.houseNumber ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
    country: address?.country ?? '',
    iban: groupsOfFour(row.iban ?? ''),
    language: row.language ?? '',
    preferredChannel: row.preferredChannel ?? '',
    party: row.party,
    planId: row.planId === null ? '' : String(row.planId),
    ...(row.applyFees ? { applyFees: 'on' } : {}),
    ...(row.activated ? { activated: 'on' } : {}),
  };
}

/** The changes that were typed, or what is wrong with them. */
export function readCustomer(
  fields: CustomerFields,
  words: Words,
): { changes: Partial<CustomerChanges> } | { problems: Problems } {
  const emailsTo = listOf(fields.emailsTo);
  const emailsCc = listOf(fields.emailsCc);
  const address = addressOf(fields);
  const iban = fields.iban.trim() === '' ? null : readIban(fields.iban);
  const problems = {
    ...(fields.name.trim() === '' ? { name: words.customers.needed } : {}),
    ...(emailsTo.every(isEmail) ? {} : { emailsTo: words.customers.email }),
    ...(emailsCc.every(isEmail) ? {} : { emailsCc: words.customers.email }),
    ...(iban === null && fields.iban.trim() !== '' ? { iban: words.customers.ibanWrong } : {}),
    ...(address === undefined ? { street: words.customers.addressWhole } : {}),
    ...(address != null && !/^[A-Z]{2}$/.test(address.country) ? { country: words.customers.countryWrong } : {}),
  };
  if (address === undefined || Object.keys(problems).length > 0) return { problems };
  return {
    changes: {
      name: fields.name,
      emailsTo,
      emailsCc,
      address,
      iban,
      language: fields.language === '' ? null : fields.language,
      preferredChannel: fields.preferredChannel === '' ? null : fields.preferredChannel,
      party: fields.party,
      planId: fields.planId === '' ? null : Number(fields.planId),
      applyFees: fields.applyFees === 'on',
      activated: fields.activated === 'on',
    },
  };
}

/** As an IBAN is read on paper. */
function groupsOfFour(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function listOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function isEmail(text: string): boolean {
  return z.email().safeParse(text).success;
}

/** Null when nothing is filled in; undefined when something that every address needs is missing. */
function addressOf(fields: CustomerFields) {
  const [street, postalCode, city] = [fields.street.trim(), fields.postalCode.trim(), fields.city.trim()];
  const extra = fields.extra
    .split(',')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isEmpty = street === '' && postalCode === '' && city === '' && extra.length === 0;
  if (isEmpty) return null;
  if (street === '' || postalCode === '' || city === '') return undefined;
  const country = fields.country.trim().toUpperCase();
  return { extra, street, houseNumber: fields.houseNumber.trim(), postalCode, city, country };
}
