// The local Slack answers the real client of Slack as Slack does: messages, views, files, people, errors and faults.
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Channel, type Person, SCOPES, type Slack, startSlack } from '../support/slack/slack.ts';
import { newTrigger } from '../support/slack/views.ts';

/** Refusals are what these tests are about; the client would print each. */
const QUIET: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

let slack: Slack;
let client: WebClient;
let anna: Person;
let channel: Channel;

beforeEach(async () => {
  slack = await startSlack({ fileProcessingMs: 500, scopes: [...SCOPES, 'usergroups:read'] });
  anna = slack.person('Anna', { locale: 'de-DE' });
  channel = slack.channel('mahnwesen', [anna]);
  client = new WebClient(slack.tokens.bot, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 300,
    logLevel: LogLevel.ERROR,
    logger: QUIET,
  });
});
afterEach(() => slack.stop());

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: { data?: { error?: string }; message: string }) => error.data?.error ?? error.message,
  );

describe('messages', () => {
  test('are posted, updated, threaded and deleted', async () => {
    const posted = await client.chat.postMessage({ channel: channel.id, text: 'Run', blocks: [section('one')] });
    const ts = posted.ts ?? '';
    await client.chat.postMessage({ channel: channel.id, text: 'In the thread', thread_ts: ts });
    await client.chat.update({ channel: channel.id, ts, text: 'Run', blocks: [section('two')] });
    expect(slack.lastMessage(channel).blocks).toMatchObject([section('two')]);
    expect(slack.thread(ts).map(({ text }) => text)).toEqual(['In the thread']);
    await client.chat.delete({ channel: channel.id, ts });
    expect(await refusal(client.chat.update({ channel: channel.id, ts, text: 'x' }))).toBe('message_not_found');
    expect(await refusal(client.chat.postMessage({ channel: channel.id, text: 'x', thread_ts: ts }))).toBe(
      'thread_not_found',
    );
  });

  test('lose their blocks in an update that has only a text', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: channel.id, text: 'Run', blocks: [section('one')] });
    await client.chat.update({ channel: channel.id, ts, text: 'Run' });
    expect(slack.lastMessage(channel).blocks).toEqual([]);
  });

  test('are refused with Slack’s codes', async () => {
    const post = (args: { channel?: string; text?: string; blocks?: ReturnType<typeof section>[] }) =>
      refusal(client.chat.postMessage({ channel: channel.id, text: 'x', ...args }));
    const outside = slack.channel('outside', [], { members: new Set() });
    const hidden = slack.channel('hidden', [], { members: new Set(), isPrivate: true });
    const old = slack.channel('old', [], { archived: true });
    expect(await post({ channel: 'C0NOWHERE' })).toBe('channel_not_found');
    expect(await post({ channel: outside.id })).toBe('not_in_channel');
    expect(await post({ channel: hidden.id })).toBe('channel_not_found');
    expect(await post({ channel: old.id })).toBe('is_archived');
    expect(await post({ text: '' })).toBe('no_text');
    expect(await post({ blocks: [section('')] })).toBe('invalid_blocks');
    const long = Array.from({ length: 4 }, () => section('x'.repeat(2_750)));
    expect(await post({ blocks: long })).toBe('accepted');
    expect(await post({ blocks: [...long, section('x')] })).toBe('msg_blocks_too_long');
  });

  test('say in the answer what is wrong with them, and where', async () => {
    const answer = await client.chat
      .postMessage({ channel: channel.id, text: 'x', blocks: [section('x'.repeat(3001))] })
      .catch((error: { data: { response_metadata: { messages: string[] } } }) => error.data.response_metadata.messages);
    expect(answer).toEqual(['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]']);
  });

  test('for one person reach only members, and a direct message goes to a person’s id', async () => {
    const stranger = slack.person('Zoe');
    const to = (user: string) => refusal(client.chat.postEphemeral({ channel: channel.id, user, text: 'hi' }));
    expect([await to(anna.id), await to(stranger.id)]).toEqual(['accepted', 'user_not_in_channel']);
    expect(slack.ephemerals(anna).map(({ text }) => text)).toEqual(['hi']);
    const sent = await client.chat.postMessage({ channel: anna.id, text: 'direct' });
    expect(sent.channel).toMatch(/^D/);
  });
});

