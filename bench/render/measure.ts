// CPU time of repeated work, in turns: two things measured in the same minutes on the same machine can be compared.

export interface Timing {
  cpuMs: number;
  wallMs: number;
}

/** One repetition, by its serial number. */
export type Work = (serial: number) => Promise<unknown>;

/** A work and how often it is done in a turn. */
export interface Turn {
  work: Work;
  times: number;
}

async function once({ work, times }: Turn, round: number): Promise<Timing> {
  const serial = round * times;
  const cpu = process.cpuUsage();
  const wall = performance.now();
  for (let index = 0; index < times; index++) await work(serial + index);
  const spent = process.cpuUsage(cpu);
  return { cpuMs: (spent.user + spent.system) / 1000 / times, wallMs: (performance.now() - wall) / times };
}

/** Medians over the rounds; warm code is measured, as a print run has it. */
export async function inTurns(turns: readonly [Turn, Turn], rounds: number): Promise<[Timing, Timing]> {
  for (const turn of turns) await once(turn, rounds);
  const first: Timing[] = [];
  const second: Timing[] = [];
  for (let round = 0; round < rounds; round++) {
    first.push(await once(turns[0], round));
    second.push(await once(turns[1], round));
  }
  return [medians(first), medians(second)];
}

function medians(timings: readonly Timing[]): Timing {
  return {
    cpuMs: median(timings.map((timing) => timing.cpuMs)),
    wallMs: median(timings.map((timing) => timing.wallMs)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
