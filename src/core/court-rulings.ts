// What courts and statutes accept as charges of a reminder: dated rows with their source. Guidance for people who write
// plans, not legal advice; nothing is computed or refused from it. A row is never edited, a newer one is added.

import type { Day } from './day.ts';

export interface ChargeRuling {
  /** Whose court it was. */
  country: 'DE';
  /** Who said it, with its reference, e.g. "BGH, VIII ZR 95/18". */
  by: string;
  decidedOn: Day | null;
  /** The most that was accepted, minor units of EUR; null where it names no amount. */
  acceptedCents: number | null;
  de: string;
  en: string;
  source: string;
  checkedOn: Day;
}

const CHECKED_ON: Day = '2026-11-21';

export const CHARGE_RULINGS: readonly ChargeRuling[] = [
  {
    country: 'DE',
    by: 'BGH, VIII ZR 95/18',
    decidedOn: '2019-06-26',
    acceptedCents: 76,
    de: 'pauschal 2,50 € unwirksam: nur Papier, Druck und Porto zählen, kein Personal und keine Technik',
    en: 'a flat 2.50 € is void: paper, print and postage count, staff and systems do not',
    source: 'iww.de 210113, rws-verlag.de',
    checkedOn: CHECKED_ON,
  },
  {
    country: 'DE',
    by: 'OLG München, 2011',
    decidedOn: null,
    acceptedCents: 120,
    de: 'pauschal 5 € unwirksam, 1,20 € annehmbar',
    en: 'a flat 5 € is void, 1.20 € acceptable',
    source: 'ra-herrle.de',
    checkedOn: CHECKED_ON,
  },
  {
    country: 'DE',
    by: 'AG Brandenburg, 31 C 190/06',
    decidedOn: '2007-01-25',
    acceptedCents: 250,
    de: 'höchstens 2,50 € je Mahnung',
    en: 'at most 2.50 € a reminder',
    source: 'marketing-boerse.de, mahnerfolg.de',
    checkedOn: CHECKED_ON,
  },
  {
    country: 'DE',
    by: 'OLG Hamburg, 15 U 14/21',
    decidedOn: '2021-12-22',
    acceptedCents: null,
    de: '10 € ohne Grundlage sind irreführend (§ 5 UWG)',
    en: '10 € without a basis mislead (UWG 5)',
    source: 'onlineunternehmer-info.de',
    checkedOn: CHECKED_ON,
  },
];

/**
 * A fee above this is more than any court we know of accepted as a flat sum (AG Brandenburg, 31 C 190/06); minor units
 * of EUR.
 */
export const FEE_ACCEPTED_CENTS = Math.max(...CHARGE_RULINGS.map((ruling) => ruling.acceptedCents ?? 0));

/** The lump sum of directive 2011/7/EU, article 6, and BGB 288 (5): 40 EUR; minor units. */
export const COMPENSATION_ACCEPTED_CENTS = 40_00;

/** The ruling that carries the limit, to be named beside a warning. */
export function rulingBehindLimit(): ChargeRuling | undefined {
  return CHARGE_RULINGS.find((ruling) => ruling.acceptedCents === FEE_ACCEPTED_CENTS);
}
