// Messages of the double: chat.* and what a response URL does.
import { problemsOfBlocks, textOfBlocks } from './blocks.ts';
import { invalid, Refusal } from './errors.ts';
import { codePoints, LIMITS } from './limits.ts';
import { isObject, type Json } from './shape.ts';
import { type Channel, directChannel, type Ephemeral, type Message, type Workspace } from './workspace.ts';

export interface Content {
  text: string;
  blocks: Json[];
  warnings: string[];
}

/** Whether a file can be shown now; a file that was just uploaded cannot yet. */
export function fileReady(workspace: Workspace): (id: string) => boolean {
  return (id) => {
    const file = workspace.files.get(id);
    return file !== undefined && !file.deleted && file.readyAt !== null && file.readyAt <= workspace.now();
  };
}

/** Text and blocks of a post or an update, checked; blocks without an id get one. */
export function readContent(workspace: Workspace, args: Json, { bounded = true } = {}): Content {
  const text = typeof args.text === 'string' ? args.text : '';
  const blocks = args.blocks === undefined ? [] : args.blocks;
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  if (text === '' && blocks.length === 0) throw new Refusal('no_text');
  const problems = problemsOfBlocks(blocks, fileReady(workspace));
  if (problems.length > 0) throw invalid('invalid_blocks', problems);
  if (bounded && textOfBlocks(blocks) > LIMITS.message.blockText) throw new Refusal('msg_blocks_too_long');
  const tooLong = codePoints(text) > LIMITS.message.text;
  return {
    text: tooLong ? [...text].slice(0, LIMITS.message.text).join('') : text,
    blocks: withIds(workspace, blocks),
    warnings: tooLong ? ['message_truncated'] : [],
  };
}

/** Slack names every block that the app left without an id. */
export function withIds(workspace: Workspace, blocks: readonly Json[]): Json[] {
  return blocks.map((block) => ({ ...block, block_id: block.block_id ?? workspace.nextId('b') }));
}

/** The channel a call names, which the bot can see and write to. */
export function channelOf(workspace: Workspace, id: unknown): Channel {
  const name = String(id ?? '');
  if (workspace.people.has(name)) return directChannel(workspace, name);
  const channel = workspace.channels.get(name);
  const inside = channel?.members.has(workspace.botUser) ?? false;
  // To those outside, a private channel does not exist.
  if (channel === undefined || (channel.isPrivate && !inside)) throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  if (!inside) throw new Refusal('not_in_channel');
  return channel;
}

export function postMessage(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel);
  const { text, blocks, warnings } = readContent(workspace, args);
  const threadTs = threadOf(workspace, channel, args.thread_ts);
  const message: Message = {
    ts: workspace.nextTs(),
    channel: channel.id,
    user: workspace.botUser,
    text,
    blocks,
    threadTs,
    metadata: readMetadata(args.metadata),
    edited: { ts: '', times: 0 },
    deleted: false,
  };
  workspace.messages.push(message);
  return { ok: true, channel: channel.id, ts: message.ts, message: shown(workspace, message), ...noted(warnings) };
}

/** Without `blocks` an update that has a text drops the blocks there were. */
export function updateMessage(workspace: Workspace, args: Json): Json {
  const message = ownMessage(workspace, args);
  const { text, blocks, warnings } = readContent(workspace, args);
  message.text = text;
  message.blocks = blocks;
  if (args.metadata !== undefined) message.metadata = readMetadata(args.metadata);
  message.edited = { ts: workspace.nextTs(), times: message.edited.times + 1 };
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    text,
    message: shown(workspace, message),
    ...noted(warnings),
  };
}

export function deleteMessage(workspace: Workspace, args: Json): Json {
  const message = ownMessage(workspace, args);
  message.deleted = true;
  return { ok: true, channel: message.channel, ts: message.ts };
}

export function postEphemeral(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel);
  const user = String(args.user ?? '');
  if (!workspace.people.has(user) || !channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const content = readContent(workspace, args);
  const threadTs = threadOf(workspace, channel, args.thread_ts);
  const { ts } = showEphemeral(workspace, { channel: channel.id, user, threadTs, via: 'postEphemeral', ...content });
  return { ok: true, message_ts: ts };
}

