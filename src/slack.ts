// Starts the bot where Slack is configured. Its libraries are loaded only then; and Slack being away never keeps the
// service from starting: it is asked again until it answers.

import { setTimeout as pause } from 'node:timers/promises';
import type { RunningBot } from './bot/index.ts';
import { dateOf } from './clock.ts';
import { SERVICE_ACTOR, type System } from './compose.ts';
import type { Config } from './config.ts';
import { readOrganisation } from './db/organisation.ts';
import { nextRun } from './schedule.ts';

const RETRY_FIRST_MS = 2_000;
const RETRY_AT_MOST_MS = 60_000;

export interface SlackPart {
  /** Answers Slack's requests over HTTP; 503 until the bot is ready. */
  handle(request: Request): Promise<Response>;
  kick(): void;
  stop(): Promise<void>;
}

/** Without Slack in the configuration nothing is loaded, and nothing is ever asked of it. */
export function startSlack(system: System, config: Config, afterDecision: () => void): SlackPart | null {
  const { slack } = config;
  if (slack === null) return null;
  let bot: RunningBot | null = null;
  const stopped = new AbortController();
  const connect = async (): Promise<void> => {
    const { startBot, SlackNotUsable } = await import('./bot/index.ts');
    for (let waitMs = RETRY_FIRST_MS; !stopped.signal.aborted; waitMs = Math.min(waitMs * 2, RETRY_AT_MOST_MS)) {
      try {
        bot = await startBot({
          context: system.as,
          service: SERVICE_ACTOR,
          slack,
          consoleUrl: config.publicUrl,
          log: system.log,
          afterDecision,
          nextRun: () => nextRunOf(system),
          nowMs: () => dateOf(system.as(SERVICE_ACTOR).clock.now()).getTime(),
        });
        system.log('info', 'Slack is connected', { mode: slack.connection.mode });
        return;
      } catch (error) {
        const known = error instanceof SlackNotUsable;
        system.log(
          'error',
          known ? error.message : 'Slack could not be connected',
          known ? {} : { cause: nameOf(error) },
        );
        if (known && !error.mayPass) return;
        await pause(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };
  const connecting = connect();
  return {
    handle: async (request) => {
      if (bot === null) return new Response(null, { status: 503, headers: { 'retry-after': '5' } });
      return bot.handle === null ? new Response(null, { status: 404 }) : bot.handle(request);
    },
    kick: () => bot?.kick(),
    async stop() {
      stopped.abort();
      await connecting;
      await bot?.stop();
    },
  };
}

async function nextRunOf(system: System) {
  const organisation = await readOrganisation(system.store.db);
  return organisation === null ? null : nextRun(organisation, dateOf(system.as(SERVICE_ACTOR).clock.now()));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
