// What a Slack workspace holds: people, groups, channels, messages, files, views. Plain state, no rules.
import type { Json } from './shape.ts';

export interface Person {
  id: string;
  name: string;
  realName: string;
  email: string;
  locale: 'de-DE' | 'en-US' | 'en-GB';
  timeZone: string;
  /** Another workspace, for people of a shared channel. */
  teamId: string;
  guest: boolean;
  bot: boolean;
  deactivated: boolean;
}

export interface Group {
  id: string;
  handle: string;
  members: string[];
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  archived: boolean;
  members: Set<string>;
  /** Whom a direct message is with. */
  with: string | null;
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: Json[];
  threadTs: string | null;
  metadata: Json | null;
  edited: { ts: string; times: number };
  deleted: boolean;
}

/** What only one person sees, posted by `chat.postEphemeral`, a response URL, or as the answer to a command. */
export interface Ephemeral {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: Json[];
  threadTs: string | null;
  via: 'postEphemeral' | 'response_url' | 'ack';
  gone: boolean;
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  user: string;
  /** As the app sent it, with every block given an id. */
  content: Json;
  hash: string;
  /** What the person has entered: block id, then action id. */
  values: Record<string, Record<string, Json>>;
  rootId: string;
  previousId: string | null;
  externalId: string | null;
  open: boolean;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  length: number;
  bytes: Uint8Array | null;
  mimetype: string;
  /** When it can be shown; null until its upload is completed. */
  readyAt: number | null;
  altText: string | null;
  channel: string | null;
  threadTs: string | null;
  deleted: boolean;
}

export interface Trigger {
  user: string;
  at: number;
  used: boolean;
  /** The view the person was in, for views.push. */
  view: string | null;
}

export interface ResponseUrl {
  channel: string;
  user: string;
  at: number;
  uses: number;
  message: Message | Ephemeral | null;
}

export interface Workspace {
  teamId: string;
  domain: string;
  appId: string;
  botUser: string;
  botId: string;
  people: Map<string, Person>;
  groups: Map<string, Group>;
  channels: Map<string, Channel>;
  messages: Message[];
  ephemerals: Ephemeral[];
  scheduled: Map<string, Json>;
  files: Map<string, StoredFile>;
  views: Map<string, View>;
  /** Open modals of a person, the topmost last. */
  stacks: Map<string, string[]>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  /** How long Slack waits for the app to answer, and for a trigger to be used. */
  patienceMs: number;
  /** Milliseconds; a test may move it. */
  now(): number;
  /** A new timestamp id of a message; never the same twice. */
  nextTs(): string;
  nextId(prefix: string): string;
}

export const TEAM = 'T0DULY001';

export function createWorkspace(now: () => number, patienceMs: number): Workspace {
  let counter = 0;
  let lastTs = '';
  const nextId = (prefix: string) => {
    counter += 1;
    return `${prefix}0${counter.toString(36).toUpperCase().padStart(8, '0')}`;
  };
  return {
    teamId: TEAM,
    domain: 'nordwind',
    appId: 'A0DULY001',
    botUser: 'U0DULYBOT',
    botId: 'B0DULY001',
    people: new Map(),
    groups: new Map(),
    channels: new Map(),
    messages: [],
    ephemerals: [],
    scheduled: new Map(),
    files: new Map(),
    views: new Map(),
    stacks: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    patienceMs,
    now,
    nextId,
    nextTs: () => {
      counter += 1;
      const ts = `${Math.floor(now() / 1000)}.${String(counter % 1_000_000).padStart(6, '0')}`;
      lastTs = ts > lastTs ? ts : `${lastTs.slice(0, -6)}${String(counter % 1_000_000).padStart(6, '0')}`;
      return lastTs;
    },
  };
}

export function addPerson(workspace: Workspace, name: string, more: Partial<Person> = {}): Person {
  const id = more.id ?? workspace.nextId('U');
  const person: Person = {
    id,
    name: name.toLowerCase().replaceAll(/\W+/g, '.'),
    realName: name,
    email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@nordwind.example.com`,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    teamId: workspace.teamId,
    guest: false,
    bot: false,
    deactivated: false,
    ...more,
  };
  workspace.people.set(id, person);
  return person;
}

export function addChannel(workspace: Workspace, name: string, more: Partial<Channel> = {}): Channel {
  const channel: Channel = {
    id: more.id ?? workspace.nextId('C'),
    name,
    isPrivate: false,
    archived: false,
    members: new Set([workspace.botUser]),
    with: null,
    ...more,
  };
  workspace.channels.set(channel.id, channel);
  return channel;
}

/** The direct message channel between the bot and a person; made when first used. */
export function directChannel(workspace: Workspace, user: string): Channel {
  const known = [...workspace.channels.values()].find((channel) => channel.with === user);
  const id = workspace.nextId('D');
  return (
    known ?? addChannel(workspace, '', { id, isPrivate: true, with: user, members: new Set([workspace.botUser, user]) })
  );
}
