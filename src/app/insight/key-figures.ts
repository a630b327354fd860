// Figures of a period: what was overdue at its end, how long money takes (DSO), what came in after each level, and how
// long proposals wait for people. Every definition is written beside its figure here and on the page.

import { z } from 'zod';
import { addDays, type Day, daysBetween } from '../../core/day.ts';
import {
  type ApprovalTime,
  type BilledSum,
  type Period,
  sumBilled,
  sumRecovered,
  timeToApprove,
} from '../../db/key-figures.ts';
import { levelPlaces } from '../../db/plans.ts';
import { refusal } from '../errors.ts';
import { dayInput } from '../inputs.ts';
import { query, type Work } from '../use-case.ts';
import { keptFigure, type Latest } from './latest.ts';

export const DEFAULT_DAYS = 90;
const DAYS_AT_MOST = 1_100;

export interface CurrencyFigures extends BilledSum {
  /** Overdue amount / open amount, in basis points; null when nothing was open. */
  overdueShareBp: number | null;
  /** Open amount at the end / billed in the period x days of the period; null when nothing was billed. */
  dsoDays: number | null;
}

export interface LevelFigures {
  plan: string;
  level: string;
  position: number;
  currency: string;
  count: number;
  dunnedCents: number;
  settledCount: number;
  recoveredCents: number;
  /** Recovered amount / dunned amount, in basis points. */
  rateBp: number;
}

export interface KeyFigures {
  from: Day;
  to: Day;
  days: number;
  currencies: CurrencyFigures[];
  levels: LevelFigures[];
  approval: ApprovalTime;
}

const input = z.strictObject({ from: dayInput.optional(), to: dayInput.optional() });

/** Three passes over the ledger: a second and more with 100,000 invoices. */
const kept = keptFigure(computeFigures);

export const keyFigures = query({
  name: 'report.figures',
  summary: 'Overdue, DSO, recovered after each level and time to approve, for a period (default: the last 90 days).',
  role: 'viewer',
  input,
  run: (work, asked): Promise<KeyFigures> => kept.current(work, periodOf(work, asked)),
});

export const latestKeyFigures = query({
  name: 'report.latest_figures',
  summary: 'The figures of a period as last computed, and whether anything was recorded since.',
  role: 'viewer',
  input,
  run: (work, asked): Promise<Latest<KeyFigures>> => kept.latest(work, periodOf(work, asked)),
});

function periodOf(work: Work, { from: asked, to = work.today }: z.output<typeof input>): Period {
  const from = asked ?? addDays(to, 1 - DEFAULT_DAYS);
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw refusal('period_backwards', { from, to });
  if (days > DAYS_AT_MOST) throw refusal('period_too_long', { days, most: DAYS_AT_MOST });
  return { from, to };
}

async function computeFigures({ db }: Work, period: Period): Promise<KeyFigures> {
  const { from, to } = period;
  const days = daysBetween(from, to) + 1;
  const places = await levelPlaces(db);
  const recovered = await sumRecovered(db, period);
  const levels = recovered.flatMap(({ levelId, ...sums }): LevelFigures[] => {
    const place = places.get(levelId);
    return place === undefined
      ? []
      : [{ ...place, ...sums, rateBp: shareBp(sums.recoveredCents, sums.dunnedCents) ?? 0 }];
  });
  return {
    from,
    to,
    days,
    currencies: (await sumBilled(db, period)).map((sums) => ({
      ...sums,
      overdueShareBp: shareBp(sums.overdueCents, sums.receivableCents),
      dsoDays: sums.billedCents <= 0 ? null : Math.round((sums.receivableCents / sums.billedCents) * days * 10) / 10,
    })),
    levels: levels.sort(
      (a, b) => a.plan.localeCompare(b.plan) || a.currency.localeCompare(b.currency) || a.position - b.position,
    ),
    approval: await timeToApprove(db, period),
  };
}

function shareBp(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000);
}
