// What every use case gets: the database, the clock, who acts, and the ports that the composition root fills in.

import type { Actor } from '../core/actor.ts';
import type { Day } from '../core/day.ts';
import type { Language, NoticeKind, TemplateText } from '../core/notice.ts';
import type { Channel } from '../core/plan.ts';
import type { TransportPort } from '../core/transport.ts';
import type { Store } from '../db/store.ts';
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

/** What carries a channel's deliveries. */
export function transportFor(ports: Pick<Ports, 'transport' | 'letterTransport'>, channel: Channel): TransportPort {
  return channel === 'letter' ? (ports.letterTransport ?? ports.transport) : ports.transport;
}
