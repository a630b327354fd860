// People click, submit and type in the local Slack, and a real Bolt app hears of it: over Socket Mode and over HTTP.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import { send } from '../support/slack/delivery.ts';
import { type Channel, type Person, type Slack, startSlack, textsOf } from '../support/slack/slack.ts';

const SECRET = 'local-signing-secret';
const QUIET = { logLevel: LogLevel.ERROR };

interface Stage {
  slack: Slack;
  app: App;
  anna: Person;
  channel: Channel;
}

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function socketStage(): Promise<Stage> {
  const slack = await startSlack();
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    installerOptions: { clientOptions },
    clientPingTimeout: 300,
    ...QUIET,
  });
  const app = new App({ token: slack.tokens.bot, receiver, clientOptions, ...QUIET });
  return stage(slack, app);
}

async function httpStage(): Promise<Stage> {
  const slack = await startSlack();
  const port = await freePort();
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({ token: slack.tokens.bot, signingSecret: SECRET, port, clientOptions, ...QUIET });
  slack.useHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET });
  return stage(slack, app);
}

async function stage(slack: Slack, app: App): Promise<Stage> {
  await app.start();
  endings.push(
    () => slack.stop(),
    () => app.stop(),
  );
  const anna = slack.person('Anna');
  const channel = slack.channel('mahnwesen', [anna]);
  teach(app);
  return { slack, app, anna, channel };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const askButton: KnownBlock = {
  type: 'actions',
  block_id: 'a',
  elements: [{ type: 'button', action_id: 'ask', text: plain('Ask'), value: '7' }],
};

/** A small app that uses every way in and out. */
function teach(app: App): void {
  app.command('/dunning', async ({ command, ack, respond, client }) => {
    if (command.text === 'silent') return;
    if (command.text === 'later') {
      await ack();
      await respond({ text: 'later', response_type: 'ephemeral' });
      return;
    }
    await ack(`heard: ${command.text}`);
    await client.chat.postMessage({ channel: command.channel_id, text: 'Run', blocks: [askButton] });
  });
  app.action('ask', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    const input: KnownBlock = {
      type: 'input',
      block_id: 'why',
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'text' },
    };
    const view = {
      type: 'modal' as const,
      callback_id: 'reason',
      title: plain('Ask'),
      submit: plain('Send'),
      blocks: [input],
    };
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  app.view('reason', async ({ ack, view }) => {
    const said = view.state.values.why?.text?.value;
    if (said === 'wrong') await ack({ response_action: 'errors', errors: { why: 'Not this.' } });
    else await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [askButton] } });
  });
}

describe.each([
  ['Socket Mode', socketStage],
  ['HTTP', httpStage],
] as const)('over %s', (_name, start) => {
  test('a command, a click, a modal with a wrong and a right answer, and the home', async () => {
    const { slack, anna, channel } = await start();
    await slack.command('/dunning pause RE–1 bis „morgen“', anna, channel);
    expect(slack.ephemerals(anna).map(textsOf)).toEqual(['heard: pause RE–1 bis „morgen“']);
    const message = await until(() => slack.lastMessage(channel));
    expect(await slack.click(message, 'ask', anna)).toMatchObject({ acked: true });
    const view = await until(() => slack.modal(anna));
    await expect(slack.submit(view, anna)).rejects.toThrow('required inputs are empty: why');
    const wrong = await slack.submit(view, anna, { why: { text: 'wrong' } });
    expect(wrong).toMatchObject({ errors: { why: 'Not this.' }, closed: false });
    const right = await slack.submit(view, anna, { why: { text: 'right' } });
    expect(right).toMatchObject({ errors: {}, closed: true });
    await slack.openHome(anna);
    expect(textsOf(await until(() => slack.home(anna)))).toContain('Ask');
  });

  test('an answer that comes later goes through the response URL', async () => {
    const { slack, anna, channel } = await start();
    await slack.command('/dunning later', anna, channel);
    const [answer] = await until(() => {
      const shown = slack.ephemerals(anna);
      if (shown.length === 0) throw new Error('nothing yet');
      return shown;
    });
    expect(answer).toMatchObject({ text: 'later', via: 'response_url' });
  });

  test('a click on what is not there fails in the hand', async () => {
    const { slack, anna, channel } = await start();
    await slack.command('/dunning x', anna, channel);
    const message = await until(() => slack.lastMessage(channel));
    expect(() => slack.click(message, 'approve', anna)).toThrow('there is no approve; there is: ask');
  });
});

test('a command that nobody acknowledges is an error after three seconds', async () => {
  const { slack, anna, channel } = await socketStage();
  const outcome = await slack.command('/dunning silent', anna, channel);
  expect(outcome).toMatchObject({ acked: false, status: 0 });
  expect(outcome.ms).toBeGreaterThan(2_900);
});

test('after a planned disconnect the app comes back on a new connection', async () => {
  const { slack, anna, channel } = await socketStage();
  slack.sockets.refresh();
  expect(await slack.command('/dunning x', anna, channel)).toMatchObject({ acked: false });
  await until(() => {
    if (slack.sockets.count() === 0) throw new Error('not yet');
  });
  expect(await slack.command('/dunning x', anna, channel)).toMatchObject({ acked: true });
});

test('requests are signed: a wrong secret, an old time or a missing signature is refused, a replay is the same bytes', async () => {
  const { slack, anna, channel } = await httpStage();
  const odd = async (how: Parameters<Slack['odd']>[3]) =>
    (await slack.odd('/dunning x', anna, channel, how)).outcome.status;
  expect(await odd({})).toBe(200);
  expect(await odd({ secret: 'other' })).toBe(401);
  expect(await odd({ skewSeconds: -301 })).toBe(401);
  expect(await odd({ headers: { 'x-slack-signature': null } })).toBe(401);
  const { sent } = await slack.odd('/dunning x', anna, channel, {});
  expect(await send(sent)).toMatchObject({ status: 200 });
});

test('a delivery is repeated with the same payload and the number of the retry', async () => {
  const { slack, app, anna } = await httpStage();
  const seen: unknown[] = [];
  app.use(async ({ context, next }) => {
    seen.push([context.retryNum, context.retryReason]);
    await next();
  });
  await slack.openHome(anna);
  await slack.again({ attempt: 1, reason: 'http_timeout' });
  expect(seen).toEqual([
    [undefined, undefined],
    [1, 'http_timeout'],
  ]);
});

/** What `look` finds, as soon as it finds it; at most half a minute. */
async function until<T>(look: () => T): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return look();
    } catch (error) {
      if (tries > 1_500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
