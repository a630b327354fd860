// The Web API of the double: tokens, scopes, faults, then the method. Every call is kept, so that tests can count them.
import { problemsOfBlocks, problemsOfView } from './blocks.ts';
import * as directory from './directory.ts';
import type { Behind } from './emulated.ts';
import { Refusal } from './errors.ts';
import * as files from './files.ts';
import * as messages from './messages.ts';
import { isObject, type Json } from './shape.ts';
import * as views from './views.ts';
import type { Workspace } from './workspace.ts';

export interface Call {
  method: string;
  args: Json;
  /** Milliseconds since the server started. */
  atMs: number;
  /** The error it was answered with; null = ok. */
  error: string | null;
}

/** A call exactly as it came in. */
export interface Arrived {
  method: string;
  args: Json;
  headers: { authorization?: string | undefined; 'content-type'?: string | undefined };
  body: Buffer;
}

export interface Api {
  workspace: Workspace;
  tokens: { bot: string; app: string };
  revoked: boolean;
  scopes: Set<string>;
  base: string;
  fileProcessingMs: number;
  /** Called for `apps.connections.open`: the address of a new connection. */
  newConnection(): string;
  /** Who answers in place of this double; null = it does itself. */
  behind: Behind | null;
}

type Method = (api: Api, args: Json) => Json;
interface Route {
  scopes: (api: Api, args: Json) => readonly string[];
  token: 'bot' | 'app';
  run: Method;
}

const needs = (...scopes: string[]) => ({ scopes: () => scopes, token: 'bot' as const });
/** Reading about a conversation takes another scope for each kind of it. */
const conversation = {
  token: 'bot' as const,
  scopes: (api: Api, args: Json) => {
    const channel = api.workspace.channels.get(String(args.channel));
    if (channel?.with != null) return ['im:read'];
    return [channel?.isPrivate === true ? 'groups:read' : 'channels:read'];
  },
};

const ROUTES: Record<string, Route> = {
  'auth.test': { ...needs(), run: (api) => directory.authTest(api.workspace) },
  'apps.connections.open': {
    scopes: () => [],
    token: 'app',
    run: (api) => ({ ok: true, url: api.newConnection() }),
  },
  'chat.postMessage': { ...needs('chat:write'), run: (api, args) => messages.postMessage(api.workspace, args) },
  'chat.update': { ...needs('chat:write'), run: (api, args) => messages.updateMessage(api.workspace, args) },
  'chat.delete': { ...needs('chat:write'), run: (api, args) => messages.deleteMessage(api.workspace, args) },
  'chat.postEphemeral': { ...needs('chat:write'), run: (api, args) => messages.postEphemeral(api.workspace, args) },
  'chat.scheduleMessage': { ...needs('chat:write'), run: (api, args) => messages.scheduleMessage(api.workspace, args) },
  'chat.deleteScheduledMessage': {
    ...needs('chat:write'),
    run: (api, args) => messages.deleteScheduled(api.workspace, args),
  },
  'chat.getPermalink': { ...needs(), run: (api, args) => messages.permalink(api.workspace, args) },
  'views.open': { ...needs(), run: (api, args) => views.openView(api.workspace, args) },
  'views.push': { ...needs(), run: (api, args) => views.pushView(api.workspace, args) },
  'views.update': { ...needs(), run: (api, args) => views.updateView(api.workspace, args) },
  'views.publish': { ...needs(), run: (api, args) => views.publishView(api.workspace, args) },
  'users.info': { ...needs('users:read'), run: (api, args) => directory.userInfo(api.workspace, args, api.scopes) },
  'users.list': { ...needs('users:read'), run: (api) => directory.userList(api.workspace, api.scopes) },
  'users.lookupByEmail': {
    ...needs('users:read.email'),
    run: (api, args) => directory.userByEmail(api.workspace, args),
  },
  'usergroups.users.list': {
    ...needs('usergroups:read'),
    run: (api, args) => directory.groupMembers(api.workspace, args),
  },
  'usergroups.list': { ...needs('usergroups:read'), run: (api) => directory.groupList(api.workspace) },
  'conversations.info': { ...conversation, run: (api, args) => directory.channelInfo(api.workspace, args) },
  'conversations.members': { ...conversation, run: (api, args) => directory.channelMembers(api.workspace, args) },
  'conversations.join': { ...needs('channels:join'), run: (api, args) => directory.joinChannel(api.workspace, args) },
  'conversations.open': { ...needs('im:write'), run: (api, args) => directory.openDirect(api.workspace, args) },
  'files.getUploadURLExternal': {
    ...needs('files:write'),
    run: (api, args) => files.getUploadUrl(api.workspace, args, api.base),
  },
  'files.completeUploadExternal': {
    ...needs('files:write'),
    run: (api, args) => files.completeUpload(api.workspace, args, api.fileProcessingMs),
  },
  'files.info': { ...needs('files:read'), run: (api, args) => files.fileInfo(api.workspace, args) },
  'files.delete': { ...needs('files:write'), run: (api, args) => files.deleteFile(api.workspace, args) },
  'blocks.validate': { ...needs(), run: (_api, args) => validate(args) },
};

export const METHODS: readonly string[] = Object.keys(ROUTES);

/** Answers a call; a refusal is an answer too. */
export async function answerCall(api: Api, arrived: Arrived, token: string | null): Promise<Json> {
  try {
    if (api.behind !== null) return await api.behind.call(arrived);
    const { method, args } = arrived;
    const route = ROUTES[method];
    if (route === undefined) throw new Refusal('unknown_method', { req_method: method });
    if (token === null || token === '') throw new Refusal('not_authed');
    if (api.revoked && token === api.tokens.bot) throw new Refusal('token_revoked');
    if (token !== api.tokens.bot && token !== api.tokens.app) throw new Refusal('invalid_auth');
    if (token !== api.tokens[route.token]) throw new Refusal('not_allowed_token_type');
    const missing = route.scopes(api, args).find((scope) => !api.scopes.has(scope));
    if (missing !== undefined) {
      throw new Refusal('missing_scope', { needed: missing, provided: [...api.scopes].join(',') });
    }
    return route.run(api, args);
  } catch (error) {
    if (error instanceof Refusal) return error.body;
    throw error;
  }
}

/** Slack's own validator, as far as this double knows the rules: exactly one of blocks, message and view. */
function validate(args: Json): Json {
  const given = (['blocks', 'message', 'view'] as const).filter((name) => args[name] !== undefined);
  const [what] = given;
  if (given.length !== 1 || what === undefined) throw new Refusal('invalid_arguments');
  const problems =
    what === 'view'
      ? problemsOfView(args.view)
      : problemsOfBlocks(what === 'message' && isObject(args.message) ? args.message.blocks : args.blocks);
  if (problems.length === 0) return { ok: true };
  throw new Refusal(`invalid_${what}`, {
    errors: problems.map(({ message, pointer }) => ({ code: 'failed_constraint', message, pointer })),
  });
}
