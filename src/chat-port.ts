// The chat as the use cases know it: where it is configured, one message can be posted, and an app can be described.
// Slack's libraries are loaded with the first of these.

import type { ChatPort } from './app/context.ts';
import type { SlackConfig } from './config-slack.ts';

/** Undefined = without Slack. */
export function createChatPort(slack: SlackConfig | null): ChatPort | undefined {
  if (slack === null) return undefined;
  return {
    mode: slack.connection.mode,
    async post(channel, text, signal) {
      const { postPlain } = await import('./bot/post-plain.ts');
      return postPlain(slack, channel, text, signal);
    },
  };
}
