// A provider that stays silent, or answers only errors, is left alone for growing times by all workers: every notice
// that it is asked about meanwhile would be one more in doubt. What tells whether it is back is a harmless question,
// where the transport has one; else the next notice after the rest.

import type { TransportPort } from '../../core/transport.ts';
import { countDoubt, countSilence, endRest, forgetSilence, takeProbe } from '../../db/silence.ts';
import { type Context, servedChannels, transportFor } from '../context.ts';

/** So many doubts one after the other are silence, whatever the answer to a harmless question. */
const DOUBTS = 3;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 60 * 60_000;
const ANSWER_WITHIN_MS = 10_000;
/** Whoever took the turn to ask may have ended; then it is somebody else's. */
const PROBE_WITHIN_MS = 60_000;

/** Hears of every hand-over of a worker; rests the transport for everybody when it is silent. */
export function breaker(ctx: Context): (transport: TransportPort, isCertain: boolean) => Promise<void> {
  /** Transports of whose doubts nothing is known, or that have some. */
  const doubtful = new Set(servedChannels(ctx.ports).map((channel) => transportFor(ctx.ports, channel).name));
  return async (transport, isCertain) => {
    const { name } = transport;
    if (isCertain) {
      // Most answers follow an answer: nothing is to be written then.
      if (doubtful.delete(name)) await forgetSilence(ctx.store.db, name);
      return;
    }
    doubtful.add(name);
    const { doubts, isLeftAlone } = await countDoubt(ctx.store.db, name);
    // What was under way when it fell silent says nothing new.
    if (isLeftAlone) return;
    if (doubts >= DOUBTS || !(await isAwake(ctx, transport))) await silent(ctx, transport, null);
  };
}

/** Asks the silent transports whose rest is over, one process for all; what answers takes hand-overs again. */
export async function askSilentTransports(ctx: Context): Promise<void> {
  const { db } = ctx.store;
  const now = ctx.clock.now();
  const transports = new Set(servedChannels(ctx.ports).map((channel) => transportFor(ctx.ports, channel)));
  for (const transport of transports) {
    const turn = ctx.clock.after(now, PROBE_WITHIN_MS);
    if (!(await takeProbe(db, transport.name, now, turn))) continue;
    if (!(await isAwake(ctx, transport))) await silent(ctx, transport, turn);
    else if (transport.isAwake === undefined) await endRest(db, transport.name);
    else await forgetSilence(db, transport.name);
  }
}

/** A transport that cannot be asked is taken to be awake: its next notice shows, and what was counted stays. */
async function isAwake({ clock }: Context, transport: TransportPort): Promise<boolean> {
  if (transport.isAwake === undefined) return true;
  return transport.isAwake(clock.deadline(ANSWER_WITHIN_MS)).catch(() => false);
}

/** `turn` is until when it was this process's to ask; null = a hand-over showed it. */
async function silent({ clock, store, ports }: Context, { name }: TransportPort, turn: string | null): Promise<void> {
  const reason = `${name} does not answer, or with errors only`;
  const rest = { now: clock.now(), firstMs: FIRST_REST_MS, longestMs: LONGEST_REST_MS, reason };
  const times = await countSilence(store.db, name, rest, turn);
  if (times === null) return;
  ports.log('warn', 'a provider is silent and left alone for a while', { transport: name, times });
}
