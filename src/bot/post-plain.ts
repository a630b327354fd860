// One plain message to a channel, outside of everything the bot keeps in step: for trying a connection out.

import { WebClient } from '@slack/web-api';
import { failureOf } from './clients.ts';
import type { SlackConfig } from './deps.ts';

/** Null = it stands there; else what Slack said. Not tried again: it might stand there twice. */
export async function postPlain(
  slack: SlackConfig,
  channel: string,
  text: string,
  signal: AbortSignal,
): Promise<string | null> {
  const client = new WebClient(slack.botToken, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    ...(slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl }),
  });
  const given = new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => resolve('no answer in time'), { once: true });
  });
  const asked = client.chat.postMessage({ channel, text, mrkdwn: false, unfurl_links: false }).then(
    () => null,
    (error: unknown) => {
      const failure = failureOf(error);
      return failure.kind === 'refused' ? failure.code : failure.kind === 'unknown' ? failure.detail : 'rate_limited';
    },
  );
  return Promise.race([asked, given]);
}

const TIMEOUT_MS = 10_000;