describe('views', () => {
  const modal = (text: string) => ({
    type: 'modal' as const,
    title: { type: 'plain_text' as const, text: 'Title' },
    blocks: [section(text)],
  });
  const open = (trigger: string) => client.views.open({ trigger_id: trigger, view: modal('one') });

  test('open once for a trigger, within three seconds', async () => {
    const trigger = newTrigger(slack.workspace, anna.id);
    await open(trigger);
    expect(slack.modal(anna).content).toMatchObject({ blocks: [section('one')] });
    expect(await refusal(open(trigger))).toBe('exchanged_trigger_id');
    expect(await refusal(open('1.2.3'))).toBe('invalid_trigger_id');
    const late = newTrigger(slack.workspace, anna.id);
    slack.advance(3_100);
    expect(await refusal(open(late))).toBe('expired_trigger_id');
  });

  test('are updated with the hash they have now, and stacked three deep', async () => {
    const opened = await open(newTrigger(slack.workspace, anna.id));
    const update = (hash: string) =>
      refusal(client.views.update({ view_id: opened.view?.id ?? '', hash, view: modal('two') }));
    const hash = opened.view?.hash ?? '';
    expect([await update(hash), await update(hash)]).toEqual(['accepted', 'hash_conflict']);
    const push = () =>
      refusal(client.views.push({ trigger_id: newTrigger(slack.workspace, anna.id), view: modal('more') }));
    expect([await push(), await push(), await push()]).toEqual(['accepted', 'accepted', 'push_limit_reached']);
  });

  test('are refused with the places that are wrong', async () => {
    const view = { ...modal('x'), title: { type: 'plain_text' as const, text: 'x'.repeat(25) } };
    const call = client.views.open({ trigger_id: newTrigger(slack.workspace, anna.id), view });
    const data = await call.catch((error: { data: object }) => error.data);
    expect(data).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
  });

  test('of the App Home are published', async () => {
    await client.views.publish({ user_id: anna.id, view: { type: 'home', blocks: [section('home')] } });
    expect(slack.home(anna).content).toMatchObject({ blocks: [section('home')] });
  });
});

describe('files', () => {
  test('can be shown when they are processed, not before, and their length must be true', async () => {
    const bytes = Buffer.from('picture');
    const uploaded = (await client.files.uploadV2({
      file: bytes,
      filename: 'page.png',
      channel_id: channel.id,
    })) as unknown as { files: { files: { id: string }[] }[] };
    const id = uploaded.files[0]?.files[0]?.id ?? '';
    const image = { type: 'image' as const, alt_text: 'page', slack_file: { id } };
    const show = () => refusal(client.chat.postMessage({ channel: channel.id, text: 'x', blocks: [image] }));
    expect(await show()).toBe('invalid_blocks');
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('');
    slack.advance(600);
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('image/png');
    expect(await show()).toBe('accepted');
    const { upload_url: url = '' } = await client.files.getUploadURLExternal({ filename: 'a.pdf', length: 3 });
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400);
  });
});

describe('people, groups and scopes', () => {
  test('are found with what the scopes allow', async () => {
    const group = { id: 'S0GROUP01', handle: 'finance', members: [anna.id] };
    slack.workspace.groups.set(group.id, group);
    const { user } = await client.users.info({ user: anna.id, include_locale: true });
    expect(user).toMatchObject({ locale: 'de-DE', is_restricted: false, profile: { email: anna.email } });
    expect((await client.usergroups.users.list({ usergroup: group.id })).users).toEqual([anna.id]);
    expect(await refusal(client.conversations.info({ channel: channel.id }))).toBe('missing_scope');
    expect((await client.auth.test()).response_metadata?.scopes).toContain('chat:write');
  });

  test('need a token of the right kind that still counts', async () => {
    const as = (token: string) => refusal(new WebClient(token, { slackApiUrl: slack.apiUrl }).auth.test());
    expect(await as('xoxb-other')).toBe('invalid_auth');
    expect(await as(slack.tokens.app)).toBe('not_allowed_token_type');
    slack.revokeTokens();
    expect(await as(slack.tokens.bot)).toBe('token_revoked');
  });
});

describe('faults', () => {
  const post = () => refusal(client.chat.postMessage({ channel: channel.id, text: 'x' }));

  test('come as planned, and heal', async () => {
    slack.faults.plan('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 30 }, 1);
    expect(await post()).toContain('rate-limit');
    slack.faults.plan('chat.postMessage', { kind: 'status', status: 503 }, 1);
    expect(await post()).toContain('503');
    slack.faults.plan('*', { kind: 'error', error: 'channel_not_found' });
    expect([await post(), await post()]).toEqual(['channel_not_found', 'channel_not_found']);
    slack.faults.heal();
    expect(await post()).toBe('accepted');
    expect(slack.messages(channel)).toHaveLength(1);
  });

  test('cut before or after the work: only the second leaves a message', async () => {
    slack.faults.plan('chat.postMessage', { kind: 'cut_before' }, 1);
    expect(await post()).not.toBe('accepted');
    expect(slack.messages(channel)).toHaveLength(0);
    slack.faults.plan('chat.postMessage', { kind: 'cut_after' }, 1);
    expect(await post()).not.toBe('accepted');
    expect(slack.messages(channel)).toHaveLength(1);
  });

  test('hang until the caller gives up', async () => {
    slack.faults.plan('chat.postMessage', { kind: 'hang' }, 1);
    expect(await post()).not.toBe('accepted');
  });
});
