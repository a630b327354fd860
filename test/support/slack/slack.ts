// A local Slack: the Web API, Socket Mode and signed callbacks, and people who click and type. It refuses what Slack
// refuses. No real Slack can be had in tests: it has no free, private workspace that a test could fill and break.

import { BOT_SCOPES } from '../../../src/bot/manifest.ts';
import {
  actionOf,
  afterCommand,
  afterSubmit,
  emptyInputs,
  enteredValue,
  findElement,
  NothingThere,
  type Submitted,
  type Use,
} from './acts.ts';
import type { Api, Call } from './api.ts';
import {
  createSockets,
  deliverHttp,
  type HttpTarget,
  type Kind,
  type Oddity,
  type Outcome,
  type Retry,
  type Sent,
} from './delivery.ts';
import type { Behind } from './emulated.ts';
import { createFaults, type Faults } from './faults.ts';
import { LIMITS } from './limits.ts';
import * as payloads from './payloads.ts';
import { listen } from './server.ts';
import { isObject, type Json } from './shape.ts';
import { close, setValue } from './views.ts';
import {
  addChannel,
  addPerson,
  type Channel,
  createWorkspace,
  type Ephemeral,
  type Message,
  type Person,
  type View,
  type Workspace,
} from './workspace.ts';

export type { Channel, Ephemeral, Fault, Message, Outcome, Person, View };

import type { Fault } from './faults.ts';

/** The scopes of our own manifest: what needs any other is refused with missing_scope. */
export const SCOPES: readonly string[] = BOT_SCOPES;

export interface SlackOptions {
  scopes?: readonly string[];
  /** Where the app takes callbacks; without it everything goes over Socket Mode. */
  http?: HttpTarget;
  /** Milliseconds; default is the clock of the machine. */
  now?: () => number;
  /** How long Slack waits for the app, three seconds unless a test is not about that. */
  patienceMs?: number;
  /** How long an upload takes until it can be shown. */
  fileProcessingMs?: number;
  /** Another Slack that keeps the workspace, given the one of this double to fill. */
  behind?: (workspace: Workspace) => Promise<Behind>;
}

type Target = Message | Ephemeral | View;

export interface Slack {
  workspace: Workspace;
  /** Base address for `slackApiUrl`. */
  apiUrl: string;
  tokens: { bot: string; app: string };
  faults: Faults;
  /** Every call of the Web API so far, or those of one method. */
  calls(method?: string): Call[];
  /** Reads what stands in the channels, where another Slack keeps them. */
  look(): Promise<void>;
  person(name: string, more?: Partial<Person>): Person;
  channel(name: string, members?: readonly Person[], more?: Partial<Channel>): Channel;
  /** Callbacks go to this address from now on. */
  useHttp(target: HttpTarget): void;
  sockets: { count(): number; refresh(): void; cut(): void };
  revokeTokens(): void;
  /** Moves the double's clock on. */
  advance(ms: number): void;

  click(target: Target, actionId: string, by: Person, use?: Use): Promise<Outcome>;
  /** Enters values into the view and submits it: block id, then how its element is used. */
  submit(view: View, by: Person, entries?: Record<string, Use>): Promise<Outcome & Submitted>;
  closeView(view: View, by: Person): Promise<Outcome | null>;
  /** `/dunning pause RE-1`, given in a channel. */
  command(text: string, by: Person, channel: Channel): Promise<Outcome>;
  shortcut(callbackId: string, by: Person): Promise<Outcome>;
  event(event: Json, retry?: Retry): Promise<Outcome>;
  openHome(by: Person): Promise<Outcome>;
  /** The last delivery once more, as Slack does when it saw no answer. */
  again(retry?: Retry): Promise<Outcome>;
  /** Sends a command with something wrong about the request; HTTP only. */
  odd(text: string, by: Person, channel: Channel, odd: Oddity): Promise<{ outcome: Outcome; sent: Sent }>;

  messages(channel: Channel): Message[];
  lastMessage(channel: Channel): Message;
  thread(ts: string): Message[];
  /** What only this person was shown, oldest first. */
  ephemerals(by: Person): Ephemeral[];
  /** The topmost modal of a person. */
  modal(by: Person): View;
  home(by: Person): View;
  stop(): Promise<void>;
}

