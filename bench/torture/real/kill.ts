// SIGKILL from approval to receipt: at random moments, and in the middle of each step. The seed draws where every
// life is to end, so that a run with the same seed aims at the same points.
import { type Random, randomOf } from '../sim/random.ts';
import type { Judgement } from './judge.ts';
import { type Process, sleep } from './processes.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { STEPS, type Step } from './steps.ts';

export interface KillResult extends Judgement {
  database: StageOptions['database'];
  provider: 'resend' | 'smtp';
  seed: number;
  notices: number;
  kills: number;
  /** In which step the killed processes were. */
  during: Record<Step, number>;
  seconds: number;
}

/** Where a life ends: so many ms after the nth beginning of a step. */
interface Aim {
  step: Step;
  nth: number;
  delayMs: number;
}

/** A third at any moment; the steps of a notice twice as often as the approval and the opening. */
const STEPS_OF_A_NOTICE: readonly Step[] = ['render', 'write', 'intent', 'call', 'receipt'];
const ANY: readonly Step[] = ['work', 'work', 'work', 'work', 'work'];
const AIMS: readonly Step[] = ['open', 'approve', ...ANY, ...STEPS_OF_A_NOTICE, ...STEPS_OF_A_NOTICE];

export async function runKills(
  options: Pick<KillResult, 'database' | 'provider' | 'kills' | 'notices' | 'seed'>,
): Promise<KillResult> {
  const began = Date.now();
  const stage = await openStage(options);
  try {
    const during = await killAll(stage, options.kills, options.seed);
    const found = await stage.finish();
    return { ...options, during, ...found, seconds: Math.round((Date.now() - began) / 1_000) };
  } finally {
    await stage.close();
  }
}

async function killAll(stage: Stage, kills: number, seed: number): Promise<Record<Step, number>> {
  const during = Object.fromEntries(Object.keys(STEPS).map((step) => [step, 0])) as Record<Step, number>;
  let begun = 0;
  const slot = async (n: number) => {
    const random = randomOf(seed * 1_000 + n);
    let next = stage.prepare(n);
    while (begun < kills) {
      begun += 1;
      const process = await next;
      // The next one loads while this one works: a machine that restarts its service is busy, too.
      next = stage.prepare(n);
      during[await liveAndDie(process, draw(random))] += 1;
    }
    await (await next).kill();
  };
  await Promise.all(Array.from({ length: stage.slots }, (_, n) => slot(n)));
  return during;
}

function draw(random: Random): Aim {
  const step = random.pick(AIMS);
  const isAnyMoment = step === 'work';
  return {
    step: isAnyMoment ? 'render' : step,
    nth: isAnyMoment || step === 'open' ? 1 : 1 + random.below(4),
    delayMs: random.next() * DELAY_MS[step],
  };
}

/** A worker that does not come to the step it is to die in, because nothing is left for it, dies all the same. */
const AT_LATEST_MS = 10_000;

/** Up to about so long a step lasts; a random moment lies so long after the first document is begun. */
const DELAY_MS: Record<Step, number> = {
  ...{ open: 1_500, work: 1_500, approve: 15, render: 40, write: 30 },
  ...{ intent: 12, call: 20, receipt: 12 },
};

/** Returns the step in which it died. */
async function liveAndDie(process: Process, aim: Aim): Promise<Step> {
  let last: Step = 'open';
  let begun = 0;
  const moment = new Promise<void>((resolve) => {
    process.onLine((line) => {
      if (!line.startsWith('at ')) return;
      last = line.slice('at '.length) as Step;
      if (last === 'work') void sleep(AT_LATEST_MS).then(resolve);
      if (last !== aim.step) return;
      begun += 1;
      if (begun === aim.nth) void sleep(aim.delayMs).then(resolve);
    });
    void process.ended.then(() => resolve());
  });
  process.tell('torment');
  await moment;
  await process.kill();
  return last;
}
