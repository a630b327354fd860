// What every use case gets: the database, the clock, who acts, and the ports that the composition root fills in.

import type { Actor } from '../core/actor.ts';
import type { Day } from '../core/day.ts';
import type { Envelope, Receipt } from '../core/envelope.ts';
import type { Language, NoticeKind, TemplateText } from '../core/notice.ts';
import type { Channel } from '../core/plan.ts';
import type { Store } from '../db/store.ts';
import type { RendererPort } from './renderer-port.ts';

export type { RendererPort };

/** An instant as an ISO string in UTC. */
export type Instant = string;

export interface Clock {
  now(): Instant;
  /** The instant some milliseconds later; for leases and retries. */
  after(instant: Instant, ms: number): Instant;
  /** The plain date and the time of day (HH:MM) in a zone. */
  local(timeZone: string): { day: Day; time: string };
}

export interface TransportPort {
  /** Short name for the record, e.g. `outbox`. */
  name: string;
  /** False: nothing leaves the machine, and every surface says so. */
  leavesMachine: boolean;
  channels: readonly Channel[];
  /** Hash of exactly what would be handed over, stored with the intent. */
  fingerprint(envelope: Envelope): string;
  handOver(envelope: Envelope): Promise<Receipt>;
}

export interface Ports {
  renderer: RendererPort;
  transport: TransportPort;
  /** Shipped text of a kind, language and channel. */
  shippedText(language: Language, kind: NoticeKind, channel: Channel): Promise<TemplateText>;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, string | number | boolean>): void;
}

export interface Context {
  store: Store;
  clock: Clock;
  actor: Actor;
  ports: Ports;
}