/** Starts the server on a free port, with an empty workspace. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  let shift = 0;
  const clock = options.now ?? Date.now;
  const workspace = createWorkspace(() => clock() + shift, options.patienceMs ?? LIMITS.patienceMs);
  const faults = createFaults();
  const behind = (await options.behind?.(workspace)) ?? null;
  const sockets = createSockets(workspace.appId, workspace.patienceMs);
  const api: Api = {
    workspace,
    tokens: { bot: 'xoxb-local-bot', app: 'xapp-local-app' },
    revoked: false,
    scopes: new Set(options.scopes ?? SCOPES),
    base: '',
    behind,
    fileProcessingMs: options.fileProcessingMs ?? 0,
    newConnection: () => `${api.base.replace('http', 'ws')}/link/?ticket=${workspace.nextId('k')}`,
  };
  const server = await listen(api, faults, sockets);
  const post = createPost(workspace, sockets, options.http ?? null);
  return {
    workspace,
    apiUrl: `${server.base}/api/`,
    tokens: api.tokens,
    faults,
    calls: (method) => server.calls.filter((call) => method === undefined || call.method === method),
    look: async () => behind?.look(),
    person: (name, more) => existing(behind, workspace.people, name) ?? addPerson(workspace, name, more),
    channel: (name, members = [], more = {}) => {
      const channel = existing(behind, workspace.channels, name) ?? addChannel(workspace, name, more);
      for (const { id } of members) channel.members.add(id);
      return channel;
    },
    useHttp: post.useHttp,
    sockets,
    revokeTokens: () => {
      api.revoked = true;
    },
    advance: (ms) => {
      shift += ms;
    },
    ...hands(workspace, post, behind, () => server.base),
    ...eyes(workspace),
    stop: async () => {
      await server.close();
      await behind?.close();
    },
  };
}

/** Another Slack knows its people and channels from the start. */
function existing<T extends { name: string; realName?: string }>(
  behind: Behind | null,
  all: ReadonlyMap<string, T>,
  name: string,
): T | undefined {
  return behind === null ? undefined : [...all.values()].find((one) => (one.realName ?? one.name) === name);
}

interface Post {
  useHttp(target: HttpTarget): void;
  deliver(kind: Kind, payload: Json, retry?: Retry | null): Promise<Outcome>;
  again(retry?: Retry): Promise<Outcome>;
  odd(kind: Kind, payload: Json, odd: Oddity): Promise<{ outcome: Outcome; sent: Sent }>;
}

function createPost(workspace: Workspace, sockets: ReturnType<typeof createSockets>, first: HttpTarget | null): Post {
  let target = first;
  let last: { kind: Kind; payload: Json } | null = null;
  const deliver: Post['deliver'] = async (kind, payload, retry = null) => {
    last = { kind, payload };
    if (target === null) return sockets.deliver(kind, payload, retry);
    const { patienceMs } = workspace;
    return (await deliverHttp({ patienceMs, ...target }, workspace.now(), kind, payload, retry)).outcome;
  };
  return {
    useHttp: (next) => {
      target = next;
    },
    deliver,
    again: (retry) => {
      if (last === null) throw new Error('nothing was delivered yet');
      return deliver(last.kind, last.payload, retry ?? null);
    },
    odd: (kind, payload, odd) => {
      if (target === null) throw new Error('odd requests go over HTTP');
      return deliverHttp(target, workspace.now(), kind, payload, null, odd);
    },
  };
}

type Hands = Pick<
  Slack,
  'click' | 'submit' | 'closeView' | 'command' | 'shortcut' | 'event' | 'openHome' | 'again' | 'odd'
>;

