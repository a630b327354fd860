// Whether Slack can be used as it is configured: tokens, scopes, the channel, and what Slack itself says about every
// payload that we keep as an example. Nothing is seen by anybody; nothing is decided here.

import { WebClient, type WebClientOptions } from '@slack/web-api';
import { type CallFailure, failureOf } from './clients.ts';
import type { SlackConfig } from './deps.ts';
import { BOT_SCOPES, GROUP_SCOPE } from './manifest.ts';

/** A payload as an example: the blocks of a message, or a view. */
export interface GoldenPayload {
  name: string;
  blocks?: unknown;
  view?: unknown;
}

export type SlackFinding =
  | { check: 'bot_token'; ok: true; team: string; user: string }
  | { check: 'bot_token' | 'app_token' | 'channel'; ok: false; failure: CallFailure }
  /** A user group of the settings; members = how many are in it. */
  | { check: 'group'; ok: true; group: string; members: number }
  | { check: 'group'; ok: false; group: string; failure: CallFailure }
  | { check: 'app_token'; ok: true }
  | { check: 'scopes'; ok: boolean; missing: string[]; unneeded: string[] }
  | { check: 'channel'; ok: true; channel: string }
  /** No channel is chosen yet. */
  | { check: 'channel'; ok: false; failure: null }
  | { check: 'payload'; ok: true; name: string }
  | { check: 'payload'; ok: false; name: string; problems: string[] }
  /** Slack did not judge it: it asked to wait, does not know the method, or did not answer. */
  | { check: 'payload'; ok: null; name: string; failure: CallFailure };

const TIMEOUT_MS = 15_000;
/** A message that is planned for tomorrow and taken back at once shows whether the bot may write, unseen. */
const PROBE_AHEAD_SECONDS = 86_400;

export interface SlackCheck {
  slack: SlackConfig;
  channelId: string | null;
  /** User groups that roles come from. */
  groups?: readonly string[];
  golden: readonly GoldenPayload[];
  nowMs: number;
}

/** All checks, in the order in which they depend on each other; after a refused token there is nothing more to ask. */
export async function checkSlack({
  slack,
  channelId,
  groups = [],
  golden,
  nowMs,
}: SlackCheck): Promise<SlackFinding[]> {
  const client = clientFor(slack.botToken, slack.apiUrl);
  const findings: SlackFinding[] = [];
  try {
    const answer = await client.auth.test();
    findings.push({ check: 'bot_token', ok: true, team: answer.team ?? '', user: answer.user ?? '' });
    findings.push(scopesOf(answer.response_metadata?.scopes ?? [], groups.length > 0));
  } catch (error) {
    return [{ check: 'bot_token', ok: false, failure: failureOf(error) }];
  }
  if (slack.connection.mode === 'socket') findings.push(await checkAppToken(slack.connection.appToken, slack.apiUrl));
  findings.push(await checkChannel(client, channelId, nowMs));
  for (const group of groups) findings.push(await checkGroup(client, group));
  for (const payload of golden) findings.push(await checkPayload(client, payload));
  return findings;
}

function clientFor(token: string, apiUrl: string | undefined): WebClient {
  const options: WebClientOptions = {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger: SILENT,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
  return new WebClient(token, options);
}

function scopesOf(granted: readonly string[], withGroups: boolean): SlackFinding {
  const needed: readonly string[] = withGroups ? [...BOT_SCOPES, GROUP_SCOPE] : BOT_SCOPES;
  const missing = needed.filter((scope) => !granted.includes(scope));
  const unneeded = granted.filter((scope) => !needed.includes(scope));
  return { check: 'scopes', ok: missing.length === 0, missing, unneeded };
}

async function checkAppToken(token: string, apiUrl: string | undefined): Promise<SlackFinding> {
  try {
    await clientFor(token, apiUrl).apps.connections.open({});
    return { check: 'app_token', ok: true };
  } catch (error) {
    return { check: 'app_token', ok: false, failure: failureOf(error) };
  }
}

async function checkGroup(client: WebClient, group: string): Promise<SlackFinding> {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: group });
    return { check: 'group', ok: true, group, members: users.length };
  } catch (error) {
    return { check: 'group', ok: false, group, failure: failureOf(error) };
  }
}

async function checkChannel(client: WebClient, channel: string | null, nowMs: number): Promise<SlackFinding> {
  if (channel === null) return { check: 'channel', ok: false, failure: null };
  try {
    const postAt = Math.floor(nowMs / 1_000) + PROBE_AHEAD_SECONDS;
    const planned = await client.chat.scheduleMessage({
      channel,
      post_at: postAt,
      text: 'Duly checks that it may write here.',
    });
    await client.chat.deleteScheduledMessage({ channel, scheduled_message_id: planned.scheduled_message_id ?? '' });
    return { check: 'channel', ok: true, channel };
  } catch (error) {
    return { check: 'channel', ok: false, failure: failureOf(error) };
  }
}

/** Refusals that say nothing about the payload. */
const NOT_JUDGED = ['unknown_method', 'ratelimited', 'missing_scope', 'method_deprecated', 'invalid_auth'];

async function checkPayload(client: WebClient, { name, blocks, view }: GoldenPayload): Promise<SlackFinding> {
  try {
    await client.apiCall('blocks.validate', blocks === undefined ? { view } : { blocks });
    return { check: 'payload', ok: true, name };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || NOT_JUDGED.includes(failure.code))
      return { check: 'payload', ok: null, name, failure };
    return { check: 'payload', ok: false, name, problems: problemsOf(error, failure.code) };
  }
}

/** Slack names each problem with a pointer to its place. */
function problemsOf(error: unknown, code: string): string[] {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const errors = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : [];
  const told = (Array.isArray(errors) ? errors : []).map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return String(one);
    const { message, pointer } = one as { message?: unknown; pointer?: unknown };
    return `${String(message ?? '')} (${String(pointer ?? '')})`;
  });
  return told.length === 0 ? [code] : told;
}

const nothing = () => undefined;
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => 'error' as never,
  setName: nothing,
};
