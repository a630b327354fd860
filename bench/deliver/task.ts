// A measured process: it prepares, says "ready", begins when it reads "go", says "done" with what it took,
// and ends when it reads "go" again.

export interface Took {
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

/** Runs `work` once "go" is read from the standard input. */
export async function whenAsked(work: () => Promise<void>): Promise<void> {
  const go = () => new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdout.write('ready\n');
  await go();
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const took: Took = { wallMs, cpuMs: (user + system) / 1000, peakMb };
  process.stdout.write(`done ${JSON.stringify(took)}\n`);
  // The server's own time is read before its connections end.
  await go();
  process.stdin.destroy();
}
