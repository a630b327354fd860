// A running service on an open system: boot sweep, catch-up, worker, schedule and console. Used by main and the demo.

import type { Context } from './app/context.ts';
import { askForNews } from './app/notices/provider-reports.ts';
import { stayAlive } from './app/notices/restored.ts';
import { listPeople } from './app/people/people.ts';
import { boot } from './boot.ts';
import { SERVICE_ACTOR, type System } from './compose.ts';
import type { Config } from './config.ts';
import type { Organisation } from './db/organisation.ts';
import { startWorker } from './jobs.ts';
import { openToMachines } from './machines.ts';
import { runDue, startSchedule } from './schedule.ts';
import { startSlack } from './slack.ts';
import { watchFolder } from './watched-folder.ts';
import { createProvider } from './web/auth/providers.ts';
import { createSignInLink } from './web/auth/sign-in-link.ts';
import { createWeb, serveWeb } from './web/index.ts';

const ASK_EVERY_MINUTES = 30;

export interface Service {
  url: string;
  /** For the first start; null once an admin can sign in without it. */
  signInLink: string | null;
  stop(): Promise<void>;
}

export async function startService(system: System, config: Config, organisation: Organisation): Promise<Service> {
  const ctx = system.as(SERVICE_ACTOR);
  const generation = await boot(ctx, config.dataDir);
  const failed = (error: unknown) => system.log.failure('issuing or sending failed', error);
  const worker = await startWorker(ctx, { log: system.log, failed });
  const started = ctx.clock.now();
  let minutes = 0;
  const folder = config.importDir === null ? null : await watchFolder(config.importDir, ctx);
  const everyMinute = async (): Promise<void> => {
    for (const run of await runDue(ctx, started)) {
      system.log('info', 'scheduled run', { plan: run.planId, day: run.on, outcome: run.outcome });
    }
    worker.kick();
    await stayAlive(ctx, { generation });
    // Where webhooks come in nobody needs to ask.
    if (minutes % ASK_EVERY_MINUTES === 0) await askForNews(ctx, { except: Object.keys(system.webhooks) });
    minutes += 1;
    if (folder !== null && (await folder.sweep()) > 0) worker.kick();
  };
  // What was missed is made up at once; a database that fails now is asked again a minute later.
  await everyMinute().catch((error: unknown) => system.log.failure('the scheduled run failed', error));
  const stopSchedule = startSchedule(ctx, organisation, { everyMinute, everyNight: () => system.store.maintain() });
  worker.kick();
  const machines = openToMachines(system, config, worker.kick);
  const slack = startSlack(system, config, worker.kick);
  const web = createWeb({
    context: system.as,
    machines,
    publicUrl: config.publicUrl,
    afterDecision: () => {
      worker.kick();
      slack?.kick();
    },
    log: system.log,
    providers: config.providers.map(createProvider),
    slackManifest: async (publicUrl) => (await import('./bot/manifest.ts')).createManifest(publicUrl),
    ...(slack === null ? {} : { slack: slack.handle }),
  });
  const server = await serveWeb(web, { hostname: config.host, port: config.port });
  const publicUrl = config.publicUrl ?? server.url;
  // Whoever reads the log of the machine may let the first admin in; the service itself has no such role.
  const atTheMachine = system.as({ ...SERVICE_ACTOR, role: 'admin' });
  const signInLink = (await canAdminSignIn(atTheMachine))
    ? null
    : await createSignInLink(atTheMachine, { name: 'Admin', role: 'admin', publicUrl });
  return {
    url: publicUrl,
    signInLink,
    async stop() {
      machines.stopping();
      stopSchedule();
      await slack?.stop();
      await server.close();
      await worker.stop();
      await system.close();
    },
  };
}

/** Whether an admin on the list has signed in with a provider, or has a password. */
async function canAdminSignIn(ctx: Context): Promise<boolean> {
  const people = await listPeople(ctx, {});
  return people.some((one) => one.active && one.role === 'admin' && (one.hasPassword || one.hasSignedInWithProvider));
}
