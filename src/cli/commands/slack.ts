// duly slack check, duly slack manifest: whether Slack can be used as configured, and what to paste into its app pages.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GoldenPayload, SlackFinding } from '../../bot/check.ts';
import type { CallFailure } from '../../bot/clients.ts';
import { dateOf } from '../../clock.ts';
import { readChatSettings } from '../../db/chat-settings.ts';
import { type Answer, type Desk, EXIT, type House } from '../desk.ts';
import { refuse } from '../refusals.ts';

const GOLDEN_DIR = join(import.meta.dirname, '../../../slack/golden');

/** Exit 1 when something failed, 69 when Slack was not reached; a payload that Slack did not judge is no failure. */
export async function slackCheck(house: House): Promise<Answer> {
  const { slack } = house.config;
  if (slack === null) {
    throw refuse('slack_not_configured');
  }
  const { checkSlack } = await import('../../bot/check.ts');
  const { channelId, viewerGroup, approverGroup } = await readChatSettings(house.ctx.store.db);
  const groups = [viewerGroup, approverGroup].filter((group) => group !== null);
  const nowMs = dateOf(house.ctx.clock.now()).getTime();
  const findings = await checkSlack({ slack, channelId, groups, golden: await readGolden(), nowMs });
  const failed = findings.some(({ ok }) => ok === false);
  const unreached = findings.some(
    (found) => found.ok === false && 'failure' in found && found.failure?.kind === 'unknown',
  );
  return {
    json: { ok: !failed, mode: slack.connection.mode, findings },
    lines: findings.flatMap((found) => linesOf(house, found)),
    exit: unreached ? EXIT.unavailable : failed ? EXIT.failed : EXIT.fine,
  };
}

/** Prints the manifest alone, so that it can be piped into a file. */
export async function slackManifest(
  _desk: Desk,
  { http, groups }: { http?: string; groups?: boolean },
): Promise<Answer> {
  const { createManifest } = await import('../../bot/manifest.ts');
  const manifest = createManifest(http ?? null, { groups: groups === true });
  return { json: manifest, lines: [JSON.stringify(manifest, null, 2)] };
}

async function readGolden(): Promise<GoldenPayload[]> {
  const names = (await readdir(GOLDEN_DIR)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const payload = JSON.parse(await readFile(join(GOLDEN_DIR, name), 'utf8')) as Omit<GoldenPayload, 'name'>;
      return { name: name.replace('.json', ''), ...payload };
    }),
  );
}

function linesOf({ say }: Desk, found: SlackFinding): string[] {
  const good = say('ok      ', 'ok      ');
  const bad = say('FAILED  ', 'FEHLER  ');
  const open = say('unknown ', 'offen   ');
  switch (found.check) {
    case 'bot_token':
      return found.ok
        ? [`${good}SLACK_BOT_TOKEN: ${found.team}, ${found.user}`]
        : [`${bad}SLACK_BOT_TOKEN: ${failureText(say, found.failure)}`];
    case 'app_token':
      return [found.ok ? `${good}SLACK_APP_TOKEN` : `${bad}SLACK_APP_TOKEN: ${failureText(say, found.failure)}`];
    case 'scopes':
      return [
        found.ok
          ? `${good}${say('scopes', 'Berechtigungen')}`
          : `${bad}${say('scopes missing', 'Berechtigungen fehlen')}: ${found.missing.join(', ')}`,
        ...(found.unneeded.length === 0
          ? []
          : [`        ${say('not needed', 'nicht nötig')}: ${found.unneeded.join(', ')}`]),
      ];
    case 'channel':
      if (found.ok) return [`${good}${say('channel', 'Kanal')} ${found.channel}`];
      return [`${bad}${found.failure === null ? noChannel(say) : channelText(say, found.failure)}`];
    case 'group':
      return found.ok
        ? [`${good}${say('user group', 'Benutzergruppe')} ${found.group}: ${found.members}`]
        : [`${bad}${say('user group', 'Benutzergruppe')} ${found.group}: ${failureText(say, found.failure)}`];
    case 'payload':
      if (found.ok === true) return [`${good}${found.name}`];
      if (found.ok === null) return [`${open}${found.name}: ${failureText(say, found.failure)}`];
      return [`${bad}${found.name}`, ...found.problems.map((problem) => `        ${problem}`)];
  }
}

function noChannel(say: Desk['say']): string {
  return say('no channel is chosen: /dunning setup here', 'kein Kanal gewählt: /dunning einrichten hier');
}

function channelText(say: Desk['say'], failure: CallFailure): string {
  const outside = failure.kind === 'refused' && ['not_in_channel', 'channel_not_found'].includes(failure.code);
  const text = failureText(say, failure);
  const todo = outside ? say('; invite the app with /invite', '; die App mit /invite einladen') : '';
  return `${say('channel', 'Kanal')}: ${text}${todo}`;
}

function failureText(say: Desk['say'], failure: CallFailure): string {
  switch (failure.kind) {
    case 'refused':
      return say(`Slack says ${failure.code}`, `Slack meldet ${failure.code}`);
    case 'rate_limited':
      return say('Slack asks to wait', 'Slack bittet zu warten');
    case 'unknown':
      return say('Slack was not reached', 'Slack ist nicht erreichbar');
  }
}
