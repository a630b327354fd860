// A running service on an open system: boot sweep, catch-up, worker, schedule and console. Used by main and the demo.

import { startRun } from './app/run/start-run.ts';
import { SERVICE_ACTOR, type System } from './compose.ts';
import type { Config } from './config.ts';
import { markInterruptedUnknown } from './db/deliveries.ts';
import type { Organisation } from './db/organisation.ts';
import { startWorker } from './jobs.ts';
import { catchUp, startSchedule } from './schedule.ts';
import { createSignInLink } from './web/auth/sign-in-link.ts';
import { createWeb, serveWeb } from './web/index.ts';

export interface Service {
  url: string;
  signInLink: string;
  stop(): Promise<void>;
}

export async function startService(system: System, config: Config, organisation: Organisation): Promise<Service> {
  const ctx = system.as(SERVICE_ACTOR);
  // Whatever was being handed over when the last process ended may have arrived: unknown, never new.
  const interrupted = await markInterruptedUnknown(system.store.db, ctx.clock.now());
  if (interrupted.length > 0) {
    system.log('warn', 'deliveries were interrupted and need a look', { deliveries: interrupted.length });
  }
  const worker = startWorker(ctx, (error) => system.log.failure('issuing or sending failed', error));
  const missed = await catchUp(ctx);
  for (const run of missed)
    system.log('info', 'made up a missed run', { plan: run.planId, day: run.on, outcome: run.outcome });
  const stopSchedule = startSchedule(ctx, organisation, {
    run: async (day) => {
      for (const run of await startRun(ctx, { trigger: 'schedule', on: day })) {
        system.log('info', 'scheduled run', { plan: run.planId, day: run.on, outcome: run.outcome });
      }
    },
    everyMinute: worker.kick,
    everyNight: () => system.store.maintain(),
  });
  worker.kick();
  const web = createWeb({
    context: system.as,
    publicUrl: config.publicUrl,
    afterDecision: worker.kick,
    log: system.log,
  });
  const server = await serveWeb(web, { hostname: config.host, port: config.port });
  const publicUrl = config.publicUrl ?? server.url;
  // Whoever reads the log of the machine may let the first admin in; the service itself has no such role.
  const atTheMachine = system.as({ ...SERVICE_ACTOR, role: 'admin' });
  const signInLink = await createSignInLink(atTheMachine, { name: 'Admin', role: 'admin', publicUrl });
  return {
    url: publicUrl,
    signInLink,
    async stop() {
      stopSchedule();
      await server.close();
      await worker.stop();
      await system.close();
    },
  };
}
