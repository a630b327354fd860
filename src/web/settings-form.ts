// The sections of the settings: their fields as texts, and what was typed as what the use case takes.

import { readDayText } from '../app/ingest/day.ts';
import type { changeOrganisation, Settings } from '../app/settings/change-organisation.ts';
import type { Day } from '../core/day.ts';
import { formatDay } from '../core/format.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { type Problems, typedAmount } from './forms.ts';
import { amountsText, decimalText, typedAmounts, typedWhole } from './typed-rules.ts';
import type { Words } from './words/index.ts';

export const SECTIONS = ['company', 'rules', 'approvals'] as const;
export type Section = (typeof SECTIONS)[number];

export type SettingName = keyof Words['settings']['fields'];
export type Fields = Readonly<Partial<Record<SettingName, string>>>;
type Change = Parameters<typeof changeOrganisation>[1];

/** Fields of each section in the order of the page. */
export const SECTION_FIELDS: Readonly<Record<Section, readonly SettingName[]>> = {
  company: [
    'name',
    'extra',
    'street',
    'houseNumber',
    'postalCode',
    'city',
    'addressCountry',
    'phone',
    'website',
    'email',
    'senderEmail',
    'replyTo',
    'accountHolder',
    'iban',
    'bic',
    'bankName',
    'vatId',
    'legalLines',
  ],
  rules: [
    'language',
    'country',
    'currency',
    'timeZone',
    'calendar',
    'extraClosedDays',
    'moveDeadline',
    'runSchedule',
    'staleAfterDays',
    'minDaysBetweenNotices',
    'dunAllCustomers',
    'windowProfile',
    'postageHome',
    'postageAbroad',
  ],
  approvals: ['above', 'fromLevel'],
};

/** What stands in the fields at first. */
export function fieldsOf(settings: Settings, language: ScreenLanguage): Fields {
  const { address, fourEyes } = settings;
  const box = (isOn: boolean) => (isOn ? 'on' : '');
  return {
    name: settings.name,
    extra: address.extra.join('\n'),
    street: address.street,
    houseNumber: address.houseNumber,
    postalCode: address.postalCode,
    city: address.city,
    addressCountry: address.country,
    phone: settings.phone ?? '',
    website: settings.website ?? '',
    email: settings.email ?? '',
    senderEmail: settings.senderEmail ?? '',
    replyTo: settings.replyTo ?? '',
    accountHolder: settings.accountHolder,
    iban: (settings.iban ?? '').replaceAll(/(.{4})(?=.)/g, '$1 '),
    bic: settings.bic ?? '',
    bankName: settings.bankName ?? '',
    vatId: settings.vatId ?? '',
    legalLines: settings.legalLines.join('\n'),
    language: settings.language,
    country: settings.country,
    currency: settings.currency,
    timeZone: settings.timeZone,
    calendar: settings.calendar,
    extraClosedDays: settings.extraClosedDays.map((day) => dayText(day as Day, language)).join('\n'),
    moveDeadline: box(settings.moveDeadline),
    runSchedule: settings.runSchedule,
    staleAfterDays: settings.staleAfterDays === null ? '' : String(settings.staleAfterDays),
    minDaysBetweenNotices: String(settings.minDaysBetweenNotices),
    dunAllCustomers: box(settings.dunAllCustomers),
    windowProfile: settings.windowProfile,
    postageHome: settings.postageHome === null ? '' : decimalText(settings.postageHome, language),
    postageAbroad: settings.postageAbroad === null ? '' : decimalText(settings.postageAbroad, language),
    above: amountsText(fourEyes.above, language),
    fromLevel: fourEyes.fromLevel === null ? '' : String(fourEyes.fromLevel),
  };
}

/** German days are typed as they are written; all others as ISO days, which no reader takes for another one. */
function dayText(day: Day, language: ScreenLanguage): string {
  return language === 'de' ? formatDay(day, 'de') : day;
}

/** The change a form asks for, or what is wrong with it. */
export function readSection(
  section: Section,
  fields: Fields,
  language: ScreenLanguage,
  words: Words,
): { change: Change } | { problems: Problems } {
  switch (section) {
    case 'company':
      return { change: companyOf(fields) };
    case 'rules':
      return readRules(fields, language, words);
    case 'approvals':
      return readApprovals(fields, language, words);
  }
}

function companyOf(fields: Fields): Change {
  const of = (name: SettingName) => (fields[name] ?? '').trim();
  const orNone = (name: SettingName) => (of(name) === '' ? null : of(name));
  return {
    name: of('name'),
    address: {
      extra: linesOf(fields.extra),
      street: of('street'),
      houseNumber: of('houseNumber'),
      postalCode: of('postalCode'),
      city: of('city'),
      country: of('addressCountry').toUpperCase(),
    },
    phone: orNone('phone'),
    website: orNone('website'),
    email: orNone('email'),
    senderEmail: orNone('senderEmail'),
    replyTo: orNone('replyTo'),
    accountHolder: of('accountHolder'),
    iban: orNone('iban'),
    bic: orNone('bic'),
    bankName: orNone('bankName'),
    vatId: orNone('vatId'),
    legalLines: linesOf(fields.legalLines),
  };
}

function readRules(
  fields: Fields,
  language: ScreenLanguage,
  words: Words,
): { change: Change } | { problems: Problems } {
  const problems: Record<string, string> = {};
  const closed = linesOf(fields.extraClosedDays).map((text) => readDayText(text));
  if (closed.some((reading) => reading.kind !== 'day')) problems.extraClosedDays = words.errors.day;
  const whole = (name: SettingName) => {
    const value = typedWhole(fields[name] ?? '');
    if (value === undefined) problems[name] = words.plans.wrong.whole;
    return value ?? 0;
  };
  const amount = (name: SettingName) => {
    const text = (fields[name] ?? '').trim();
    const value = text === '' ? null : typedAmount(text, language);
    if (value === undefined) problems[name] = words.plans.wrong.amounts;
    return value ?? null;
  };
  const change = {
    language: fields.language,
    country: (fields.country ?? '').trim().toUpperCase(),
    currency: (fields.currency ?? '').trim().toUpperCase(),
    timeZone: (fields.timeZone ?? '').trim(),
    calendar: fields.calendar,
    extraClosedDays: closed.flatMap((reading) => (reading.kind === 'day' ? [reading.day] : [])),
    moveDeadline: fields.moveDeadline === 'on',
    runSchedule: (fields.runSchedule ?? '').trim(),
    staleAfterDays: (fields.staleAfterDays ?? '').trim() === '' ? null : whole('staleAfterDays'),
    minDaysBetweenNotices: whole('minDaysBetweenNotices'),
    dunAllCustomers: fields.dunAllCustomers === 'on',
    windowProfile: fields.windowProfile,
    postageHome: amount('postageHome'),
    postageAbroad: amount('postageAbroad'),
  } as Change;
  return Object.keys(problems).length > 0 ? { problems } : { change };
}

function readApprovals(
  fields: Fields,
  language: ScreenLanguage,
  words: Words,
): { change: Change } | { problems: Problems } {
  const above = typedAmounts(fields.above ?? '', language);
  const level = (fields.fromLevel ?? '').trim();
  const fromLevel = level === '' ? null : typedWhole(level);
  if (above === undefined) return { problems: { above: words.plans.wrong.amounts } };
  if (fromLevel === undefined) return { problems: { fromLevel: words.plans.wrong.whole } };
  return { change: { fourEyes: { above: above ?? {}, fromLevel } } };
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
