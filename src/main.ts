// The service: opens everything, makes up a missed run, keeps the clockwork, the worker and the console going, and
// stops in order. Started by `npm start`.

import { openSystem, type System } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import { DatabaseUnavailable, FolderInUse, MigrationsRefused } from './db/errors.ts';
import { readOrganisation } from './db/organisation.ts';
import { startService } from './service.ts';

const EXIT_UNAVAILABLE = 69;
const EXIT_CONFIGURATION = 78;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const config = readConfig(process.env);
    const system = await openSystem(config);
    const organisation = await readOrganisation(system.store.db);
    if (organisation === null) return await notSetUp(system);
    const service = await startService(system, config, organisation);
    say(`Duly is running at ${service.url}`);
    if (service.signInLink !== null) {
      say(`Sign in once with this link, within ten minutes: ${service.signInLink}`);
    }
    if (config.delivery.redirectAllTo !== null) {
      say(`On trial: every mail goes to ${config.delivery.redirectAllTo}, no letter leaves this machine.`);
    }
    if (!system.ports.transport.leavesMachine) {
      say(`No mail provider is set up: mails and letters go to ${config.outboxDir}, nothing leaves this machine.`);
    }
    await untilAskedToStop();
    await service.stop();
    return 0;
  } catch (error) {
    return explain(error);
  }
}

async function notSetUp(system: System): Promise<number> {
  await system.close();
  say('There is no organisation yet. Copy templates/organisation.example.json, fill it in, and run:');
  say('  npm run -s duly -- setup organisation.json');
  return EXIT_CONFIGURATION;
}

/** The first signal stops in order, a second one at once. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}

function explain(error: unknown): number {
  if (error instanceof ConfigError || error instanceof MigrationsRefused) {
    say(error.message);
    return EXIT_CONFIGURATION;
  }
  if (error instanceof DatabaseUnavailable || error instanceof FolderInUse) {
    say(error.message);
    return EXIT_UNAVAILABLE;
  }
  throw error;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
