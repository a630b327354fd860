// The findings of a torture as the text of bench/results/torture.md, and whether a promise was broken.
import { cpus, loadavg } from 'node:os';
import type { Acts } from './act.ts';
import { isBroken, type Judgement } from './real/judge.ts';
import { STEPS, type Step } from './real/steps.ts';
import { EXPECTED } from './real/summer-time.ts';

type Result<N extends keyof Acts> = Awaited<ReturnType<Acts[N]>>;

export interface Findings {
  /** Acts that broke off, with the reason. */
  failed: string[];
  simulation?: Result<'simulation'>;
  kills: Result<'kills'>[];
  races?: Result<'races'>;
  restarts?: Result<'restarts'>;
  disk?: Result<'disk'>;
  outages: Result<'outage'>[];
  changes: Result<'change'>[];
}

export function report(
  findings: Findings,
  { seed, seconds, isWhole }: { seed: number; seconds: number; isWhole: boolean },
): { text: string; broken: boolean } {
  const broken = whatIsBroken(findings);
  const [cpu] = cpus();
  const lines = [
    '## Torture of sending',
    '',
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpu?.model ?? 'unknown'}), Node ${process.version}.`,
    `Seed ${seed}, ${Math.round(seconds / 60)} min, load ${loadavg()[0]?.toFixed(1)} at its end. Written by \`npm run torture\`.`,
    '',
    broken.length === 0 ? 'No promise was broken.' : `**BROKEN**: ${broken.join('; ')}`,
    ...(isWhole ? [] : ['', 'Not whole: it was broken off, or is still going on. What is missing below was not run.']),
    '',
    ...killing(findings.kills),
    ...(findings.races === undefined ? [] : racing(findings.races)),
    ...faults(findings),
    ...changes(findings.changes),
    ...(findings.simulation === undefined ? [] : simulation(findings.simulation)),
  ];
  return { text: `${lines.join('\n')}\n`, broken: broken.length > 0 };
}

function whatIsBroken({
  failed,
  simulation,
  kills,
  races,
  restarts,
  disk,
  outages,
  changes: found,
}: Findings): string[] {
  const judged: [string, Judgement | undefined][] = [
    ...kills.map((one): [string, Judgement] => [`kills on ${one.database} by ${one.provider}`, one]),
    ['restarts', restarts],
    ['full disk', disk],
    ...outages.map((one): [string, Judgement] => [`a day without ${one.provider}`, one]),
  ];
  const broken = [...failed, ...judged.filter(([, one]) => one !== undefined && isBroken(one)).map(([name]) => name)];
  if ((races?.overtaken.length ?? 0) > 0) broken.push(`races: ${races?.overtaken.slice(0, 5).join(', ')}`);
  if ((restarts?.died ?? 0) > 0) broken.push('a worker did not outlive a restart');
  if (disk !== undefined && disk.half + disk.unjournalled > 0)
    broken.push('half a file, or a line less in the journal');
  for (const { ticks: _ticks, ...change } of found) {
    const expected = EXPECTED.find(({ day }) => day === change.day);
    if (JSON.stringify(expected) !== JSON.stringify(change)) broken.push(`the clock on ${change.day}`);
  }
  if (simulation !== undefined) {
    broken.push(...simulation.broken.slice(0, 20));
    for (const { canary, seed } of simulation.caught) if (seed === null) broken.push(`${canary} was not caught`);
  }
  return broken;
}

const COUNTS = ['lost', 'doubled', 'misreported', 'hidden', 'forgotten', 'differing', 'withPerson', 'sent'] as const;
const COUNTED = 'lost | doubled | misreported | hidden | forgotten | other bytes | with a person | sent';
const counts = (one: Judgement) => COUNTS.map((name) => one[name]).join(' | ');
const yes = (is: boolean) => (is ? 'yes' : 'NO');

