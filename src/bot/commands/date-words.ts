// Words of the calendar in German and English, folded: lower case, umlauts written out.

export type Unit = 'day' | 'week' | 'month';

export const MONTHS = table([
  ['januar january jan jaenner', 1],
  ['februar february feb feber', 2],
  ['maerz march mar mrz', 3],
  ['april apr', 4],
  ['mai may', 5],
  ['juni june jun', 6],
  ['juli july jul', 7],
  ['august aug', 8],
  ['september sept sep', 9],
  ['oktober october okt oct', 10],
  ['november nov', 11],
  ['dezember december dez dec', 12],
]);

/** Monday = 1. Two letters are left out: "Mo" and "Di" are too easily a part of something else. */
export const WEEKDAYS = table([
  ['montag monday mon montags', 1],
  ['dienstag tuesday tue tues', 2],
  ['mittwoch wednesday wed', 3],
  ['donnerstag thursday thu thur thurs', 4],
  ['freitag friday fri', 5],
  ['samstag saturday sat sonnabend', 6],
  ['sonntag sunday sun', 7],
]);

/** Days from today. */
export const RELATIVE = table([
  ['today heute', 0],
  ['tomorrow morgen', 1],
  ['uebermorgen', 2],
  ['yesterday gestern', -1],
  ['vorgestern', -2],
]);

export const UNITS = table<Unit>([
  ['d day days t tag tage tagen', 'day'],
  ['w wk week weeks woche wochen', 'week'],
  ['m month months monat monate monaten', 'month'],
]);

export const NUMBERS = table([
  ['a an one ein eine einen einem einer', 1],
  ['two zwei', 2],
  ['three drei', 3],
  ['four vier', 4],
  ['five fuenf', 5],
  ['six sechs', 6],
]);

export const NEXT = words('next naechste naechsten naechster naechstem kommende kommenden');
export const THIS = words('this diese diesen dieser diesem');
export const LAST = words('last letzte letzten letzter vergangene vergangenen');

/** Words that lead to the day something ends. */
export const UNTIL = words('until till til through thru bis');
/** Words that lead to how long something lasts. */
export const LASTING = words('for fuer');
/** Words that lead to the day of something. */
export const ON = words('on am by at zum vom for fuer bis until till per auf um to');

function table<T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([names, value]) => names.split(' ').map((name) => [name, value] as const)));
}

function words(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
