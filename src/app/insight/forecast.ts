// The next days, seen through the engine: what will be proposed on which day, if everything is approved and nobody
// pays.

import { z } from 'zod';
import { isBusinessDay } from '../../core/calendar.ts';
import { addDays, type Day } from '../../core/day.ts';
import { type ForecastNotice, forecastCustomer } from '../../core/forecast.ts';
import { customersWithOpenInvoices } from '../../db/lookups.ts';
import { levelNames } from '../../db/plans.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { isScheduledOn } from '../settings/run-schedule.ts';
import { query, type Work } from '../use-case.ts';
import { keptFigure, type Latest } from './latest.ts';

/** Others are served between two steps. */
const CUSTOMERS_PER_STEP = 100;

export interface ForecastRow {
  on: Day;
  plan: string;
  /** Null for statements of account. */
  level: string | null;
  currency: string;
  notices: number;
  invoices: number;
  principalCents: number;
}

const input = z.strictObject({ days: z.int().min(1).max(366).default(30) });

/** With 100,000 invoices it takes seconds. */
const kept = keptFigure((work, { days }: z.output<typeof input>) => computeForecast(work, days));

export const forecast = query({
  name: 'forecast.read',
  summary: 'What will be due on each of the next days, by level and currency.',
  role: 'viewer',
  input,
  run: (work, asked): Promise<ForecastRow[]> => kept.current(work, asked),
});

export const latestForecast = query({
  name: 'forecast.latest',
  summary: 'The forecast as last computed, and whether anything was recorded since.',
  role: 'viewer',
  input,
  run: (work, asked): Promise<Latest<ForecastRow[]>> => kept.latest(work, asked),
});

/** The days from today on, through the facts of now: all customers with something open, some at a time. */
async function computeForecast(work: Work, days: number): Promise<ForecastRow[]> {
  const engine = await readEngine(work.db, work.organisation, work.today);
  const names = await levelNames(work.db);
  const { runSchedule, moveDeadline } = work.organisation;
  const isRunDay = (day: Day) => isScheduledOn(runSchedule, day) && isBusinessDay(engine.calendar, day, 'sending');
  // Worked out once: there are many customers and few days.
  const runDays = new Set(Array.from({ length: days }, (_, offset) => addDays(work.today, offset)).filter(isRunDay));
  const rows = new Map<string, ForecastRow>();
  const settings = {
    from: work.today,
    days,
    runsOn: (day: Day) => runDays.has(day),
    moveDeadline,
  };
  const ids = await customersWithOpenInvoices(work.db);
  for (let start = 0; start < ids.length; start += CUSTOMERS_PER_STEP) {
    for (const truth of await readTruths(work.db, engine, ids.slice(start, start + CUSTOMERS_PER_STEP))) {
      const plan = planOf(engine, truth.planId);
      const notices = forecastCustomer(truth.facts, plan, engine.settings, settings);
      for (const notice of notices) addTo(rows, notice, plan.name, names);
    }
  }
  return [...rows.values()].sort((a, b) => compare(a.on, b.on) || compare(a.level ?? '', b.level ?? ''));
}

function addTo(
  rows: Map<string, ForecastRow>,
  notice: ForecastNotice,
  plan: string,
  names: ReadonlyMap<number, string>,
): void {
  const level = notice.levelId === null ? null : (names.get(notice.levelId) ?? null);
  const key = [notice.on, plan, level, notice.currency].join('\n');
  const row = rows.get(key) ?? {
    on: notice.on,
    plan,
    level,
    currency: notice.currency,
    notices: 0,
    invoices: 0,
    principalCents: 0,
  };
  row.notices += 1;
  row.invoices += notice.invoiceIds.length;
  row.principalCents += notice.principalCents;
  rows.set(key, row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
