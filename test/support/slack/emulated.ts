// A second Slack, which nobody here wrote: the npm package emulate keeps people, channels, messages, threads, files and
// modals; the double in front of it hands every call on as it came and does only what emulate cannot.
import { createEmulator, type Emulator } from 'emulate';
import { BOT_SCOPES } from '../../../src/bot/manifest.ts';
import { afterSubmit, type Submitted } from './acts.ts';
import type { Arrived } from './api.ts';
import { Refusal } from './errors.ts';
import { showEphemeral } from './messages.ts';
import { isObject, type Json } from './shape.ts';
import { exchange, initialValues, replace } from './views.ts';
import { addChannel, addPerson, type Message, type View, type Workspace } from './workspace.ts';

/** Another keeper of the workspace, behind the double. */
export interface Behind {
  /** Answers a call of the Web API; throws a Refusal for a method that it does not know. */
  call(arrived: Arrived): Promise<Json>;
  /** What the app's answer to a submission does to the person's modals. */
  submitted(view: View, answer: unknown): Promise<Submitted>;
  /** Reads what stands in the channels now. */
  look(): Promise<void>;
  close(): Promise<void>;
}

const BOT = 'xoxb-local-bot';
/** Sees every channel; only for looking. */
const READER = 'xoxp-reader';

/** Starts emulate with these people, all in one channel, and takes its ids over into the workspace. */
export async function startEmulated(workspace: Workspace, people: readonly string[], channel: string): Promise<Behind> {
  const bot = { bot_id: 'B0DULY001', bot_user_id: 'U0DULYBOT', app_id: workspace.appId };
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        users: people.map((name) => ({ name: name.toLowerCase(), real_name: name, email: `${name}@example.com` })),
        channels: [{ name: channel }],
        oauth_apps: [
          { ...bot, client_id: '1', client_secret: '1', name: 'Duly', redirect_uris: [], scopes: BOT_SCOPES },
        ],
        // Without a scope of our own manifest a method is refused.
        strict_scopes: true,
        tokens: [
          { token: BOT, type: 'bot', user: bot.bot_user_id, scopes: BOT_SCOPES, ...bot },
          { token: READER, type: 'user', user: 'admin' },
        ],
      },
    },
  });
  const ask = (method: string, args: Record<string, string>, token = READER) => callWith(emulator, token, method, args);
  await takeOver(workspace, people, ask);
  const mirror = mirrorOf(workspace);
  const forward = async (arrived: Arrived): Promise<Json> => {
    const { method, args } = arrived;
    let { body } = arrived;
    let user = String(args.user_id ?? '');
    if (method === 'views.open' || method === 'views.push') {
      // Nothing was clicked in emulate: it gives out a trigger for this person now, in place of the double's own.
      const trigger = exchange(workspace, args.trigger_id);
      user = trigger.user;
      const about = { user_id: user, ...(trigger.view === null ? {} : { view_id: trigger.view }) };
      const { trigger_id: minted } = await ask('views.generateTriggerId', about, BOT);
      body = withField(arrived, 'trigger_id', String(minted));
    }
    const answer = await passOn(emulator, { ...arrived, body });
    if (answer.ok === true) mirror(method, args, answer, user);
    return answer;
  };
  return {
    call: forward,
    submitted: async (view, answer) => {
      const action = isObject(answer) ? answer.response_action : undefined;
      if (!isObject(answer) || action !== 'update') return afterSubmit(workspace, view, answer);
      // Slack does by itself what the answer says; emulate has to be told.
      const replaced = await ask('views.update', { view_id: view.id, view: JSON.stringify(answer.view) }, BOT);
      if (replaced.ok !== true)
        throw new Error(`emulate refused the answer to a submission: ${String(replaced.error)}`);
      mirror('views.update', {}, replaced, view.user);
      return { errors: {}, closed: false };
    },
    look: async () => {
      workspace.messages = await messagesIn(workspace, ask);
    },
    close: () => emulator.close(),
  };
}

type Ask = (method: string, args: Record<string, string>, token?: string) => Promise<Json>;

async function callWith(emulator: Emulator, token: string, method: string, args: Record<string, string>) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
  return passOn(emulator, { method, headers, body: Buffer.from(new URLSearchParams(args).toString()) });
}

