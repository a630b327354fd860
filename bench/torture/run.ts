// `npm run torture`: the simulation with its canaries and the exhaustive table, then real processes that are killed.
// Writes bench/results/torture.md. `-- --seeds N --kills N --embedded-kills N`; `-- --seed N` replays one seed.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type KillResult, runKills } from './real/kill.ts';
import { CANARIES, type Canary } from './sim/canary.ts';
import { runTable } from './sim/table.ts';
import { runSeed } from './sim/world.ts';

const RESULTS = new URL('../results/torture.md', import.meta.url);
const CAUGHT_WITHIN = 2_000;
/** A worker issues and sends about so many notices in the life it is given. */
const NOTICES_A_KILL = 20;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '300' },
    'embedded-kills': { type: 'string', default: '100' },
    seed: { type: 'string' },
  },
});

const say = (text: string) => process.stdout.write(`${text}\n`);

if (values.seed === undefined) await torture();
else say((await runSeed(Number(values.seed), null, true)).trace.join('\n'));
process.exit(process.exitCode ?? 0);

async function torture(): Promise<void> {
  const lines = [
    '# Torture of sending',
    '',
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}.`,
    '',
    ...(await simulation(Number(values.seeds))),
    ...(await realProcesses()),
  ];
  writeFileSync(RESULTS, `${lines.join('\n')}\n`);
  say(lines.join('\n'));
}

async function simulation(seeds: number): Promise<string[]> {
  const caught: string[] = [];
  for (const canary of Object.keys(CANARIES) as Canary[]) {
    const seed = await firstCaught(canary);
    if (seed === null) process.exitCode = 1;
    caught.push(`| ${canary} | ${CANARIES[canary]} | ${seed ?? 'NOT CAUGHT'} |`);
  }
  const table = await runTable();
  const broken: string[] = [...table.violations];
  const ends: Record<string, number> = {};
  let events = 0;
  const began = Date.now();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const result = await runSeed(seed);
    events += result.events;
    broken.push(...result.violations.map((text) => `seed ${seed}: ${text}`));
    for (const [state, count] of Object.entries(result.ends)) ends[state] = (ends[state] ?? 0) + count;
  }
  if (broken.length > 0) process.exitCode = 1;
  return [
    '## Simulation',
    '',
    `${seeds} seeds, ${events} events, ${Math.round((Date.now() - began) / 1_000)} s; ${table.rows} rows of the exhaustive table.`,
    `Broken promises: **${broken.length}**. Ends: ${JSON.stringify(ends)}.`,
    ...broken.slice(0, 20),
    '',
    '| broken variant | what it leaves out | caught at seed |',
    '|---|---|---|',
    ...caught,
    '',
  ];
}

async function firstCaught(canary: Canary): Promise<number | null> {
  for (let seed = 1; seed <= CAUGHT_WITHIN; seed += 1) {
    if ((await runSeed(seed, canary)).violations.length > 0) return seed;
  }
  return null;
}

async function realProcesses(): Promise<string[]> {
  const runs: KillResult[] = [];
  const half = Math.ceil(Number(values.kills) / 2);
  for (const [database, provider, kills] of [
    ['postgres', 'resend', half],
    ['postgres', 'smtp', half],
    ['embedded', 'resend', Number(values['embedded-kills'])],
  ] as const) {
    if (kills > 0) runs.push(await runKills({ database, provider, kills, notices: kills * NOTICES_A_KILL, seed: 1 }));
  }
  if (runs.some((run) => run.lost + run.doubled + run.misreported > 0 || !run.gapless)) process.exitCode = 1;
  return [
    '## Real processes, SIGKILL at random moments',
    '',
    '| database | provider | notices | kills | lost | doubled | misreported | with a person | sent | numbers gapless | s |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...runs.map((run) => `| ${row(run).join(' | ')} |`),
  ];
}

function row(run: KillResult) {
  const { database, provider, notices, kills, lost, doubled, misreported, withPerson, sent, gapless, seconds } = run;
  return [
    database,
    provider,
    notices,
    kills,
    lost,
    doubled,
    misreported,
    withPerson,
    sent,
    gapless ? 'yes' : 'NO',
    seconds,
  ];
}
