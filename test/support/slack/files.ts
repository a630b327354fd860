// Files of the double: the three calls of an upload, and a file that can be shown only after a while.
import { Refusal } from './errors.ts';
import { channelOf } from './messages.ts';
import type { Json } from './shape.ts';
import type { StoredFile, Workspace } from './workspace.ts';

export function getUploadUrl(workspace: Workspace, args: Json, base: string): Json {
  const length = Number(args.length);
  if (!Number.isInteger(length) || length <= 0) throw new Refusal('invalid_arguments');
  if (typeof args.filename !== 'string' || args.filename === '') throw new Refusal('missing_argument');
  const id = workspace.nextId('F');
  workspace.files.set(id, {
    id,
    name: args.filename,
    title: args.filename,
    length,
    bytes: null,
    mimetype: '',
    readyAt: null,
    altText: typeof args.alt_txt === 'string' ? args.alt_txt : null,
    channel: null,
    threadTs: null,
    deleted: false,
  });
  return { ok: true, file_id: id, upload_url: `${base}/upload/${id}` };
}

/** The bytes themselves; they must be as many as were announced. */
export function receiveBytes(workspace: Workspace, id: string, bytes: Uint8Array): boolean {
  const file = workspace.files.get(id);
  if (file === undefined || file.bytes !== null || bytes.length !== file.length) return false;
  file.bytes = bytes;
  return true;
}

export function completeUpload(workspace: Workspace, args: Json, processingMs: number): Json {
  const listed = Array.isArray(args.files) ? (args.files as Json[]) : [];
  if (listed.length === 0) throw new Refusal('invalid_arguments');
  const channel = args.channel_id === undefined ? null : channelOf(workspace, args.channel_id).id;
  const files = listed.map(({ id, title }) => {
    const file = workspace.files.get(String(id));
    if (file?.bytes == null) throw new Refusal('file_not_found');
    file.title = typeof title === 'string' ? title : file.name;
    file.channel = channel;
    file.threadTs = typeof args.thread_ts === 'string' ? args.thread_ts : null;
    file.readyAt = workspace.now() + processingMs;
    return file;
  });
  if (channel !== null) files.forEach((file) => void share(workspace, file, channel));
  return { ok: true, files: files.map(({ id, title }) => ({ id, title })) };
}

/** While a file is being processed its type is not known yet. */
export function fileInfo(workspace: Workspace, args: Json): Json {
  const file = heldFile(workspace, args.file);
  const ready = file.readyAt !== null && file.readyAt <= workspace.now();
  return {
    ok: true,
    file: {
      id: file.id,
      name: file.name,
      title: file.title,
      mimetype: ready ? typeOf(file) : '',
      size: file.length,
      alt_txt: file.altText,
      channels: file.channel === null ? [] : [file.channel],
    },
  };
}

export function deleteFile(workspace: Workspace, args: Json): Json {
  heldFile(workspace, args.file).deleted = true;
  return { ok: true };
}

function heldFile(workspace: Workspace, id: unknown): StoredFile {
  const file = workspace.files.get(String(id ?? ''));
  if (file === undefined || file.deleted || file.readyAt === null) throw new Refusal('file_not_found');
  return file;
}

/** A shared file appears as a message of the bot, in the channel or the thread. */
function share(workspace: Workspace, file: StoredFile, channel: string): void {
  workspace.messages.push({
    ts: workspace.nextTs(),
    channel,
    user: workspace.botUser,
    text: `[file ${file.title}]`,
    blocks: [],
    threadTs: file.threadTs,
    metadata: null,
    edited: { ts: '', times: 0 },
    deleted: false,
  });
}

function typeOf(file: StoredFile): string {
  if (file.name.endsWith('.png')) return 'image/png';
  return file.name.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream';
}