/** The call as it came, byte for byte. */
async function passOn(emulator: Emulator, { method, headers, body }: Omit<Arrived, 'args'>): Promise<Json> {
  const { authorization = '', 'content-type': type = '' } = headers;
  const init = { method: 'POST', headers: { authorization, 'content-type': type }, body: new Uint8Array(body) };
  const response = await fetch(`${emulator.url}/api/${method}`, init);
  if (response.status === 404) throw new Refusal('unknown_method', { req_method: method });
  return (await response.json()) as Json;
}

function withField({ headers, body }: Arrived, name: string, value: string): Buffer {
  if (headers['content-type']?.startsWith('application/json')) {
    return Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), [name]: value }));
  }
  const fields = new URLSearchParams(body.toString());
  fields.set(name, value);
  return Buffer.from(fields.toString());
}

/** Who and where, under the ids that emulate gave them. */
async function takeOver(workspace: Workspace, people: readonly string[], ask: Ask): Promise<void> {
  const me = await ask('auth.test', {}, BOT);
  Object.assign(workspace, { teamId: me.team_id, botUser: me.user_id, botId: me.bot_id });
  const { members } = (await ask('users.list', {})) as { members: { id: string; real_name: string }[] };
  const known = members.filter((member) => people.includes(member.real_name));
  for (const { id, real_name: name } of known) addPerson(workspace, name, { id, email: `${name}@example.com` });
  const { channels } = (await ask('conversations.list', {})) as { channels: { id: string; name: string }[] };
  for (const { id, name } of channels) {
    addChannel(workspace, name, { id, members: new Set([workspace.botUser, ...known.map((member) => member.id)]) });
  }
}

/** Keeps what emulate answered, so that people can click on it: modals and what only one person sees. */
function mirrorOf(workspace: Workspace) {
  const keep = (shown: Json, user: string): View => {
    const id = String(shown.id);
    const known = workspace.views.get(id);
    if (known !== undefined) replace(workspace, known, shown);
    const view: View = known ?? {
      id,
      type: shown.type === 'home' ? 'home' : 'modal',
      user,
      content: shown,
      hash: '',
      values: initialValues(shown),
      rootId: String(shown.root_view_id),
      previousId: typeof shown.previous_view_id === 'string' ? shown.previous_view_id : null,
      externalId: null,
      open: true,
    };
    view.hash = String(shown.hash);
    workspace.views.set(id, view);
    return view;
  };
  return (method: string, args: Json, answer: Json, user: string): void => {
    if (method === 'chat.postEphemeral') {
      const { channel, user: to, text, blocks = [], thread_ts: threadTs = null } = args as unknown as Told;
      showEphemeral(workspace, { channel, user: to, text, blocks, threadTs, via: 'postEphemeral' });
    }
    if (!method.startsWith('views.') || !isObject(answer.view)) return;
    const view = keep(answer.view, user);
    const stack = workspace.stacks.get(user) ?? [];
    if (method === 'views.open') workspace.stacks.set(user, [view.id]);
    if (method === 'views.push') workspace.stacks.set(user, [...stack, view.id]);
  };
}

interface Told {
  channel: string;
  user: string;
  text: string;
  blocks?: Json[];
  thread_ts?: string;
}

interface Standing {
  ts: string;
  user: string;
  text?: string;
  blocks?: Json[];
  thread_ts?: string;
  metadata?: Json;
  edited?: { ts: string };
}

/** Every message of every channel with its thread, oldest first. */
async function messagesIn(workspace: Workspace, ask: Ask): Promise<Message[]> {
  const found: Message[] = [];
  for (const { id: channel } of workspace.channels.values()) {
    const { messages = [] } = (await ask('conversations.history', { channel })) as { messages?: Standing[] };
    for (const { ts } of messages.toReversed()) {
      const replies = (await ask('conversations.replies', { channel, ts })) as unknown as { messages: Standing[] };
      found.push(...replies.messages.map((message) => messageOf(channel, message)));
    }
  }
  return found;
}

function messageOf(
  channel: string,
  { ts, user, text = '', blocks = [], metadata, edited, ...rest }: Standing,
): Message {
  const threadTs = rest.thread_ts === undefined || rest.thread_ts === ts ? null : rest.thread_ts;
  const times = edited === undefined ? 0 : 1;
  const change = { ts: edited?.ts ?? '', times };
  return { ts, channel, user, text, blocks, threadTs, metadata: metadata ?? null, edited: change, deleted: false };
}
