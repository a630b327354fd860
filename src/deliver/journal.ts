// The journal of sending: one line per intent, appended and flushed to the disk before the provider is called. It lies
// beside the database and outlives it: the embedded database does not flush, and a restored backup does not know what
// was sent since.

import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from './durable-file.ts';

export interface JournalEntry {
  deliveryId: string;
  epoch: number;
  /** When the intent was written. */
  at: string;
  transport: string;
  payloadSha256: string;
}

export interface Journal {
  intended(entry: JournalEntry): Promise<void>;
  /** Everything on record; a line that a crash cut short counts for nothing, since no call followed it. */
  read(): Promise<JournalEntry[]>;
  /** Keeps the entries from an instant on. Only while nothing is being sent. */
  keepSince(at: string): Promise<void>;
}

/** `flush`: every line is on the disk before `intended` resolves. */
export function createJournal(path: string, { flush }: { flush: boolean }): Journal {
  const read = async () => (await textOf(path)).split('\n').flatMap(parse);
  return {
    async intended(entry) {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, 'a');
      try {
        // One write of one line: lines of several workers do not mix. It begins a new line by itself, since one that a
        // full disk cut short may stand before it.
        await file.appendFile(`\n${JSON.stringify(entry)}\n`);
        if (flush) await file.datasync();
      } finally {
        await file.close();
      }
    },
    read,
    async keepSince(at) {
      const kept = (await read()).filter((entry) => entry.at >= at);
      await writeDurably(path, new TextEncoder().encode(kept.map((entry) => `${JSON.stringify(entry)}\n`).join('')));
    },
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parse(line: string): JournalEntry[] {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? [entry] : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { deliveryId, epoch, at, transport, payloadSha256 } = value as Record<string, unknown>;
  const texts = [deliveryId, at, transport, payloadSha256];
  return typeof epoch === 'number' && texts.every((text) => typeof text === 'string');
}
