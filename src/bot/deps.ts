// What the bot is given by the composition root, and what its parts share.

import type { ChatMemory, ChatSettings } from '../app/chat/messages.ts';
import type { Context } from '../app/context.ts';
import type { House } from '../app/insight/house.ts';
import type { Actor } from '../core/actor.ts';
import type { Day } from '../core/day.ts';
import type { Clients } from './clients.ts';
import type { Recent } from './recent.ts';
import type { Voice } from './voice.ts';

/** How the bot reaches Slack; which one is decided by the secrets that are set. */
export type SlackConnection =
  | { mode: 'socket'; appToken: string }
  | { mode: 'http'; signingSecrets: readonly string[] };

export interface SlackConfig {
  botToken: string;
  connection: SlackConnection;
  /** Address of the Web API, for tests; absent = Slack's own. */
  apiUrl?: string;
}

export interface BotDeps {
  /** The context in which somebody acts. */
  context(actor: Actor): Context;
  /** The service itself, when no person acts. */
  service: Actor;
  slack: SlackConfig;
  /** Address under which people reach the console; null = only at the machine. */
  consoleUrl: string | null;
  log: {
    (level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, string | number>>): void;
    failure(message: string, error: unknown): void;
  };
  /** Told after decisions, so that issuing and sending start; returns at once. */
  afterDecision(): void;
  /** When the next scheduled run takes place; null = none is scheduled. */
  nextRun(): Promise<{ day: Day; time: string } | null>;
  /** Factor on the time between two changes of a message, and until a failed one is tried again; 1 unless said. */
  pace?: number;
  /** Milliseconds since 1970, for the age of signed requests. */
  nowMs(): number;
}

/** Who the bot is in its workspace. */
export interface Self {
  teamId: string;
  botUserId: string;
  botId: string;
}

/** What every part of the bot works with. */
export interface Bot {
  deps: BotDeps;
  clients: Clients;
  self: Self;
  memory: ChatMemory;
  /** Of the last second: for what is said, and for how long a decision can be taken back. */
  recent: {
    house: Recent<House>;
    settings: Recent<ChatSettings>;
    /** Where the latest digest stands; null = nowhere yet. */
    digestPlace: Recent<{ channel: string; ts: string } | null>;
  };
  /** The service's own context: reads for everybody, decides nothing. */
  ctx: Context;
  /** The voice of messages that everybody reads, in the organisation's language. */
  publicVoice(): Promise<Voice>;
  /** Asks for the messages to be brought up to date; returns at once. */
  kick(): void;
}
