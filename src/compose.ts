// Puts the parts together: configuration -> database -> renderer and transport -> context of an actor. Used by the
// service, the command line and the demo alike.

import { fileURLToPath } from 'node:url';
import type { Context, Ports } from './app/context.ts';
import type { RendererPort } from './app/renderer-port.ts';
import { sendJournal } from './boot.ts';
import { createChatPort } from './chat-port.ts';
import { wallClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Actor } from './core/actor.ts';
import { openStore } from './db/client.ts';
import type { Store } from './db/store.ts';
import { createWebhookPoster } from './deliver/webhook-post.ts';
import { createLog, type Log } from './log.ts';
import type { Renderer } from './render/index.ts';
import type { Press } from './render/press/press.ts';
import { createTransports, type Transports } from './transports.ts';

/** The project's folder: templates, fonts and migrations lie in it, also beside a bundle. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface System {
  store: Store;
  ports: Ports;
  log: Log;
  /** Readers of the providers' webhooks. */
  webhooks: Transports['webhooks'];
  /** The context of somebody who acts. */
  as(actor: Actor): Context;
  close(): Promise<void>;
}

/** The service itself, when no person acts. */
export const SERVICE_ACTOR: Actor = { name: 'Duly', role: 'approver', surface: 'schedule' };

/** Opens everything. What renders is loaded or started with the first use, so that small commands start fast. */
export async function openSystem(config: Config, root: string = ROOT): Promise<System> {
  const log = createLog(config.logLevel);
  const store = await openStore(config.database, { log, migrationsDir: `${root}/src/db/migrations` });
  const transports = createTransports(config);
  const poster = createWebhookPoster({ allowPrivate: config.privateWebhooks });
  const journal = sendJournal(config.dataDir, store);
  let printing: Promise<Press> | null = null;
  const press = () => {
    printing ??= import('./render/press/press.ts').then((loaded) => new loaded.Press(root));
    return printing;
  };
  const ports: Ports = {
    ...createPorts(transports, press, root, log),
    webhooks: poster,
    journal,
    chat: createChatPort(config.slack),
  };
  return {
    store,
    ports,
    log,
    webhooks: transports.webhooks,
    as: (actor) => ({ store, clock: wallClock, actor, ports }),
    async close() {
      transports.close();
      (await printing)?.close();
      await poster.close();
      await store.close();
    },
  };
}

type OpenPress = () => Promise<Press>;

function createPorts({ transport, letterTransport }: Transports, press: OpenPress, root: string, log: Log): Ports {
  const renderer = once(async () => (await import('./render/index.ts')).createRenderer({ root }));
  return {
    renderer: { ...lazyRenderer(renderer), document: async (...asked) => (await press()).document(...asked) },
    transport,
    letterTransport,
    shippedText: async (...of) => (await import('./render/text/file.ts')).shippedText(root, ...of),
    log,
  };
}

/** The renderer behind its port; each call loads it when it is the first. */
function lazyRenderer(load: () => Promise<Renderer>): Omit<RendererPort, 'document'> {
  return {
    letter: async (...args) => (await load()).letter(...args),
    letterPng: async (...args) => (await load()).letterPng(...args),
    email: async (...args) => (await load()).email(...args),
    checkTemplate: async (text) => (await load()).checkTemplate(text),
    cancellationLetter: async (...args) => (await load()).cancellationLetter(...args),
    cancellationEmail: async (facts) => (await load()).cancellationEmail(facts),
    printBatch: async (...args) => (await load()).printBatch(...args),
    handover: async (facts) => (await load()).handover(facts),
    agingChart: async (facts) => (await load()).agingChart(facts),
    readLogo: async (bytes) => (await load()).readLogo(bytes),
    inspectPdf: async (bytes) => (await load()).inspectPdf(bytes),
    attachedXml: async (bytes) => (await load()).attachedXml(bytes),
    appendOriginals: async (...args) => (await load()).appendOriginals(...args),
  };
}

/** Runs an asynchronous step the first time only. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
