// A worker process as the product has it: queue, issuing with the real renderer, sending. It is killed at any moment.
//
//   node worker.ts '{"database": ..., "dataDir": ..., "port": ..., "keyed": true}'     says "working"
import type { Context } from '../../../src/app/context.ts';
import { boot, sendJournal } from '../../../src/boot.ts';
import { wallClock } from '../../../src/clock.ts';
import { ROOT } from '../../../src/compose.ts';
import { openStore } from '../../../src/db/client.ts';
import { startWorker } from '../../../src/jobs.ts';
import { createRenderer, shippedText } from '../../../src/render/index.ts';
import { httpTransport } from './transport.ts';

/** Leases and waits are shorter by this factor: 5 minutes are 3 seconds. */
const SPEED = 100;

const { database, dataDir, port, keyed } = JSON.parse(process.argv[2] ?? '{}');
const log = () => undefined;
const store = await openStore(database, { log, migrationsDir: `${ROOT}/src/db/migrations` });
const ctx: Context = {
  store,
  // An hour of backoff is a second here: what waits comes back within the test.
  clock: { ...wallClock, after: (at: string, ms: number) => wallClock.after(at, ms > 0 ? Math.ceil(ms / SPEED) : ms) },
  actor: { name: 'Duly', role: 'approver', surface: 'schedule' } as const,
  ports: {
    renderer: await createRenderer({ root: ROOT }),
    transport: httpTransport(port, keyed),
    journal: sendJournal(dataDir, store),
    shippedText: async (...of) => shippedText(ROOT, ...of),
    log,
  },
};
const worker = await startWorker(ctx, { log, failed: () => undefined });
await boot(ctx, dataDir);
process.stdout.write('working\n');
worker.kick();
setInterval(() => worker.kick(), 400);
