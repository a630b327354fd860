// A process that starts compares what it remembers with the database. A database that has forgotten what was done on it
// was restored from a backup, or lost its last changes: sending is on hold until a person has looked.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  forgottenIntents,
  hasEverSent,
  insertGeneration,
  isKnownGeneration,
  keepAlive,
  recreateIntent,
  wasAliveSince,
} from '../../db/generations.ts';
import { holdSending } from '../../db/sending-control.ts';
import { command, type Work } from '../use-case.ts';

/** A database on which nobody has worked for so long was, perhaps, moved here from elsewhere. */
const SILENCE_MS = 10 * 60_000;

const REMEMBERED = z.strictObject({
  deliveryId: z.uuid(),
  epoch: z.int().positive(),
  at: z.iso.datetime(),
  transport: z.string(),
  payloadSha256: z.string(),
});

export const startGeneration = command({
  name: 'sending.start',
  summary:
    'Compares what a starting process remembers with the database; holds sending when the database has forgotten.',
  role: 'approver',
  input: z.strictObject({
    host: z.string().max(300),
    /** The id of this machine's last life on this database; null = it has none. */
    generation: z.uuid().nullable(),
    /** The intents in the journal beside the database. */
    intents: z.array(REMEMBERED),
  }),
  async run(work, { host, generation, intents }) {
    const forgotten = await forgottenIntents(work.db, intents);
    let inDoubt = 0;
    for (const intent of forgotten) if (await recreateIntent(work.db, intent)) inDoubt += 1;
    const reason = await suspicion(work, generation, { forgotten: forgotten.length, inDoubt });
    const id = randomUUID();
    await insertGeneration(work.db, id, { at: work.now, host });
    const isHeld =
      reason !== null &&
      (await holdSending(work.db, { cause: 'restored', reason, at: work.now, by: work.ctx.actor.name }));
    const note = {
      entity: 'sending',
      entityId: 'all',
      after: { held: true, forgotten: forgotten.length },
      remark: reason,
    };
    return { result: { generation: id, onHold: reason, inDoubt }, audit: isHeld ? [note] : [] };
  },
});

/** Why this database seems to be older than what was done on it; null = it does not. */
async function suspicion(
  work: Work,
  generation: string | null,
  { forgotten, inDoubt }: { forgotten: number; inDoubt: number },
): Promise<string | null> {
  if (forgotten > 0) {
    return `The database has forgotten ${forgotten} hand-overs that were begun; ${inDoubt} of them are now in doubt.`;
  }
  if (generation !== null) {
    if (await isKnownGeneration(work.db, generation)) return null;
    return 'The database does not know the last start of this machine: it was restored from an older backup.';
  }
  const isInUse = await wasAliveSince(work.db, work.ctx.clock.after(work.now, -SILENCE_MS));
  if (isInUse || !(await hasEverSent(work.db))) return null;
  return 'This machine has never worked on this database, and nobody has lately: it was moved or restored.';
}

export const stayAlive = command({
  name: 'sending.alive',
  summary: 'Notes that this process lives; several on one database know of each other by it.',
  role: 'approver',
  input: z.strictObject({ generation: z.uuid() }),
  async run(work, { generation }) {
    await keepAlive(work.db, generation, work.now);
    return { result: null, audit: [] };
  },
});
