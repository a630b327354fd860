// What every use case gets: the database, the clock, who acts, and the ports that the composition root fills in.

import type { Actor } from '../core/actor.ts';
import type { Day } from '../core/day.ts';
import type { ImportProgress } from '../core/import-job.ts';
import type { Language, NoticeKind, TemplateText } from '../core/notice.ts';
import { CHANNELS, type Channel } from '../core/plan.ts';
import type { TransportPort } from '../core/transport.ts';
import type { Db, Store } from '../db/store.ts';
import type { SendJournal } from './notices/desk.ts';
import type { RendererPort } from './renderer-port.ts';

export type { RendererPort, TransportPort };

/** An instant as an ISO string in UTC. */
export type Instant = string;

export interface Clock {
  now(): Instant;
  /** The instant some milliseconds later; for leases and retries. */
  after(instant: Instant, ms: number): Instant;
  /** The plain date and the time of day (HH:MM) in a zone. */
  local(timeZone: string): { day: Day; time: string };
  /** The instant of a day and time of day (HH:MM) in a zone; in a gap of summer time the first one after it. */
  at(day: Day, time: string, timeZone: string): Instant;
  /** Milliseconds from one instant to another; negative when the second is the earlier. */
  elapsedMs(from: Instant, to: Instant): number;
  /** A signal that comes so many milliseconds from now; for calls that must end. */
  deadline(ms: number): AbortSignal;
  sleep(ms: number): Promise<void>;
}

export interface Ports {
  renderer: RendererPort;
  /** Carries e-mail; letters, too, unless they have their own. */
  transport: TransportPort;
  letterTransport?: TransportPort;
  /** Absent: no chat is configured. */
  chat?: ChatPort | undefined;
  /** Keeps intents outside the database. Absent: nowhere, as in simulations. */
  journal?: SendJournal | undefined;
  /** Absent: somebody calls the use cases directly, as the command line and simulations do. */
  jobs?: JobsPort | undefined;
  /** Absent: nobody is told anything, as in simulations. */
  webhooks?: WebhookPort | undefined;
  /** Shipped text of a kind, language and channel. */
  shippedText(language: Language, kind: NoticeKind, channel: Channel): Promise<TemplateText>;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, string | number | boolean>): void;
}

/** The chat, as far as a use case needs it. */
export interface ChatPort {
  /** How it is connected. */
  mode: 'socket' | 'http';
  /** Posts a plain message; null = it stands there, else why not. */
  post(channel: string, text: string, signal: AbortSignal): Promise<string | null>;
}

/** Tells other programs by HTTP. */
export interface WebhookPort {
  /** Why an address may not be told anything; null = it may. Looks at the address alone. */
  problemWith(url: string): 'webhook_not_https' | 'webhook_private' | null;
  /** Posts and answers with the status; rejects when there was no answer, or the host turned out to be a private one. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number>;
}

export interface Context {
  store: Store;
  clock: Clock;
  actor: Actor;
  ports: Ports;
  /** Key of the request: the first command called with it keeps it in its own transaction, and none a second time. */
  once?: string;
  /** Told how far an import has come; absent: nobody asks. */
  progress?: (told: ImportProgress) => void;
  /** Told of the result of one command in its own transaction: what this writes is on record if the change is. */
  kept?: { command: string; write(db: Db, result: unknown): Promise<void> };
}

/** Work that follows a commit; the payload is an id, and the row behind it decides what is to be done. */
export const JOB_KINDS = ['issue', 'send', 'import'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** The queue, as the use cases know it: it wakes workers, it never decides. */
export interface JobsPort {
  /** Wakes a worker for each id once the transaction of `db` is committed, and not before `notBefore`. */
  wake(db: Db, kind: JobKind, ids: readonly (string | number)[], notBefore?: Instant | null): Promise<void>;
}

/** What carries a channel's deliveries. */
export function transportFor(ports: Pick<Ports, 'transport' | 'letterTransport'>, channel: Channel): TransportPort {
  return channel === 'letter' ? (ports.letterTransport ?? ports.transport) : ports.transport;
}

/** The channels whose deliveries workers hand over; those of the others wait for a person. */
export function servedChannels(ports: Pick<Ports, 'transport' | 'letterTransport'>): Channel[] {
  return CHANNELS.filter((channel) => transportFor(ports, channel).byHand !== true);
}
