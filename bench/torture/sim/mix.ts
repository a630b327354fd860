// What a world is made of: the faults that a seed draws, or the script of one row of the exhaustive table.
import { MEETINGS, type Meeting, type ProviderKind } from './provider.ts';
import type { Random } from './random.ts';

/** What a seed draws: from no fault at all to the worst. */
export interface Mix {
  crash: number;
  databaseError: number;
  stall: number;
  meetings: Meeting[];
  faulty: number;
  stops: number;
  newsLost: number;
}

/** `harsh`: 0 = no crash and no lost database, 1 = as bad as it gets. */
export function drawMix(random: Random, harsh: number): Mix {
  return {
    crash: random.next() * 0.05 * harsh,
    databaseError: random.next() * 0.08 * harsh,
    // Now and then a machine that falls asleep all the time.
    stall: random.next() * (random.chance(0.2) ? 0.4 : 0.05) * harsh,
    meetings: MEETINGS.filter((meeting) => meeting !== 'ok' && random.chance(0.5)),
    faulty: random.next() * 0.7,
    stops: random.next() * 0.6,
    newsLost: random.next(),
  };
}

/** One row of the exhaustive table: everything is given, nothing drawn. */
export interface Script {
  provider: ProviderKind;
  /** What the first call meets; all later ones are taken. */
  meeting: Meeting;
  /** The process dies at this moment: two moments for each call of the database, before and after it worked. */
  crashAt: number | null;
  restartMs: number;
  stop: 'none' | 'paid_before' | 'paid_during' | 'paused_before' | 'paused_during';
}
