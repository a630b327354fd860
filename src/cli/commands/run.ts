// duly run: the daily run by hand, or only a look at what it would do.

import { type PlanRun, startRun } from '../../app/run/start-run.ts';
import type { Day } from '../../core/day.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { gateText } from '../../core/reason-text.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { gateJson } from '../json.ts';
import { planNamed } from '../levels.ts';
import { table } from '../table.ts';

export interface RunOptions {
  date?: Day;
  dry?: true;
  evenIfStale?: true;
  plan?: string;
}

/** Exit 2 when old payment data stopped a plan, or when the plan that was named is paused. */
export async function run(house: House, options: RunOptions): Promise<Answer> {
  const { date: on, dry = false, evenIfStale = false, plan } = options;
  const planIds = plan === undefined ? undefined : [(await planNamed(house, plan)).id];
  const runs = await startRun(house.ctx, { trigger: 'person', on, dry, evenIfStale, planIds });
  const stopped = runs.some(
    (one) => one.outcome === 'stopped' && (one.gate?.code === 'payments_stale' || plan !== undefined),
  );
  return {
    json: { dry, runs: runs.map((one) => ({ ...one, gate: one.gate === null ? null : gateJson(one.gate) })) },
    lines: [...runs.flatMap((one) => linesOf(house, one)), ...closingOf(house, runs, dry)],
    exit: stopped ? EXIT.refused : EXIT.fine,
  };
}

function linesOf(house: House, { plan, on, outcome, gate, counts }: PlanRun): string[] {
  const title = `${plan}, ${house.day(on)}`;
  if (outcome === 'stopped' && gate !== null) {
    const anyway =
      gate.code === 'payments_stale'
        ? house.say(' To run all the same: --even-if-stale.', ' Trotzdem mahnen: --even-if-stale.')
        : '';
    return [`${title}: ${house.say('stopped', 'angehalten')}. ${gateText(gate, house.language)}${anyway}`];
  }
  const done = [
    house.say(`${counts.proposed} proposed`, `${counts.proposed} vorgeschlagen`),
    house.say(`${counts.refreshed} refreshed`, `${counts.refreshed} aufgefrischt`),
    house.say(`${counts.withdrawn} withdrawn`, `${counts.withdrawn} zurückgezogen`),
  ].join(', ');
  const held = Object.entries(counts.held)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => ['', String(count), house.words.heldBack[code as ReasonCode]]);
  const columns = [{ title: '' }, { title: '', right: true }, { title: house.say('held back', 'zurückgehalten') }];
  const warning = gate === null ? [] : [`  ${gateText(gate, house.language)}`];
  return [`${title}: ${done}.`, ...warning, ...table(columns, held).map((line) => `  ${line}`)];
}

function closingOf(house: House, runs: readonly PlanRun[], dry: boolean): string[] {
  if (dry) return [house.say('A dry run: nothing was kept.', 'Ein Probelauf: nichts wurde behalten.')];
  const proposed = runs.reduce((sum, { counts }) => sum + counts.proposed, 0);
  return proposed === 0 ? [] : [house.say('Look at them with "duly proposals".', 'Ansehen mit „duly proposals“.')];
}
