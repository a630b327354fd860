// The only reader of the environment: parsed once at start, refused with the whole list of what is wrong, then frozen.

import { resolve } from 'node:path';
import { z } from 'zod';

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
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'expected a Bot User OAuth Token (xoxb-…)').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'expected an app-level token (xapp-…)').optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_SIGNING_SECRET_PREVIOUS: z.string().min(1).optional(),
  SLACK_API_URL: z.url('expected an address like http://127.0.0.1:4000/api/').optional(),
});

type Environment = z.output<typeof ENVIRONMENT>;

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
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null = without Slack: the console decides. */
  slack: SlackSettings | null;
}

export interface SlackSettings {
  botToken: string;
  /** Socket Mode where there is an app-level token; else HTTP, with the signing secret and, while it is replaced, the last. */
  connection: { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecrets: readonly string[] };
  /** Another address of the Web API than Slack's own, for tests. */
  apiUrl?: string;
}

/** The environment does not make a configuration; `message` lists every problem in readable lines. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Parses the environment. Empty values count as not set, as shells and compose files write them. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Readonly<Config> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = ENVIRONMENT.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not complete or not right:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  const slack = slackOf(values);
  if ('problem' in slack) throw new ConfigError(`The configuration is not complete or not right:\n  ${slack.problem}`);
  const dataDir = resolve(values.DULY_DATA_DIR);
  const config: Config = {
    dataDir,
    database: databaseOf(values, dataDir),
    host: values.DULY_HOST,
    port: values.DULY_PORT,
    publicUrl: values.DULY_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    outboxDir: resolve(values.DULY_OUTBOX_DIR ?? resolve(dataDir, 'outbox')),
    logLevel: values.DULY_LOG_LEVEL,
    slack: slack.settings,
  };
  return Object.freeze(config);
}

function databaseOf(values: Environment, dataDir: string): Config['database'] {
  if (values.DATABASE_URL === undefined) return { kind: 'embedded', dir: resolve(dataDir, 'database') };
  const waitS = values.DULY_DATABASE_WAIT_S;
  return {
    kind: 'server',
    url: values.DATABASE_URL,
    ...(waitS === undefined ? {} : { waitMs: Math.round(waitS * 1_000) }),
  };
}

/** Which way to Slack the secrets name; half of one is a mistake that must not pass for "no Slack". */
function slackOf(values: Environment): { settings: SlackSettings | null } | { problem: string } {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = values;
  if (botToken === undefined) {
    const half = appToken !== undefined ? 'SLACK_APP_TOKEN' : secret !== undefined ? 'SLACK_SIGNING_SECRET' : null;
    return half === null ? { settings: null } : { problem: `SLACK_BOT_TOKEN: is missing, though ${half} is set` };
  }
  const api = values.SLACK_API_URL === undefined ? {} : { apiUrl: values.SLACK_API_URL };
  if (appToken !== undefined) return { settings: { botToken, connection: { mode: 'socket', appToken }, ...api } };
  if (secret === undefined) {
    return { problem: 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): one of them is needed' };
  }
  const previous = values.SLACK_SIGNING_SECRET_PREVIOUS;
  const signingSecrets = previous === undefined ? [secret] : [secret, previous];
  return { settings: { botToken, connection: { mode: 'http', signingSecrets }, ...api } };
}
