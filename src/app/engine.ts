// What the engine needs around the facts: plans, calendars and the settings of the day, read once per unit of work.

import type { Calendar } from '../core/calendar.ts';
import type { Day } from '../core/day.ts';
import type { Plan } from '../core/plan.ts';
import type { RunSettings } from '../core/run.ts';
import type { AsOf } from '../db/as-of.ts';
import { type CustomerTruth, readCustomerTruths } from '../db/facts/customers.ts';
import { calendarOf, type Organisation } from '../db/organisation.ts';
import { readDefaultPlanId, readLevelPositions, readPlans } from '../db/plans.ts';
import type { Db } from '../db/store.ts';
import { refusal } from './errors.ts';

export interface Engine {
  plans: ReadonlyMap<number, Plan>;
  defaultPlanId: number;
  /** Highest position any level has or had: how far an invoice can have come. */
  highestPosition: number;
  calendar: Calendar;
  settings: RunSettings;
  organisation: Organisation;
  asOf: AsOf;
}

/** Reads plans and settings; with `asOf` as they were then (pass the organisation of then, too). */
export async function readEngine(db: Db, organisation: Organisation, today: Day, asOf: AsOf = null): Promise<Engine> {
  const plans = new Map((await readPlans(db, asOf)).map((plan) => [plan.id, plan]));
  const defaultPlanId = await readDefaultPlanId(db, asOf);
  if (defaultPlanId === null) throw refusal('no_default_plan');
  const positions = await readLevelPositions(db, asOf);
  const calendar = calendarOf(organisation);
  return {
    plans,
    defaultPlanId,
    highestPosition: Math.max(0, ...positions.values()),
    calendar,
    settings: { today, calendar, minDaysBetweenNotices: organisation.minDaysBetweenNotices },
    organisation,
    asOf,
  };
}

/** The whole truth about customers, with their open invoices and those named. */
export function readTruths(
  db: Db,
  engine: Engine,
  customerIds: readonly number[],
  invoiceIds: readonly number[] = [],
): Promise<CustomerTruth[]> {
  return readCustomerTruths(db, {
    customerIds,
    invoiceIds,
    asOf: engine.asOf,
    today: engine.settings.today,
    calendar: engine.calendar,
    dunAllCustomers: engine.organisation.dunAllCustomers,
    defaultPlanId: engine.defaultPlanId,
    countFromOfPlan: new Map([...engine.plans].map(([id, plan]) => [id, plan.countFrom])),
  });
}

/** The plan of an id that a row refers to; its absence would be a broken foreign key. */
export function planOf(engine: Engine, planId: number): Plan {
  const plan = engine.plans.get(planId);
  if (plan === undefined) throw new Error(`plan ${planId} does not exist`);
  return plan;
}