/** What people do. */
function hands(workspace: Workspace, post: Post, behind: Behind | null, base: () => string): Hands {
  const responseUrl = (by: Person, channel: string, message: Message | Ephemeral | null) => {
    const token = workspace.nextId('r');
    workspace.responseUrls.set(token, { channel, user: by.id, at: workspace.now(), uses: 0, message });
    return `${base()}/response/${token}`;
  };
  const commandOf = (line: string, by: Person, channel: Channel) => {
    const [command = '', ...rest] = line.split(' ');
    const said = { command, text: rest.join(' '), channel: channel.id, channelName: channel.name };
    return payloads.commandPayload(workspace, by, { ...said, responseUrl: responseUrl(by, channel.id, null) });
  };
  return {
    click: (target, actionId, by, use = {}) => {
      const { block, element } = findElement(blocksOf(target), actionId, use);
      const action = actionOf(block, element, use);
      if ('content' in target) enter(target, block, element, use);
      const place = placeOf(target, (message) => responseUrl(by, message.channel, message));
      return post.deliver('interactive', payloads.actionPayload(workspace, by, place, action));
    },
    submit: async (view, by, entries = {}) => {
      if (!view.open) throw new NothingThere('this view is closed');
      for (const [blockId, use] of Object.entries(entries)) enterInput(view, blockId, use);
      const empty = emptyInputs(view);
      if (empty.length > 0) throw new NothingThere(`required inputs are empty: ${empty.join(', ')}`);
      const outcome = await post.deliver('interactive', payloads.submissionPayload(workspace, by, view));
      if (!outcome.acked) return { ...outcome, errors: {}, closed: false };
      const after = behind === null ? afterSubmit(workspace, view, outcome.body) : behind.submitted(view, outcome.body);
      return { ...outcome, ...(await after) };
    },
    closeView: async (view, by) => {
      const stack = workspace.stacks.get(by.id) ?? [];
      close(workspace, view.id);
      stack.splice(stack.indexOf(view.id), 1);
      if (view.content.notify_on_close !== true) return null;
      return post.deliver('interactive', payloads.closedPayload(workspace, by, view, false));
    },
    command: async (line, by, channel) => {
      const outcome = await post.deliver('slash_commands', commandOf(line, by, channel));
      if (outcome.acked) afterCommand(workspace, by, channel.id, outcome.body);
      return outcome;
    },
    shortcut: (callbackId, by) => post.deliver('interactive', payloads.shortcutPayload(workspace, by, callbackId)),
    event: (event, retry) => post.deliver('events_api', payloads.eventPayload(workspace, event), retry),
    openHome: (by) => {
      const event = { type: 'app_home_opened', user: by.id, channel: 'D0HOME001', tab: 'home' };
      return post.deliver('events_api', payloads.eventPayload(workspace, event));
    },
    again: (retry) => post.again(retry),
    odd: (line, by, channel, odd) => post.odd('slash_commands', commandOf(line, by, channel), odd),
  };
}

function blocksOf(target: Target): Json[] {
  if ('content' in target) {
    if (!target.open) throw new NothingThere('this view is closed');
    return target.content.blocks as Json[];
  }
  if ('deleted' in target ? target.deleted : target.gone) throw new NothingThere('this message is gone');
  return target.blocks;
}

function placeOf(target: Target, responseUrl: (message: Message | Ephemeral) => string): payloads.Place {
  if ('content' in target) return { kind: 'view', view: target };
  return 'deleted' in target
    ? { kind: 'message', message: target, responseUrl: responseUrl(target) }
    : { kind: 'ephemeral', message: target, responseUrl: responseUrl(target) };
}

function enter(view: View, block: Json, element: Json, use: Use): void {
  const value = enteredValue(element, use);
  if (value === null || element.type === 'overflow') return;
  setValue(view.values, block, element, value);
}

function enterInput(view: View, blockId: string, use: Use): void {
  const block = (view.content.blocks as Json[]).find(({ block_id: id }) => id === blockId);
  const element = block === undefined ? undefined : (block.element ?? block.accessory);
  if (block === undefined || !isObject(element)) throw new NothingThere(`there is no input ${blockId}`);
  enter(view, block, element, use);
}

type Eyes = Pick<Slack, 'messages' | 'lastMessage' | 'thread' | 'ephemerals' | 'modal' | 'home'>;

/** What people see. */
function eyes(workspace: Workspace): Eyes {
  const messages = (channel: Channel) =>
    workspace.messages.filter((message) => message.channel === channel.id && !message.deleted);
  return {
    messages,
    lastMessage: (channel) => {
      const found = messages(channel)
        .filter(({ threadTs }) => threadTs === null)
        .at(-1);
      if (found === undefined) throw new NothingThere(`nothing was posted in ${channel.name}`);
      return found;
    },
    thread: (ts) => workspace.messages.filter((message) => message.threadTs === ts && !message.deleted),
    ephemerals: (by) => workspace.ephemerals.filter((message) => message.user === by.id && !message.gone),
    modal: (by) => {
      const id = workspace.stacks.get(by.id)?.at(-1);
      const view = id === undefined ? undefined : workspace.views.get(id);
      if (view === undefined || !view.open) throw new NothingThere(`${by.realName} has no modal open`);
      return view;
    },
    home: (by) => {
      const view = [...workspace.views.values()].find(({ type, user }) => type === 'home' && user === by.id);
      if (view === undefined) throw new NothingThere(`${by.realName} has no App Home yet`);
      return view;
    },
  };
}

/** All texts of a message, an ephemeral or a view, one a line, as a reader would meet them. */
export function textsOf(target: Target): string {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    for (const item of Array.isArray(value) ? value : []) walk(item);
    if (!isObject(value)) return;
    if (typeof value.text === 'string') found.push(value.text);
    if (typeof value.alt_text === 'string') found.push(value.alt_text);
    Object.values(value).forEach(walk);
  };
  walk('content' in target ? target.content : target.blocks);
  if (!('content' in target) && target.blocks.length === 0) found.push(target.text);
  return found.join('\n');
}
