// The database server stopped, dropped and killed under load while two workers send: they go on by themselves.
import { randomOf } from '../sim/random.ts';
import type { Judgement } from './judge.ts';
import { sleep } from './processes.ts';
import { openStage } from './stage.ts';

export interface RestartResult extends Judgement {
  notices: number;
  seed: number;
  restarts: Record<Mode, number>;
  /** Workers that did not outlive a restart. */
  died: number;
  seconds: number;
}

const MODES = ['fast', 'immediate', 'kill'] as const;
type Mode = (typeof MODES)[number];

export async function runRestarts(options: {
  restarts: number;
  notices: number;
  seed: number;
}): Promise<RestartResult> {
  const began = Date.now();
  const { notices, seed } = options;
  const random = randomOf(seed);
  const restarts = { fast: 0, immediate: 0, kill: 0 };
  const stage = await openStage({ database: 'postgres', provider: 'resend', notices, seed });
  try {
    const workers = await Promise.all([stage.prepare(0), stage.prepare(1)]);
    let died = 0;
    let isOver = false;
    for (const worker of workers) {
      void worker.ended.then(() => {
        if (!isOver) died += 1;
      });
      worker.tell('torment');
    }
    for (let n = 0; n < options.restarts; n += 1) {
      await sleep(800 + random.below(2_000));
      const mode = MODES[n % MODES.length] ?? 'fast';
      await stage.server?.halt(mode);
      await sleep(random.below(1_500));
      await stage.server?.start();
      restarts[mode] += 1;
    }
    await sleep(2_000);
    isOver = true;
    await Promise.all(workers.map((worker) => worker.kill()));
    const found = await stage.finish();
    return { notices, seed, restarts, died, ...found, seconds: Math.round((Date.now() - began) / 1_000) };
  } finally {
    await stage.close();
  }
}
