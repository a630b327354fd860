// The start of a process on its database: what it remembers beside the database is compared with what the database
// says, then what was left in the middle is looked after.

import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Context } from './app/context.ts';
import { startGeneration } from './app/notices/restored.ts';
import { sweepInterrupted } from './app/notices/sweep.ts';
import type { Store } from './db/store.ts';
import { writeDurably } from './deliver/durable-file.ts';
import { createJournal, type Journal } from './deliver/journal.ts';

const JOURNAL_FILE = 'send-journal.jsonl';
const GENERATION_FILE = 'generation';
const DAY_MS = 24 * 60 * 60_000;
/** Longer than any doubt and than any backup one would restore unawares. */
const REMEMBERED_MS = 60 * DAY_MS;

/** The journal of sending on this machine. A server flushes by itself; there it only has to outlive the process. */
export function sendJournal(dataDir: string, store: Pick<Store, 'kind'>): Journal {
  return createJournal(join(dataDir, JOURNAL_FILE), { flush: store.kind === 'embedded' });
}

/** Returns the id of this life of the process; sending is on hold when the database has forgotten things. */
export async function boot(ctx: Context, dataDir: string): Promise<string> {
  const { clock, ports, store } = ctx;
  const journal = sendJournal(dataDir, store);
  const now = clock.now();
  await journal.keepSince(clock.after(now, -REMEMBERED_MS));
  const remembered = { generation: await generationIn(dataDir), intents: await journal.read() };
  const { generation, onHold, inDoubt } = await startGeneration(ctx, { host: hostname(), ...remembered });
  await writeDurably(join(dataDir, GENERATION_FILE), new TextEncoder().encode(`${generation}\n`));
  if (onHold !== null) ports.log('error', 'sending is on hold until a person has looked', { reason: onHold, inDoubt });
  // The embedded database has one process, which has just started: whatever was being handed over was interrupted.
  await sweepInterrupted(ctx, { leaseEndedBy: store.kind === 'server' ? now : clock.after(now, DAY_MS) });
  return generation;
}

/** For a database that was just set up on purpose: what this machine remembers of another one concerns it no more. */
export async function bootAnew(ctx: Context, dataDir: string): Promise<void> {
  for (const name of [GENERATION_FILE, JOURNAL_FILE]) await rm(join(dataDir, name), { force: true });
  await boot(ctx, dataDir);
}

async function generationIn(dataDir: string): Promise<string | null> {
  try {
    const text = (await readFile(join(dataDir, GENERATION_FILE), 'utf8')).trim();
    return /^[0-9a-f-]{36}$/.test(text) ? text : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
