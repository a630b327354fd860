// The manifest of the Slack app: what it asks for is the least, and the files beside it are made by the same function.
import { describe, expect, test } from 'vitest';
import { BOT_SCOPES, createManifest, SLACK_PATH } from '../../src/bot/manifest.ts';
import { codePoints } from '../support/slack/limits.ts';
import { SCOPES } from '../support/slack/slack.ts';
import { textOf } from '../support/sources.ts';

const ADDRESS = 'https://duly.example.com';

describe('the manifest', () => {
  test.each([
    ['slack/manifest.json', null],
    ['slack/manifest.http.json', ADDRESS],
  ])('%s is what the function makes', (path, publicUrl) => {
    expect(JSON.parse(textOf(path))).toEqual(createManifest(publicUrl));
  });

  test('for Socket Mode names no address, for requests the same one everywhere', () => {
    expect(JSON.stringify(createManifest(null))).not.toContain('https://');
    const { settings, features } = createManifest(ADDRESS);
    expect(settings).toMatchObject({ socket_mode_enabled: false });
    const request = `${ADDRESS}${SLACK_PATH}`;
    expect([settings?.event_subscriptions?.request_url, settings?.interactivity?.request_url]).toEqual([
      request,
      request,
    ]);
    expect(features?.slash_commands?.[0]).toMatchObject({ command: '/dunning', url: request });
  });

  test('keeps Slack’s limits', () => {
    const { display_information: shown, features } = createManifest(null);
    expect(codePoints(shown.name)).toBeLessThanOrEqual(35);
    expect(codePoints(shown.description ?? '')).toBeLessThanOrEqual(140);
    expect(codePoints(shown.long_description ?? '')).toBeLessThanOrEqual(4_000);
    expect(codePoints(features?.bot_user?.display_name ?? '')).toBeLessThanOrEqual(80);
    const [command] = features?.slash_commands ?? [];
    expect(codePoints(command?.command ?? '')).toBeLessThanOrEqual(32);
    expect(codePoints(command?.usage_hint ?? '')).toBeLessThanOrEqual(1_000);
  });

  test('asks for the scopes that the local Slack grants in all other tests, and reads no channel', () => {
    expect(SCOPES).toEqual([...BOT_SCOPES]);
    expect(BOT_SCOPES.filter((scope) => /history|channels|groups|im:|admin/.test(scope))).toEqual([]);
  });
});
