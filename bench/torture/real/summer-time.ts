// The clock over both changes of summer time in Berlin, minute by minute through the real schedule: a plan whose run is
// due at 02:30, which one night does not have and another has twice, and whose sending window opens at that time, too.

import { decideProposals } from '../../../src/app/proposals/decide.ts';
import { addDays, type Day } from '../../../src/core/day.ts';
import type { Store } from '../../../src/db/client.ts';
import { workOnce } from '../../../src/jobs.ts';
import { runDue } from '../../../src/schedule.ts';
import { addCustomers, addInvoices, type House, level, openHouse } from '../../../test/app/house.ts';

export interface ChangeResult {
  /** The Sunday of the change. */
  day: Day;
  /** Local time of each scheduled run of the three days around it: `YYYY-MM-DD HH:MM`. */
  ranAt: string[];
  /** UTC and local time at which a notice that was approved just after midnight left. */
  sentAt: { utc: string; local: string } | null;
  ticks: number;
}

const ZONE = 'Europe/Berlin';
/** Where nothing changes and nothing is due, the schedule ticks as seldom as this. */
const QUIET_MINUTES = 30;

/** What must come out: one run a day; in spring the first instant after the gap, in autumn the first 02:30. */
export const EXPECTED: readonly Omit<ChangeResult, 'ticks'>[] = [
  {
    day: '2026-03-29',
    ranAt: ['2026-03-28 02:30', '2026-03-29 03:00', '2026-03-30 02:30'],
    sentAt: { utc: '2026-03-29T01:00', local: '2026-03-29 03:00' },
  },
  {
    day: '2026-10-25',
    ranAt: ['2026-10-24 02:30', '2026-10-25 02:30', '2026-10-26 02:30'],
    sentAt: { utc: '2026-10-25T00:30', local: '2026-10-25 02:30' },
  },
];

/** Empties the store. `everyMinutes`: how often the schedule ticks before four o'clock. */
export async function runChange(store: Store, day: Day, everyMinutes = 1): Promise<ChangeResult> {
  const house = await openHouse(store, {
    on: addDays(day, -2),
    organisation: { runSchedule: '30 2 * * *' },
    plan: { sendFrom: '02:30', levels: [level('L1')] },
  });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'R1', due: addDays(day, -20) }]);
  house.clock.set(addDays(day, -1), '00:00');
  const since = house.clock.now();
  let isApproved = false;
  const result: ChangeResult = { day, ranAt: [], sentAt: null, ticks: 0 };
  for (let today = local(house).day; today <= addDays(day, 1); today = local(house).day) {
    // What the run of the day before proposed is approved when the day of the change begins.
    if (today === day && !isApproved) {
      isApproved = true;
      await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
    }
    await tick(house, since, result);
    await house.clock.sleep((local(house).time < '04:00' ? everyMinutes : QUIET_MINUTES) * 60_000);
  }
  return result;
}

const local = (house: House) => house.clock.local(ZONE);
const shown = (house: House) => `${local(house).day} ${local(house).time}`;

async function tick(house: House, since: string, result: ChangeResult): Promise<void> {
  const runs = await runDue(house.anna, since);
  for (const _run of runs) result.ranAt.push(shown(house));
  if (result.sentAt === null && result.ranAt.length > 0) await workOnce(house.anna);
  if (result.sentAt === null && house.handedOver.length > 0) {
    result.sentAt = { utc: house.clock.now().slice(0, 'YYYY-MM-DDTHH:MM'.length), local: shown(house) };
  }
  result.ticks += 1;
}
