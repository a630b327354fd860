// `duly slack check` against the local Slack: tokens, scopes, the channel, and what Slack says about payloads.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSlack } from '../../src/bot/check.ts';
import { type Channel, SCOPES, type Slack, startSlack } from '../support/slack/slack.ts';

let slack: Slack;
let channel: Channel;

beforeEach(async () => {
  slack = await startSlack();
  channel = slack.channel('mahnwesen');
});
afterEach(() => slack.stop());

const GOOD = { name: 'good', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Hello' } }] };
const BAD = { name: 'bad', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] };

const check = (more: Partial<Parameters<typeof checkSlack>[0]> = {}, botToken = slack.tokens.bot) =>
  checkSlack({
    slack: { botToken, apiUrl: slack.apiUrl, connection: { mode: 'socket', appToken: slack.tokens.app } },
    channelId: channel.id,
    golden: [GOOD],
    nowMs: Date.now(),
    ...more,
  });

describe('slack check', () => {
  test('finds everything well, and leaves nothing behind in the channel', async () => {
    expect(await check()).toEqual([
      { check: 'bot_token', ok: true, team: 'Nordwind', user: 'duly' },
      { check: 'scopes', ok: true, missing: [], unneeded: [] },
      { check: 'app_token', ok: true },
      { check: 'channel', ok: true, channel: channel.id },
      { check: 'payload', ok: true, name: 'good' },
    ]);
    expect(slack.messages(channel)).toEqual([]);
    expect(slack.workspace.scheduled.size).toBe(0);
  });

  test('stops at a token that is refused or a Slack that is away', async () => {
    expect(await check({}, 'xoxb-wrong')).toMatchObject([{ check: 'bot_token', failure: { code: 'invalid_auth' } }]);
    slack.faults.plan('*', { kind: 'cut_before' });
    expect(await check()).toMatchObject([{ check: 'bot_token', failure: { kind: 'unknown' } }]);
  });

  test('names missing and unneeded scopes', async () => {
    await slack.stop();
    slack = await startSlack({ scopes: [...SCOPES.filter((scope) => scope !== 'files:read'), 'channels:history'] });
    const findings = await check({ channelId: null });
    expect(findings).toContainEqual({
      check: 'scopes',
      ok: false,
      missing: ['files:read'],
      unneeded: ['channels:history'],
    });
  });

  test.each([
    ['that nobody chose', () => null, null],
    ['that the bot is not in', () => slack.channel('out', [], { members: new Set() }).id, 'not_in_channel'],
    ['that does not exist', () => 'C0NOWHERE', 'channel_not_found'],
    ['that is archived', () => slack.channel('old', [], { archived: true }).id, 'is_archived'],
  ])('says so of a channel %s', async (_name, idOf, code) => {
    const findings = await check({ channelId: idOf() });
    const failure = code === null ? null : { kind: 'refused', code };
    expect(findings.find((found) => found.check === 'channel')).toMatchObject({ ok: false, failure });
  });

  test('repeats what Slack says about a payload, and tells when it did not judge one', async () => {
    expect((await check({ golden: [BAD] })).at(-1)).toEqual({
      check: 'payload',
      ok: false,
      name: 'bad',
      problems: ['must be less than 151 characters (/blocks/0/text/text)'],
    });
    slack.faults.plan('blocks.validate', { kind: 'rate_limited', retryAfterSeconds: 30 });
    expect((await check()).at(-1)).toMatchObject({ check: 'payload', ok: null, failure: { kind: 'rate_limited' } });
  });
});
