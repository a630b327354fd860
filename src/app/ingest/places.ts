// Countries and their states as files name them: ISO codes, car codes, names in German, English, French, Italian.

import { CALENDARS } from '../../core/calendar.ts';
import { foldName } from './fold.ts';

const COUNTRY_CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

/** What people write beside the names of the Unicode tables; D, A and FL are car codes. */
const COUNTRY_ALIASES: readonly (readonly [string, string])[] = [
  ['D', 'DE'],
  ['BRD', 'DE'],
  ['A', 'AT'],
  ['FL', 'LI'],
  ['UK', 'GB'],
  ['England', 'GB'],
  ['Great Britain', 'GB'],
  ['Großbritannien', 'GB'],
  ['Holland', 'NL'],
  ['USA', 'US'],
  ['Czech Republic', 'CZ'],
  ['Tschechische Republik', 'CZ'],
];

// biome-ignore format: a list of names by country
const STATE_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DE: {
    BW: 'Baden-Württemberg', BY: 'Bayern', BE: 'Berlin', BB: 'Brandenburg', HB: 'Bremen', HH: 'Hamburg', HE: 'Hessen',
    MV: 'Mecklenburg-Vorpommern', NI: 'Niedersachsen', NW: 'Nordrhein-Westfalen', RP: 'Rheinland-Pfalz', SL: 'Saarland',
    SN: 'Sachsen', ST: 'Sachsen-Anhalt', SH: 'Schleswig-Holstein', TH: 'Thüringen',
  },
  CH: {
    AG: 'Aargau', AI: 'Appenzell Innerrhoden', AR: 'Appenzell Ausserrhoden', BE: 'Bern', BL: 'Basel-Landschaft',
    BS: 'Basel-Stadt', FR: 'Freiburg', GE: 'Genf', GL: 'Glarus', GR: 'Graubünden', JU: 'Jura', LU: 'Luzern',
    NE: 'Neuenburg', NW: 'Nidwalden', OW: 'Obwalden', SG: 'St. Gallen', SH: 'Schaffhausen', SO: 'Solothurn',
    SZ: 'Schwyz', TG: 'Thurgau', TI: 'Tessin', UR: 'Uri', VD: 'Waadt', VS: 'Wallis', ZG: 'Zug', ZH: 'Zürich',
  },
};

const COUNTRY_BY_NAME = countriesByName();

/** The ISO 3166-1 code of a country named in a file, or null. */
export function countryOf(text: string): string | null {
  return COUNTRY_BY_NAME.get(foldName(text)) ?? null;
}

/**
 * The state's code within its country: BY for 'BY', 'DE-BY' or 'Bayern'; null when the country has no such state.
 *
 * Known are the states that have a holiday calendar; of other countries any code of one to three characters is kept.
 */
export function stateOf(text: string, country: string): string | null {
  const upper = text.toUpperCase();
  const code = upper.startsWith(`${country}-`) ? upper.slice(country.length + 1) : upper;
  const hasCalendars = CALENDARS.some((calendar) => calendar.startsWith(`${country}-`));
  if (!hasCalendars) return /^[A-Z0-9]{1,3}$/.test(code) ? code : null;
  if (CALENDARS.some((calendar) => calendar === `${country}-${code}`)) return code;
  const wanted = foldName(text);
  const named = Object.entries(STATE_NAMES[country] ?? {}).find(([, name]) => foldName(name) === wanted);
  return named?.[0] ?? null;
}

function countriesByName(): ReadonlyMap<string, string> {
  const codes = COUNTRY_CODES.split(' ');
  const byName = new Map<string, string>();
  for (const language of ['de', 'en', 'fr', 'it']) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of codes) byName.set(foldName(names.of(code) ?? code), code);
  }
  for (const [alias, code] of COUNTRY_ALIASES) byName.set(foldName(alias), code);
  // Codes last: they are what the standard says, whatever a name folds to.
  for (const code of codes) byName.set(foldName(code), code);
  return byName;
}
