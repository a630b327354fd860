// The manifest of the Slack app: what it asks of a workspace, for both ways of connecting. The files in slack/ are made
// by this function, so that they cannot drift from what the bot does.

import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';
import { COMMAND } from './commands/index.ts';

/**
 * The least scopes: `chat:write` posts, updates and writes to people; `files:*` upload and await pictures; `users:*`
 * tell guests and those who left, and find people by their address. Nothing is read from any channel.
 */
export const BOT_SCOPES = [
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'users:read',
  'users:read.email',
] as const;

/** Only where roles come from a user group of Slack. */
export const GROUP_SCOPE = 'usergroups:read';

/** Address below which Slack reaches the service, when it does not come over a socket of ours. */
export const SLACK_PATH = '/slack/events';
const SIGN_IN_PATH = '/auth/slack/callback';

/** The manifest for Socket Mode (`publicUrl` null) or for requests to a public address (https). `groups`: roles too. */
export function createManifest(publicUrl: string | null, { groups = false }: { groups?: boolean } = {}): Manifest {
  const address = publicUrl === null ? null : new URL(SLACK_PATH, publicUrl).href;
  const request = address === null ? {} : { request_url: address };
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Duly',
      description: 'Proposes payment reminders every morning; you approve, skip or pause them here.',
      long_description: LONG_DESCRIPTION,
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Duly', always_online: true },
      slash_commands: [
        {
          command: COMMAND,
          description: 'Pause, skip, preview or look up reminders',
          usage_hint: 'help | status | pause RE-123 [until 1.12.] | preview RE-123',
          should_escape: false,
          ...(address === null ? {} : { url: address }),
        },
      ],
    },
    oauth_config: {
      scopes: {
        bot: groups ? [...BOT_SCOPES, GROUP_SCOPE] : [...BOT_SCOPES],
        // Signing in to the console with Slack needs an address that the browser comes back to.
        ...(publicUrl === null ? {} : { user: ['openid', 'profile', 'email'] }),
      },
      ...(publicUrl === null ? {} : { redirect_urls: [new URL(SIGN_IN_PATH, publicUrl).href] }),
    },
    settings: {
      event_subscriptions: {
        bot_events: ['app_home_opened', ...(groups ? (['subteam_members_changed'] as const) : []), 'user_change'],
        ...request,
      },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === null,
      token_rotation_enabled: false,
    },
  };
}

const LONG_DESCRIPTION =
  'Posts the reminders that are due to one channel. The finance team approves, skips, snoozes or pauses them, sees the ' +
  'letter before it goes out, and gets the result back: sent, bounced, paid. Nothing leaves the house without a click, ' +
  'unless a level is set to automatic. Invoices are checked again right before sending, so a payment that arrived in ' +
  'the meantime stops the letter. Levels, fees, templates and exclusions are kept in the web console.';
