// One line of the doctor's report.

import type { ScreenLanguage } from '../../core/reason-text.ts';

export const CHECK_NAMES = [
  'configuration',
  'folder',
  'disk',
  'database',
  'organisation',
  'letters',
  'schedule',
  'calendar',
  'rates',
  'bank',
  'transport',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

export type CheckState = 'ok' | 'warning' | 'failed';

export interface Check {
  name: CheckName;
  state: CheckState;
  /** What was found. */
  says: string;
  /** What to do about it; null when nothing. */
  todo: string | null;
}

export const CHECK_TITLES: Readonly<Record<ScreenLanguage, Readonly<Record<CheckName, string>>>> = {
  en: {
    configuration: 'Configuration',
    folder: 'Folder',
    disk: 'Free space',
    database: 'Database',
    organisation: 'Organisation',
    letters: 'Letters',
    schedule: 'Schedule',
    calendar: 'Holidays',
    rates: 'Interest rates',
    bank: 'Bank data',
    transport: 'Sending',
  },
  de: {
    configuration: 'Konfiguration',
    folder: 'Ordner',
    disk: 'Speicherplatz',
    database: 'Datenbank',
    organisation: 'Organisation',
    letters: 'Briefe',
    schedule: 'Zeitplan',
    calendar: 'Feiertage',
    rates: 'Zinssätze',
    bank: 'Bankdaten',
    transport: 'Versand',
  },
};

export function ok(name: CheckName, says: string): Check {
  return { name, state: 'ok', says, todo: null };
}

export function warning(name: CheckName, says: string, todo: string): Check {
  return { name, state: 'warning', says, todo };
}

export function failed(name: CheckName, says: string, todo: string): Check {
  return { name, state: 'failed', says, todo };
}
