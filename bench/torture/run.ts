// `npm run torture`: the simulation, real processes that are killed, races, a database that restarts, a full disk, an
// absent provider, both changes of summer time. Writes bench/results/torture.md; ends with 1 when a promise was broken.
//
//   npm run torture -- --seed 2 --kills 50 --embedded-kills 10 --races 500 --restarts 5 --seeds 1000     less of it
//   npm run torture -- --replay 763 --canary no_fencing              one seed of the simulation, step by step
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeResults } from '../results.ts';
import type { Acts } from './act.ts';
import { startProcess } from './real/processes.ts';
import { type Findings, report } from './report.ts';
import type { Canary } from './sim/canary.ts';
import { runSeed } from './sim/world.ts';

/** A worker issues and sends about so many notices in the life it is given. */
const NOTICES_A_KILL = 10;
const NOTICES_A_RESTART = 20;
const KILLS_A_ROUND = { postgres: 50, embedded: 25 };

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '300' },
    'embedded-kills': { type: 'string', default: '100' },
    races: { type: 'string', default: '10000' },
    restarts: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    replay: { type: 'string' },
    canary: { type: 'string' },
  },
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const seed = Number(values.seed);

const began = Date.now();
const findings: Findings = { failed: [], kills: [], outages: [], changes: [] };

async function torture(): Promise<void> {
  // Two lanes, since two workers on a server and what lies in the other lane keep two cores busy.
  await Promise.all([onServer(), besides()]);
  write(true);
}

/** After every act, so that a torture that is broken off leaves what it found. */
function write(isWhole: boolean): void {
  const { text, broken } = report(findings, { seed, isWhole, seconds: Math.round((Date.now() - began) / 1_000) });
  writeResults('torture', text);
  if (isWhole) say(text);
  if (broken) process.exitCode = 1;
}

async function onServer(): Promise<void> {
  const restarts = Number(values.restarts);
  await kills('postgres', Number(values.kills));
  await act('restarts', { restarts, notices: restarts * NOTICES_A_RESTART, seed }, (found) => {
    findings.restarts = found;
  });
  await act('disk', { notices: 120, fills: 4 }, (found) => {
    findings.disk = found;
  });
}

async function besides(): Promise<void> {
  await kills('embedded', Number(values['embedded-kills']));
  await act('races', { races: Number(values.races), atOnce: 250, seed }, (found) => {
    findings.races = found;
  });
  for (const provider of ['smtp', 'resend'] as const) {
    const options = { provider, notices: 20, hoursAway: 24, everyMinutes: 30 };
    await act('outage', options, (found) => findings.outages.push(found));
  }
  for (const day of ['2026-03-29', '2026-10-25'] as const) {
    await act('change', { day, everyMinutes: 5 }, (found) => findings.changes.push(found));
  }
  await act('simulation', { seeds: Number(values.seeds) }, (found) => {
    findings.simulation = found;
  });
}

/** In rounds, by both providers in turn, each with a seed and a company of its own. */
async function kills(database: 'postgres' | 'embedded', count: number): Promise<void> {
  for (let done = 0, round = 0; done < count; done += KILLS_A_ROUND[database], round += 1) {
    const inThis = Math.min(KILLS_A_ROUND[database], count - done);
    const provider = round % 2 === 0 ? 'resend' : 'smtp';
    const notices = inThis * NOTICES_A_KILL;
    const options = { database, provider, kills: inThis, notices, seed: seed + round } as const;
    await act('kills', options, (found) => findings.kills.push(found));
  }
}

/** In a process of its own; what it found is kept and written. */
async function act<N extends keyof Acts>(
  name: N,
  options: Parameters<Acts[N]>[0],
  keep: (found: Awaited<ReturnType<Acts[N]>>) => unknown,
): Promise<void> {
  const from = Date.now();
  const process = startProcess(join(import.meta.dirname, 'act.ts'), [name, JSON.stringify(options)]);
  try {
    keep(JSON.parse(await process.says('result ')));
  } catch (error) {
    findings.failed.push(`${name} did not end: ${error}`);
  }
  write(false);
  say(`${name} ${JSON.stringify(options)}: ${Math.round((Date.now() - from) / 1_000)} s`);
}

if (values.replay === undefined) await torture();
else say((await runSeed(Number(values.replay), (values.canary as Canary) ?? null, true)).trace.join('\n'));