export function showEphemeral(
  workspace: Workspace,
  shownNow: Pick<Ephemeral, 'channel' | 'user' | 'text' | 'blocks' | 'threadTs' | 'via'>,
): Ephemeral {
  const { channel, user, text, blocks, threadTs, via } = shownNow;
  const ephemeral = { ts: workspace.nextTs(), channel, user, text, blocks, threadTs, via, gone: false };
  workspace.ephemerals.push(ephemeral);
  return ephemeral;
}

export function scheduleMessage(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel);
  const postAt = Number(args.post_at);
  if (!(postAt * 1000 > workspace.now())) throw new Refusal('time_in_past');
  if (postAt * 1000 > workspace.now() + 120 * 86_400_000) throw new Refusal('time_too_far');
  readContent(workspace, args);
  const id = workspace.nextId('Q');
  workspace.scheduled.set(id, { channel: channel.id, ...args });
  return { ok: true, channel: channel.id, scheduled_message_id: id, post_at: postAt };
}

export function deleteScheduled(workspace: Workspace, args: Json): Json {
  if (!workspace.scheduled.delete(String(args.scheduled_message_id))) throw new Refusal('invalid_scheduled_message_id');
  return { ok: true };
}

export function permalink(workspace: Workspace, args: Json): Json {
  const { channel, ts } = ownMessage(workspace, { channel: args.channel, ts: args.message_ts });
  return {
    ok: true,
    channel,
    permalink: `https://${workspace.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
  };
}

/** A POST to a response URL: at most five, within thirty minutes. */
export function respond(workspace: Workspace, token: string, body: unknown): void {
  const known = workspace.responseUrls.get(token);
  if (known === undefined || workspace.now() - known.at > LIMITS.responseUrl.minutes * 60_000) {
    throw new Refusal('expired_url');
  }
  if (known.uses >= LIMITS.responseUrl.uses) throw new Refusal('used_url');
  if (!isObject(body)) throw new Refusal('invalid_payload');
  known.uses += 1;
  const { message } = known;
  if (body.delete_original === true) {
    if (message !== null && 'gone' in message) message.gone = true;
    else if (message !== null) message.deleted = true;
    return;
  }
  const content = readContent(workspace, body, { bounded: false });
  if (body.replace_original === true && message !== null) {
    message.text = content.text;
    message.blocks = content.blocks;
    return;
  }
  const { channel, user } = known;
  if (body.response_type === 'in_channel') {
    const ts = workspace.nextTs();
    const plain = { threadTs: null, metadata: null, edited: { ts: '', times: 0 }, deleted: false };
    workspace.messages.push({
      ts,
      channel,
      user: workspace.botUser,
      text: content.text,
      blocks: content.blocks,
      ...plain,
    });
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : null;
  showEphemeral(workspace, { channel, user, threadTs, via: 'response_url', ...content });
}

/** A message as Slack gives it back. */
export function shown(workspace: Workspace, message: Message): Json {
  return {
    type: 'message',
    user: message.user,
    bot_id: workspace.botId,
    app_id: workspace.appId,
    team: workspace.teamId,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.metadata === null ? {} : { metadata: message.metadata }),
    ...(message.edited.times === 0 ? {} : { edited: { user: message.user, ts: message.edited.ts } }),
  };
}

function ownMessage(workspace: Workspace, args: Json): Message {
  const channel = channelOf(workspace, args.channel);
  const found = workspace.messages.find(({ ts, channel: id }) => ts === args.ts && id === channel.id);
  if (found === undefined || found.deleted) throw new Refusal('message_not_found');
  if (found.user !== workspace.botUser) throw new Refusal('cant_update_message');
  return found;
}

function threadOf(workspace: Workspace, channel: Channel, ts: unknown): string | null {
  if (ts === undefined || ts === '') return null;
  const parent = workspace.messages.find((message) => message.ts === ts && message.channel === channel.id);
  if (parent === undefined || parent.deleted) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

function readMetadata(metadata: unknown): Json | null {
  if (metadata === undefined || metadata === null) return null;
  if (!isObject(metadata) || typeof metadata.event_type !== 'string' || !isObject(metadata.event_payload)) {
    throw new Refusal('invalid_metadata_format');
  }
  return metadata;
}

function noted(warnings: string[]): Json {
  return warnings.length === 0 ? {} : { warning: warnings[0], response_metadata: { warnings } };
}
