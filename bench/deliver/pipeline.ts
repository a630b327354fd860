// A worker of the service as `npm start` composes it, without console and chat: `node pipeline.ts COUNT`, configured by
// the environment. Done when the database says that COUNT deliveries are sent.
import { sql } from 'drizzle-orm';
import { boot } from '../../src/boot.ts';
import { openSystem, SERVICE_ACTOR } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { startWorker } from '../../src/jobs.ts';
import { whenAsked } from './task.ts';

const LOOK_EVERY_MS = 200;

const count = Number(process.argv[2]);
const config = readConfig(process.env);
const system = await openSystem(config);
const ctx = system.as(SERVICE_ACTOR);
await boot(ctx, config.dataDir);
const worker = await startWorker(ctx, { log: system.log, failed: (error) => system.log.failure('patrol', error) });
await whenAsked(async () => {
  worker.kick();
  while ((await sent()) < count) await ctx.clock.sleep(LOOK_EVERY_MS);
});
await worker.stop();
await system.close();

async function sent(): Promise<number> {
  const { rows } = (await system.store.db.execute(
    sql`select count(*)::int as n from deliveries where state = 'sent'`,
  )) as unknown as { rows: { n: number }[] };
  return rows[0]?.n ?? 0;
}
