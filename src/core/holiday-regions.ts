// Which calendar keeps which holidays: one entry per region, so that whoever knows a region can check one line.
//
// Sources, as of November 2026: the generally known statutory lists of Germany and Austria; the Swiss cantons as the
// project commenthol/date-holidays lists them (its facts restated; its CH.yaml names the cantons' pages); TARGET as in
// QuantLib's target.cpp. The statutes were not read one by one: test/core/calendar.test.ts compares 2024 to 2030 with
// date-holidays and names every difference.
//
// "Optional" days are not kept in the whole region: a deadline moves over them (never shorter than the debtor's right),
// sending does not wait for them. A Swiss half day (from noon) counts as a whole one. Bank-only days are left out.

import type { HolidayId } from './holidays.ts';

export interface RegionHolidays {
  public: readonly HolidayId[];
  optional: readonly HolidayId[];
}

// biome-ignore format: in the order of the year
const GERMANY: readonly HolidayId[] = [
  'newYear', 'goodFriday', 'easterMonday', 'labourDay', 'ascension', 'whitMonday', 'germanUnity', 'reformation2017',
  'christmas', 'stephen',
];

// Kept in every canton; then what most add to it.
const SWITZERLAND: readonly HolidayId[] = ['newYear', 'ascension', 'swissNationalDay', 'christmas'];
const MOST_CANTONS: readonly HolidayId[] = ['goodFriday', 'easterMonday', 'whitMonday', 'stephen'];
const CATHOLIC: readonly HolidayId[] = ['corpusChristi', 'assumption', 'allSaints', 'immaculateConception'];

function land(more: readonly HolidayId[], optional: readonly HolidayId[] = []): RegionHolidays {
  return { public: [...GERMANY, ...more], optional };
}

function canton(
  more: readonly HolidayId[],
  optional: readonly HolidayId[] = [],
  without: readonly HolidayId[] = [],
): RegionHolidays {
  const usual = MOST_CANTONS.filter((id) => !optional.includes(id) && !without.includes(id));
  return { public: [...SWITZERLAND, ...usual, ...more], optional };
}

// biome-ignore format: one calendar a line, as in the laws it is checked against
export const REGIONS = {
  none: { public: [], optional: [] },
  TARGET: { public: ['newYear', 'goodFriday', 'easterMonday', 'labourDay', 'christmas', 'stephen'], optional: [] },

  DE: land([]),
  'DE-BW': land(['epiphany', 'corpusChristi', 'allSaints']),
  // 15 August in communities with a Catholic majority. The city of Augsburg closes 8 August as a day of its own.
  'DE-BY': land(['epiphany', 'corpusChristi', 'allSaints'], ['assumption']),
  'DE-BE': land(['womensDaySince2019', 'liberation', 'uprising']),
  'DE-BB': land(['easterSunday', 'whitSunday', 'reformation']),
  'DE-HB': land(['reformationSince2018']),
  'DE-HH': land(['reformationSince2018']),
  'DE-HE': land(['corpusChristi']),
  'DE-MV': land(['womensDaySince2023', 'reformation']),
  'DE-NI': land(['reformationSince2018']),
  'DE-NW': land(['corpusChristi', 'allSaints']),
  'DE-RP': land(['corpusChristi', 'allSaints']),
  'DE-SL': land(['corpusChristi', 'assumption', 'allSaints']),
  // Corpus Christi in some communities around Bautzen.
  'DE-SN': land(['reformation', 'repentance'], ['corpusChristi']),
  'DE-ST': land(['epiphany', 'reformation']),
  'DE-SH': land(['reformationSince2018']),
  // Corpus Christi in the Eichsfeld and parts of two neighbouring districts.
  'DE-TH': land(['childrensDay', 'reformation'], ['corpusChristi']),

  // Patron days of the Laender concern schools and offices only; Good Friday is none since 2019.
  AT: {
    public: [
      'newYear', 'epiphany', 'easterMonday', 'labourDay', 'ascension', 'whitMonday', 'corpusChristi', 'assumption',
      'austrianNationalDay', 'allSaints', 'immaculateConception', 'christmas', 'stephen',
    ],
    optional: [],
  },

  // Canton not known: what most keep is optional.
  CH: canton([], MOST_CANTONS),
  'CH-ZH': canton(['labourDay'], ['berchtold', 'knabenschiessen']),
  'CH-BE': canton(['berchtold']),
  'CH-LU': canton(CATHOLIC, ['berchtold', 'easterMonday', 'whitMonday']),
  'CH-UR': canton(['epiphany', 'joseph', ...CATHOLIC, 'stephenNotMondayFriday'], [], ['stephen']),
  'CH-SZ': canton(['epiphany', 'joseph', ...CATHOLIC]),
  'CH-OW': canton([...CATHOLIC, 'brotherKlaus'], ['berchtold', 'easterMonday', 'whitMonday', 'stephen']),
  'CH-NW': canton(['joseph', ...CATHOLIC], ['easterMonday', 'whitMonday', 'stephen']),
  'CH-GL': canton(['naefelserFahrt', 'allSaints'], ['berchtold']),
  'CH-ZG': canton(CATHOLIC, ['berchtold', 'easterMonday', 'whitMonday', 'stephen']),
  // The Catholic days are not kept in some 20 Protestant communities.
  'CH-FR': canton(CATHOLIC, ['berchtold', 'easterMonday', 'whitMonday', 'stephen']),
  // 1 May from noon; 19 March in eight communities.
  'CH-SO': canton(
    ['labourDay', 'corpusChristi', 'assumption', 'allSaints'],
    ['joseph', 'berchtold', 'easterMonday', 'whitMonday', 'stephen'],
  ),
  'CH-BS': canton(['labourDay']),
  'CH-BL': canton(['labourDay']),
  'CH-SH': canton(['labourDay'], ['berchtold']),
  'CH-AR': canton(['stephenNotMonday'], [], ['stephen']),
  // 22 September not in Oberegg.
  'CH-AI': canton(
    ['corpusChristi', 'assumption', 'maurice', 'allSaints', 'stephenNotTuesdaySaturday'], [], ['stephen'],
  ),
  'CH-SG': canton(['allSaints']),
  'CH-GR': canton([], ['goodFriday']),
  // The districts differ; this is the widest reading.
  'CH-AG': canton(['berchtold', 'labourDay', ...CATHOLIC]),
  'CH-TG': canton(['berchtold', 'labourDay']),
  'CH-TI': canton(['epiphany', 'joseph', 'labourDay', 'peterAndPaul', ...CATHOLIC], [], ['goodFriday']),
  'CH-VD': canton(['berchtold', 'fastMonday'], [], ['stephen']),
  // 1 May and 24 December from noon.
  'CH-VS': canton(
    ['joseph', 'labourDay', ...CATHOLIC, 'christmasEve'], ['easterMonday', 'stephen'], ['goodFriday'],
  ),
  'CH-NE': canton(
    ['berchtoldOnMonday', 'republicNeuchatel', 'labourDay', 'corpusChristi', 'stephenOnMonday'],
    [],
    ['whitMonday', 'stephen'],
  ),
  'CH-GE': canton(['fastGeneva', 'restorationGeneva'], [], ['stephen']),
  'CH-JU': canton(
    ['berchtold', 'labourDay', 'corpusChristi', 'independenceJura', 'assumption', 'allSaints'], [], ['stephen'],
  ),
} as const satisfies Record<string, RegionHolidays>;
