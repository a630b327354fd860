// The only reader of the environment: parsed once at start, refused with the whole list of what is wrong, then frozen.

import { resolve } from 'node:path';
import { z } from 'zod';
import {
  DELIVERY_ENVIRONMENT,
  type DeliveryConfig,
  MissingSettings,
  readDeliveryConfig,
  withSecretFiles,
} from './config-delivery.ts';
import { readSlackConfig, SLACK_ENVIRONMENT, type SlackConfig } from './config-slack.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const ENVIRONMENT = z.object({
  DULY_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected an address like postgres://user:password@host:5432/duly')
    .optional(),
  DULY_DATABASE_WAIT_S: z.coerce.number().min(0).max(3_600).optional(),
  DULY_HOST: z.string().min(1).default('127.0.0.1'),
  DULY_PORT: port.default(8080),
  DULY_PUBLIC_URL: z.url('expected an address like https://duly.example.com').optional(),
  DULY_OUTBOX_DIR: z.string().min(1).optional(),
  DULY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DULY_METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  ...DELIVERY_ENVIRONMENT,
  ...SLACK_ENVIRONMENT,
});

export interface Config {
  /** Folder of the embedded database, the outbox and nothing else. */
  dataDir: string;
  database:
    | { kind: 'embedded'; dir: string }
    /** `waitMs`: how long to wait at start for a server that is down; absent = the default of whoever opens it. */
    | { kind: 'server'; url: string; waitMs?: number };
  host: string;
  port: number;
  /** Address under which people reach the console; decides cookies and links. Null = the local address. */
  publicUrl: string | null;
  outboxDir: string;
  delivery: DeliveryConfig;
  /** Lets a collector on another machine read /metrics; null = only this machine may. */
  metricsToken: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null = without Slack: the console decides. */
  slack: SlackConfig | null;
}

/** The environment does not make a configuration; `message` lists every problem in readable lines. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Parses the environment. Empty values count as not set, as shells and compose files write them. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Readonly<Config> {
  const isSet = (entry: [string, string | undefined]): entry is [string, string] => !['', undefined].includes(entry[1]);
  try {
    return Object.freeze(parse(withSecretFiles(Object.fromEntries(Object.entries(environment).filter(isSet)))));
  } catch (error) {
    if (!(error instanceof MissingSettings)) throw error;
    throw new ConfigError(`The configuration is not complete or not right:\n  ${error.message}`);
  }
}

function parse(set: Readonly<Record<string, string>>): Config {
  const parsed = ENVIRONMENT.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not complete or not right:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  const dataDir = resolve(values.DULY_DATA_DIR);
  return {
    dataDir,
    database: databaseOf(values, dataDir),
    host: values.DULY_HOST,
    port: values.DULY_PORT,
    publicUrl: values.DULY_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    outboxDir: resolve(values.DULY_OUTBOX_DIR ?? resolve(dataDir, 'outbox')),
    delivery: readDeliveryConfig(values),
    metricsToken: values.DULY_METRICS_TOKEN ?? null,
    logLevel: values.DULY_LOG_LEVEL,
    slack: readSlackConfig(values),
  };
}

function databaseOf(values: z.output<typeof ENVIRONMENT>, dataDir: string): Config['database'] {
  if (values.DATABASE_URL === undefined) return { kind: 'embedded', dir: resolve(dataDir, 'database') };
  const waitS = values.DULY_DATABASE_WAIT_S;
  return {
    kind: 'server',
    url: values.DATABASE_URL,
    ...(waitS === undefined ? {} : { waitMs: Math.round(waitS * 1_000) }),
  };
}
