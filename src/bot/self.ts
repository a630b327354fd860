// Who the bot is in Slack, asked once at start, with an answer that says what is wrong and where to fix it.

import { type CallFailure, failureOf, type WebClient } from './clients.ts';
import type { Self } from './deps.ts';

/** Slack cannot be used as it is configured; the message says what to do. */
export class SlackNotUsable extends Error {
  override readonly name = 'SlackNotUsable';
  /** True when trying again later may help: Slack was not reached. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean) {
    super(message);
    this.mayPass = mayPass;
  }
}

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  invalid_auth: 'SLACK_BOT_TOKEN is not a token of this workspace. Copy the Bot User OAuth Token (xoxb-…) again.',
  not_authed: 'SLACK_BOT_TOKEN is empty.',
  token_revoked: 'SLACK_BOT_TOKEN was revoked. Install the app again and copy the new token.',
  token_expired: 'SLACK_BOT_TOKEN has expired. Switch token rotation off and install the app again.',
  account_inactive: 'The app was removed from the workspace. Install it again and copy the new token.',
  not_allowed_token_type: 'SLACK_BOT_TOKEN must be the Bot User OAuth Token (xoxb-…), not an app or user token.',
};

/** @throws SlackNotUsable */
export async function askWhoWeAre(client: WebClient): Promise<Self> {
  try {
    const { team_id, user_id, bot_id } = await client.auth.test();
    return { teamId: team_id ?? '', botUserId: user_id ?? '', botId: bot_id ?? '' };
  } catch (error) {
    throw notUsable(failureOf(error));
  }
}

function notUsable(failure: CallFailure): SlackNotUsable {
  switch (failure.kind) {
    case 'refused':
      return new SlackNotUsable(
        WHAT_TO_DO[failure.code] ?? `Slack refused SLACK_BOT_TOKEN: ${failure.code}. See docs/recipes/slack.md.`,
        false,
      );
    case 'rate_limited':
      return new SlackNotUsable('Slack asks to wait before it answers.', true);
    case 'unknown':
      return new SlackNotUsable('Slack was not reached. Is there a way out to https://slack.com/api/?', true);
  }
}
