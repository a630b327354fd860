// One daily run in a process of its own, as after a start of the service: `node bench/child.ts URL`. Says what it took.
import { openBenchStore, runProgram } from './program.ts';

const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024);

const store = await openBenchStore(process.argv[2] ?? '');
const startMb = peakMb();
const started = performance.now();
const run = await runProgram(store);
const wallMs = performance.now() - started;
await store.close();
process.stdout.write(`${JSON.stringify({ runId: run.runId, wallMs, startMb, peakMb: peakMb() })}\n`);
