// The exhaustive table: every moment at which the process can die, with everything the provider can do, every pause
// until it is back and every stop, for every kind of provider. It enumerates instead of hoping.
import type { Script } from './mix.ts';
import { MEETINGS, type ProviderKind } from './provider.ts';
import { runScript } from './world.ts';

const MINUTE = 60_000;
/** A round of one delivery has so many moments at most: two for each call of the database. */
const MOMENTS = 14;
const RESTARTS_MS = [1_000, 10 * MINUTE, 25 * 60 * MINUTE];
const STOPS = ['none', 'paid_before', 'paid_during', 'paused_before', 'paused_during'] as const;
const PROVIDERS: readonly ProviderKind[] = ['keyed', 'blind', 'asked'];

export interface TableResult {
  rows: number;
  violations: string[];
  /** provider, what the first call met -> how often it ended in which state. */
  ends: Map<string, Record<string, number>>;
}

export async function runTable(): Promise<TableResult> {
  const result: TableResult = { rows: 0, violations: [], ends: new Map() };
  for (const script of scripts()) {
    const { end, taken, violations } = await runScript(script);
    result.rows += 1;
    const name = `${script.provider}, ${script.meeting}`;
    const ends = result.ends.get(name) ?? {};
    ends[end] = (ends[end] ?? 0) + 1;
    result.ends.set(name, ends);
    if (script.stop.endsWith('_before') && script.stop !== 'paused_before' && taken > 0) {
      violations.push('left although it was paid before');
    }
    result.violations.push(...violations.map((text) => `${JSON.stringify(script)}: ${text}`));
  }
  return result;
}

function* scripts(): Generator<Script> {
  const moments = [null, ...Array.from({ length: MOMENTS }, (_, moment) => moment)];
  for (const provider of PROVIDERS)
    for (const meeting of MEETINGS)
      for (const crashAt of moments)
        for (const restartMs of RESTARTS_MS)
          for (const stop of STOPS) yield { provider, meeting, crashAt, restartMs, stop };
}
