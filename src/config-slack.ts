// The part of the configuration that is about Slack: which way to it the secrets name, if any.

import { z } from 'zod';
import { MissingSettings } from './config-delivery.ts';

export const SLACK_ENVIRONMENT = {
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'expected a Bot User OAuth Token (xoxb-…)').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'expected an app-level token (xapp-…)').optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_SIGNING_SECRET_PREVIOUS: z.string().min(1).optional(),
  SLACK_API_URL: z.url('expected an address like http://127.0.0.1:4000/api/').optional(),
};

export interface SlackConfig {
  botToken: string;
  /** Socket Mode where there is an app-level token; else HTTP with the signing secret and, while replaced, the last. */
  connection: { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecrets: readonly string[] };
  /** Another address of the Web API than Slack's own, for tests. */
  apiUrl?: string;
}

type Values = z.output<z.ZodObject<typeof SLACK_ENVIRONMENT>>;

/**
 * Null = without Slack.
 *
 * @throws MissingSettings when only half of it is set, which must not pass for "no Slack"
 */
export function readSlackConfig(values: Values): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = values;
  if (botToken === undefined) {
    const half = appToken !== undefined ? 'SLACK_APP_TOKEN' : secret !== undefined ? 'SLACK_SIGNING_SECRET' : null;
    if (half === null) return null;
    throw new MissingSettings(`SLACK_BOT_TOKEN: is missing, though ${half} is set`);
  }
  const api = values.SLACK_API_URL === undefined ? {} : { apiUrl: values.SLACK_API_URL };
  if (appToken !== undefined) return { botToken, connection: { mode: 'socket', appToken }, ...api };
  if (secret === undefined) {
    throw new MissingSettings('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): one of them is needed');
  }
  const previous = values.SLACK_SIGNING_SECRET_PREVIOUS;
  const signingSecrets = previous === undefined ? [secret] : [secret, previous];
  return { botToken, connection: { mode: 'http', signingSecrets }, ...api };
}
