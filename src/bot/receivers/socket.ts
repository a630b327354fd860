// Slack over WebSockets (Socket Mode): no public address needed. Several connections, since each one is renewed by
// Slack from time to time and clicks in that gap would be lost.

import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import { createDrain } from './drain.ts';

export interface SocketReceiverDeps {
  appToken: string;
  /** Address of the Web API, for tests; undefined = Slack's own. */
  apiUrl: string | undefined;
  logger: NonNullable<SocketModeOptions['logger']>;
  /** How many connections to keep. */
  connections: number;
  failed(message: string, error?: unknown): void;
}

/** `SocketModeClient.disconnect()` can hang. */
const DISCONNECT_MS = 1_500;
const DRAIN_MS = 5_000;
/** `apps.connections.open` allows about one call a minute: further connections take their time. */
const RETRY_FIRST_MS = 2_000;
const RETRY_AT_MOST_MS = 60_000;

interface SlackEvent {
  body: Record<string, unknown>;
  ack(payload?: unknown): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
}

export function createSocketReceiver(deps: SocketReceiverDeps): Receiver {
  let app: App | null = null;
  let stopped = false;
  const drain = createDrain();
  const timers = new Set<NodeJS.Timeout>();
  const clients = Array.from({ length: deps.connections }, () => newClient(deps));

  const receive = async ({ body, ack, retry_num, retry_reason }: SlackEvent): Promise<void> => {
    if (stopped) return;
    const event = {
      body,
      ack: async (payload?: unknown) => ack(typeof payload === 'string' ? { text: payload } : (payload ?? {})),
      ...(retry_num === undefined ? {} : { retryNum: retry_num }),
      ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
    };
    // Without an ack Slack tells the person that it failed; events come again.
    await app?.processEvent(event).catch((error: unknown) => deps.failed('a request of Slack failed', error));
  };
  for (const client of clients) client.on('slack_event', (event: SlackEvent) => void drain.add(receive(event)));

  const keepTrying = (client: SocketModeClient, waitMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      client.start().catch((error: unknown) => {
        deps.failed('a further connection to Slack was not opened', error);
        if (!stopped) keepTrying(client, Math.min(waitMs * 2, RETRY_AT_MOST_MS));
      });
    }, waitMs);
    timers.add(timer);
  };

  return {
    init(made) {
      app = made;
    },
    /** Resolves with the first connection; the others follow, and failing never stops the start. */
    async start() {
      const [first, ...others] = clients;
      await first?.start();
      for (const client of others) {
        await client.start().catch((error: unknown) => {
          deps.failed('a further connection to Slack was not opened', error);
          keepTrying(client, RETRY_FIRST_MS);
        });
      }
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await drain.wait(DRAIN_MS);
      await Promise.race([Promise.allSettled(clients.map((client) => client.disconnect())), pause(DISCONNECT_MS)]);
    },
  };
}

function newClient({ appToken, apiUrl, logger }: SocketReceiverDeps): SocketModeClient {
  return new SocketModeClient({
    appToken,
    logger,
    ...(apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: apiUrl } }),
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
