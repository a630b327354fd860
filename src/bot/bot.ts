// The bot, put together: connection, listeners, and the keeper of its messages with its heartbeat.

import { App } from '@slack/bolt';
import { chatMemory } from '../app/chat/messages.ts';
import { describeHouse } from '../app/insight/house.ts';
import { createClients } from './clients.ts';
import type { Bot, BotDeps } from './deps.ts';
import { createEmptying } from './emptying.ts';
import { createKeeper } from './keeper.ts';
import type { Homes } from './listeners/home.ts';
import { addListeners } from './listeners/index.ts';
import { placeOfDigest } from './listeners/orphans.ts';
import { sdkLogger } from './logger.ts';
import { createHttpReceiver, type HttpReceiver } from './receivers/http.ts';
import { createSocketReceiver } from './receivers/socket.ts';
import { recent } from './recent.ts';
import { askWhoWeAre } from './self.ts';
import { screenLanguage, voiceOf } from './voice.ts';

/** How often the keeper looks by itself whether something was committed. */
const LOOK_EVERY_MS = 1_000;
const GROUPS_EVERY_MS = 61_000;
const SOCKET_CONNECTIONS = 2;
/** A look that was asked for waits a little: clicks of the same moment are answered first, and shown together. */
const KICK_AFTER_MS = 200;

export interface RunningBot {
  /** Answers Slack's requests; null when the connection is a socket of our own. */
  handle: ((request: Request) => Promise<Response>) | null;
  /** Asks for the messages to be brought up to date. */
  kick(): void;
  /** Waits until all messages are as they should be; for tests and an orderly stop. */
  settle(withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Connects to Slack and starts working.
 *
 * @throws SlackNotUsable when the token is refused or Slack is not reached
 */
export async function startBot(deps: BotDeps): Promise<RunningBot> {
  const logger = sdkLogger(deps.log);
  const clients = createClients(deps.slack.botToken, { apiUrl: deps.slack.apiUrl, logger });
  const self = await askWhoWeAre(clients.background);
  const ctx = deps.context(deps.service);
  const heart: { kick(): void } = { kick: () => undefined };
  const memory = chatMemory(ctx);
  const house = recent(() => describeHouse(ctx, {}));
  const bot: Bot = {
    deps,
    clients,
    self,
    ctx,
    memory,
    recent: { house, settings: recent(memory.settings), digestPlace: recent(() => placeOfDigest(ctx, memory)) },
    publicVoice: async () => {
      const { language, ...place } = await house();
      return voiceOf(screenLanguage(language), place);
    },
    kick: () => heart.kick(),
  };
  const receiver = receiverFor(deps, logger);
  const app = new App({
    receiver,
    logger,
    authorize: async () => ({ botToken: deps.slack.botToken, botId: self.botId, botUserId: self.botUserId }),
    ...(deps.slack.apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: deps.slack.apiUrl } }),
  });
  app.error(async (error) => deps.log.failure('a request of Slack failed', error));
  const { homes, groups } = addListeners(app, bot);
  await app.start();
  const beat = startHeart(bot, homes);
  const askGroups = () => {
    groups
      .refresh()
      .catch((error: unknown) => deps.log.failure('roles from user groups were not brought in step', error));
  };
  askGroups();
  const groupTimer = setInterval(askGroups, GROUPS_EVERY_MS);
  heart.kick = beat.kick;
  return {
    handle: 'handle' in receiver ? (receiver as HttpReceiver).handle : null,
    kick: beat.kick,
    settle: beat.settle,
    async stop() {
      clearInterval(groupTimer);
      await app.stop();
      await beat.stop();
    },
  };
}

function receiverFor(deps: BotDeps, logger: ReturnType<typeof sdkLogger>) {
  const { connection, apiUrl } = deps.slack;
  const failed = (message: string, error?: unknown) =>
    error === undefined ? deps.log('error', message) : deps.log.failure(message, error);
  return connection.mode === 'http'
    ? createHttpReceiver({ secrets: connection.signingSecrets, nowMs: deps.nowMs, failed })
    : createSocketReceiver({ appToken: connection.appToken, apiUrl, logger, connections: SOCKET_CONNECTIONS, failed });
}

/** Lets the keeper look every second, and at once when asked; one look at a time. */
function startHeart(bot: Bot, homes: Homes) {
  const keeper = createKeeper(bot, homes);
  const emptying = createEmptying(bot);
  let stopped = false;
  let looking: Promise<boolean> | null = null;
  let again = false;
  const look = (): Promise<boolean> => {
    if (looking !== null) {
      again = true;
      return looking;
    }
    looking = keeper
      .look()
      .catch((error: unknown) => {
        bot.deps.log.failure('keeping the messages of Slack failed', error);
        return true;
      })
      .finally(() => {
        looking = null;
        if (again && !stopped) {
          again = false;
          void look();
        }
      });
    return looking;
  };
  const empty = () =>
    emptying.round().catch((error: unknown) => bot.deps.log.failure('old messages of Slack were not emptied', error));
  const timer = setInterval(() => {
    void look();
    void empty();
  }, LOOK_EVERY_MS);
  void look();
  let kicked: NodeJS.Timeout | null = null;
  const kick = () => {
    kicked ??= setTimeout(() => {
      kicked = null;
      if (!stopped) void look();
    }, KICK_AFTER_MS);
  };
  return {
    kick,
    async settle(withinMs: number) {
      const endMs = performance.now() + withinMs;
      for (;;) {
        // A look that is under way may have begun before the change that is waited for.
        while (looking !== null) await looking;
        if (!(await look())) return;
        if (performance.now() > endMs) throw new Error('the messages of Slack did not settle in time');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      stopped = true;
      emptying.stop();
      clearInterval(timer);
      if (kicked !== null) clearTimeout(kicked);
      await looking;
      await keeper
        .stop()
        .catch((error: unknown) => bot.deps.log.failure('the messages of Slack were not let go', error));
    },
  };
}
