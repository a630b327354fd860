// An answer on its way between processes: its long lists in pieces, so that neither side ever holds it twice. A frame
// is its length (four bytes) and a cloned value; the first is the answer with its long lists empty, the others fill
// them.

import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const LENGTH_BYTES = 4;
const ITEMS_PER_FRAME = 1_000;
const END = 'end';

interface Head<A> {
  answer: A;
  lists: unknown[][];
}

/** What is said before there is an answer. */
interface News {
  news: unknown;
}

interface Piece {
  /** Number of the list in the order of the walk. */
  list: number;
  items: unknown[];
}

/** Writes an answer as frames, no faster than they are taken. The answer's long lists are empty afterwards. */
export async function writeFrames(to: Writable, answer: unknown): Promise<void> {
  const write = async (value: unknown): Promise<void> => {
    if (!writeFrame(to, value)) await once(to, 'drain');
  };
  const lists = longLists(answer);
  const contents = lists.map((list) => list.splice(0));
  await write({ answer, lists });
  for (const [list, items] of contents.entries()) {
    for (let at = 0; at < items.length; at += ITEMS_PER_FRAME) {
      await write({ list, items: items.slice(at, at + ITEMS_PER_FRAME) } satisfies Piece);
    }
  }
  await write(END);
}

/** Says how far it is while there is no answer yet. */
export function writeNews(to: Writable, news: unknown): void {
  writeFrame(to, { news } satisfies News);
}

/** Whether more is taken at once. */
function writeFrame(to: Writable, value: unknown): boolean {
  const bytes = serialize(value);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  to.write(length);
  return to.write(bytes);
}

/** The answer put together again; null when the other side ended before it was whole. */
export async function joinFrames<A>(
  from: Readable,
  heard: (news: unknown) => void = () => undefined,
): Promise<{ value: A } | null> {
  let head: Head<A> | null = null;
  for await (const bytes of framesOf(from)) {
    // The other side is this program, too.
    const frame = deserialize(bytes) as typeof END | News | Head<A> | Piece;
    if (frame === END) return head === null ? null : { value: head.answer };
    if ('news' in frame) heard(frame.news);
    else if ('lists' in frame) head = frame;
    else for (const item of frame.items) head?.lists[frame.list]?.push(item);
  }
  return null;
}

async function* framesOf(from: Readable): AsyncGenerator<Uint8Array> {
  let waiting: Buffer[] = [];
  let held = 0;
  let wanted: number | null = null;
  for await (const chunk of from) {
    waiting.push(chunk);
    held += chunk.length;
    // Pieces are put together only where a frame ends, so that a long one is not copied again with each of them.
    while (held >= (wanted ?? LENGTH_BYTES)) {
      const all = Buffer.concat(waiting);
      const length: number = wanted ?? LENGTH_BYTES;
      const frame = all.subarray(0, length);
      waiting = [all.subarray(length)];
      held -= length;
      if (wanted === null) wanted = frame.readUInt32BE();
      else {
        wanted = null;
        yield frame;
      }
    }
  }
}

/** Lists longer than a frame, wherever the answer holds them. */
function longLists(value: unknown, found: unknown[][] = []): unknown[][] {
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return found;
  if (!Array.isArray(value)) for (const one of Object.values(value)) longLists(one, found);
  else if (value.length > ITEMS_PER_FRAME) found.push(value);
  else for (const one of value) longLists(one, found);
  return found;
}