function killing(kills: readonly Result<'kills'>[]): string[] {
  const total = (step: Step) => kills.reduce((sum, { during }) => sum + during[step], 0);
  return [
    '### SIGKILL from approval to receipt',
    '',
    `| database | provider | seed | notices | kills | ${COUNTED} | numbers gapless | audit chain | s |`,
    `|${'---|'.repeat(16)}`,
    ...kills.map((one) => {
      const { database, provider, seed, notices, kills: killed, gapless, auditIntact, seconds } = one;
      const cells = [database, provider, seed, notices, killed, counts(one), yes(gapless), yes(auditIntact), seconds];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    'Two workers on the server, the one process with its journal on the embedded database: queue, renderer, adapter as in',
    'the product; leases and waits are a hundred times shorter. The provider (the interface of Resend, which knows keys;',
    'a mail server, which knows none) keeps a flushed record of what it took, refuses some calls, and gives to every fifth',
    'or tenth that it took no readable answer. `hidden`: in doubt, and not on the page of delivery problems. `forgotten`:',
    'an approval that was acknowledged and is gone.',
    '',
    '| killed while | times |',
    '|---|---|',
    ...(Object.keys(STEPS) as Step[]).map((step) => `| ${STEPS[step]} | ${total(step)} |`),
    '',
  ];
}

function racing({ races, pauses, payments, overtaken, sent, cancelled, seconds }: Result<'races'>): string[] {
  return [
    '### Races of a stop against a hand-over',
    '',
    `${races} races on a real server, ${pauses} with a pause, ${payments} with a payment, two workers, ${seconds} s.`,
    `Sent after the stop was committed: **${overtaken.length}**. ${sent} had their intent first and left, ${cancelled} were cancelled.`,
    '',
  ];
}

function faults({ restarts, disk, outages }: Findings): string[] {
  const rows: string[] = [];
  if (restarts !== undefined) {
    const { fast, immediate, kill } = restarts.restarts;
    const server = `server stopped ${fast}, dropped ${immediate}, SIGKILLed ${kill} times under load`;
    rows.push(`| ${server}; ${restarts.died} workers died | ${restarts.notices} | ${counts(restarts)} |`);
  }
  if (disk !== undefined) {
    const full = `outbox and journal on a full disk ${disk.fills} times (${disk.how})`;
    const left = `${disk.refusals} writes refused, ${disk.half} half files, ${disk.unjournalled} not in the journal`;
    rows.push(`| ${full}: ${left} | ${disk.notices} | ${counts(disk)} |`);
  }
  for (const one of outages) {
    const what = `${one.provider} away for ${one.hoursAway} h; ${one.sentLater} never in doubt`;
    rows.push(`| ${what} | ${one.notices} | ${counts(one)} |`);
  }
  return ['### Other faults', '', `| fault | notices | ${COUNTED} |`, `|${'---|'.repeat(10)}`, ...rows, ''];
}

function changes(found: readonly Result<'change'>[]): string[] {
  return [
    '### Both changes of summer time (Europe/Berlin, run and window at 02:30)',
    '',
    '| day | runs, local time | first notice left, local | UTC |',
    '|---|---|---|---|',
    ...found.map(
      ({ day, ranAt, sentAt }) =>
        `| ${day} | ${ranAt.join(', ')} | ${sentAt?.local ?? 'never'} | ${sentAt?.utc ?? ''} |`,
    ),
    '',
  ];
}

function simulation({ seeds, events, seconds, tableRows, broken, ends, caught }: Result<'simulation'>): string[] {
  const ended = Object.entries(ends).map(([state, count]) => `${count} ${state}`);
  return [
    '### Simulation',
    '',
    `${seeds} seeds, ${events} events, ${seconds} s; ${tableRows} rows of the exhaustive table.`,
    `Broken promises: **${broken.length}**; by the rule of three fewer than 3 in ${seeds} seeds of this mix.`,
    `Ends: ${ended.join(', ')}.`,
    '',
    '| broken variant | what it leaves out | caught at seed |',
    '|---|---|---|',
    ...caught.map(({ canary, leavesOut, seed }) => `| ${canary} | ${leavesOut} | ${seed ?? 'NOT CAUGHT'} |`),
    '',
    'What it covers is the code of sending on rows in memory, which a test keeps equal to the SQL.',
  ];
}
