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
  DULY_OIDC_ISSUER: z.url('expected the address of an OpenID Connect issuer').optional(),
  DULY_OIDC_CLIENT_ID: z.string().min(1).optional(),
  DULY_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  DULY_OIDC_LABEL: z.string().min(1).max(40).default('OpenID Connect'),
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(1).optional(),
  SLACK_TEAM_ID: z
    .string()
    .regex(/^[TE][A-Z0-9]+$/, 'expected the id of a workspace like T012AB3CD')
    .optional(),
  DULY_OUTBOX_DIR: z.string().min(1).optional(),
  DULY_IMPORT_DIR: z.string().min(1).optional(),
  DULY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DULY_WEBHOOKS_PRIVATE: z.enum(['0', '1']).default('0'),
  DULY_METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  ...DELIVERY_ENVIRONMENT,
  ...SLACK_ENVIRONMENT,
});

/** One way to sign in; `slackTeamId` is set for Sign in with Slack only. */
export interface ProviderConfig {
  id: 'slack' | 'oidc';
  label: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  slackTeamId: string | null;
}

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
  /** Whether webhooks may lead into this network, and be unencrypted. */
  privateWebhooks: boolean;
  /** Identity providers that people may sign in with. */
  providers: readonly ProviderConfig[];
  outboxDir: string;
  /** A folder whose files are imported as they come; null = none is watched. */
  importDir: string | null;
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
  refuseHalf(values, ['DULY_OIDC_ISSUER', 'DULY_OIDC_CLIENT_ID', 'DULY_OIDC_CLIENT_SECRET']);
  refuseHalf(values, ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_TEAM_ID']);
  const dataDir = resolve(values.DULY_DATA_DIR);
  return {
    dataDir,
    database: databaseOf(values, dataDir),
    host: values.DULY_HOST,
    port: values.DULY_PORT,
    publicUrl: values.DULY_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    privateWebhooks: values.DULY_WEBHOOKS_PRIVATE === '1',
    providers: providersOf(values),
    outboxDir: resolve(values.DULY_OUTBOX_DIR ?? resolve(dataDir, 'outbox')),
    importDir: values.DULY_IMPORT_DIR === undefined ? null : resolve(values.DULY_IMPORT_DIR),
    delivery: readDeliveryConfig(values),
    metricsToken: values.DULY_METRICS_TOKEN ?? null,
    logLevel: values.DULY_LOG_LEVEL,
    slack: readSlackConfig(values),
  };
}

type Values = z.output<typeof ENVIRONMENT>;

function databaseOf(values: Values, dataDir: string): Config['database'] {
  if (values.DATABASE_URL === undefined) return { kind: 'embedded', dir: resolve(dataDir, 'database') };
  const waitS = values.DULY_DATABASE_WAIT_S;
  return {
    kind: 'server',
    url: values.DATABASE_URL,
    ...(waitS === undefined ? {} : { waitMs: Math.round(waitS * 1_000) }),
  };
}

/** A way to sign in that is set up half would show a button that cannot work. */
function refuseHalf(values: Values, names: readonly (keyof Values)[]): void {
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  throw new ConfigError(`The configuration is not complete or not right:\n  ${missing.join(', ')}: set all or none`);
}

function providersOf(values: Values): ProviderConfig[] {
  const found: ProviderConfig[] = [];
  const { SLACK_CLIENT_ID: slackId, SLACK_CLIENT_SECRET: slackSecret, SLACK_TEAM_ID: slackTeamId } = values;
  if (slackId !== undefined && slackSecret !== undefined && slackTeamId !== undefined) {
    const slack = { id: 'slack', label: 'Slack', issuer: 'https://slack.com' } as const;
    found.push({ ...slack, clientId: slackId, clientSecret: slackSecret, slackTeamId });
  }
  const { DULY_OIDC_ISSUER: issuer, DULY_OIDC_CLIENT_ID: clientId, DULY_OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    found.push({ id: 'oidc', label: values.DULY_OIDC_LABEL, issuer, clientId, clientSecret, slackTeamId: null });
  }
  return found;
}
