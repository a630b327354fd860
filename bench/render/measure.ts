// CPU time of repeated work, in turns: two things measured in the same minutes on the same machine can be compared.

export interface Timing {
  cpuMs: number;
  wallMs: number;
}

/** One repetition, by its serial number. */
export type Work = (serial: number) => Promise<unknown>;

async function once(work: Work, serial: number, times: number): Promise<Timing> {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  for (let index = 0; index < times; index++) await work(serial + index);
  const spent = process.cpuUsage(cpu);
  return { cpuMs: (spent.user + spent.system) / 1000 / times, wallMs: (performance.now() - wall) / times };
}

/** Medians over the rounds, one per work; each round lets every work do `times` repetitions. */
export async function inTurns(works: readonly Work[], rounds: number, times: number): Promise<Timing[]> {
  // Warm code is what a print run has; the first letters of a process cost several times as much.
  for (const work of works) await once(work, 1_000_000, times);
  const timings = works.map((): Timing[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) timings[index]?.push(await once(work, round * times, times));
  }
  return timings.map((list) => ({
    cpuMs: median(list.map((timing) => timing.cpuMs)),
    wallMs: median(list.map((timing) => timing.wallMs)),
  }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
