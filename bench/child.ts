// One daily run in a process of its own, as after a start of the service: `node bench/child.ts URL`. Says what it took.
import { openBenchStore, runProgram } from './program.ts';

const store = await openBenchStore(process.argv[2] ?? '');
const started = performance.now();
const run = await runProgram(store);
const wallMs = performance.now() - started;
await store.close();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ runId: run.runId, wallMs, peakMb })}\n`);
