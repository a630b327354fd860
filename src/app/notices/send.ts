// Sending what waits: one delivery by its id (the queue's way), or everything whose time has come (the direct way).
// The protocol of a single delivery is in send-one.ts.

import { z } from 'zod';
import { deferDeliveries, dueDeliveryIds } from '../../db/deliveries.ts';
import { describeDbError } from '../../db/errors.ts';
import { everyPlanRow } from '../../db/plans.ts';
import { readSendingHolds } from '../../db/sending-control.ts';
import { type Context, servedChannels, transportFor } from '../context.ts';
import { operation, startWork } from '../use-case.ts';
import { askSilentTransports, breaker } from './breaker.ts';
import { type SendOutcome, type SendTools, sendOne } from './send-one.ts';
import { sqlDesk } from './sql-desk.ts';
import { nextOpening } from './window.ts';

export interface SendSummary {
  sent: number;
  cancelled: number;
  failed: number;
  unknown: number;
  /** In doubt, and only a person can find out. */
  needs_review: number;
  /** Not tried: outside the plan's sending window, or put off. */
  waiting: number;
  /** Sending is on hold: nothing was tried. */
  onHold: boolean;
  /** False: the outbox folder took them, nothing left the machine. */
  leftMachine: boolean;
}

const NOTHING = { sent: 0, cancelled: 0, failed: 0, unknown: 0, needs_review: 0, waiting: 0 };

export const sendDue = operation({
  name: 'delivery.send_due',
  summary: 'Hands over the deliveries that wait, inside their sending window.',
  role: 'approver',
  input: z.strictObject({
    limit: z.int().min(1).max(100_000).default(10_000),
    /** Deliveries under way at the same time. */
    atOnce: z.int().min(1).max(50).default(1),
  }),
  async run(ctx, { limit, atOnce }): Promise<SendSummary> {
    const summary = { ...NOTHING, onHold: false, leftMachine: ctx.ports.transport.leavesMachine };
    const due = await dueForSending(ctx, limit);
    if (due === null) return { ...summary, onHold: true };
    summary.waiting = due.waiting;
    const tools = sendTools(ctx);
    await eachOf(due.ids, atOnce, async (id) => {
      const outcome = await sendOne(tools, id);
      if (outcome !== null) summary[outcome] += 1;
    });
    return summary;
  },
});

export const sendDelivery = operation({
  name: 'delivery.send',
  summary: 'Hands over one delivery, if its time has come and nobody else does.',
  role: 'approver',
  input: z.strictObject({ delivery: z.uuid() }),
  run: (ctx, { delivery }): Promise<SendOutcome | null> => sendOne(sendTools(ctx), delivery),
});

/**
 * Hands over deliveries, several at a time; each by itself, but what they read and write goes together. Once `stopping`
 * is aborted none is begun. Returns those that failed or were not begun.
 */
export async function sendEach(
  ctx: Context,
  tools: SendTools,
  deliveries: readonly string[],
  { atOnce, stopping }: { atOnce: number; stopping: AbortSignal },
): Promise<string[]> {
  const again: string[] = [];
  await eachOf(deliveries, atOnce, async (id) => {
    if (stopping.aborted) {
      again.push(id);
      return;
    }
    await sendOne(tools, id).catch((error: unknown) => {
      again.push(id);
      const reason = describeDbError(error).message;
      ctx.ports.log('warn', 'a delivery was not handed over and is tried again', { delivery: id, reason });
    });
  });
  return again;
}

/** What sending works with in this context; `lingerMs` is the desk's. */
export function sendTools(ctx: Context, lingerMs = 0): SendTools {
  const { clock, ports } = ctx;
  return {
    desk: sqlDesk(ctx, lingerMs),
    clock,
    transportFor: (channel) => transportFor(ports, channel),
    journal: ports.journal,
    heard: breaker(ctx),
  };
}

/** Deliveries that may go now, and how many wait for their window; null while sending is on hold. */
export async function dueForSending(ctx: Context, limit: number): Promise<{ ids: string[]; waiting: number } | null> {
  if ((await readSendingHolds(ctx.store.db)).length > 0) return null;
  await askSilentTransports(ctx);
  const waiting = await putOffUntilOpen(ctx);
  return { ids: await dueDeliveryIds(ctx.store.db, ctx.clock.now(), limit, servedChannels(ctx.ports)), waiting };
}

/** Deliveries of plans whose window is closed now wait until it opens; returns how many had been due. */
async function putOffUntilOpen(ctx: Context): Promise<number> {
  const channels = servedChannels(ctx.ports).filter((channel) => transportFor(ctx.ports, channel).leavesMachine);
  if (channels.length === 0) return 0;
  const work = await startWork(ctx, ctx.store.db);
  let waiting = 0;
  for (const { id: planId, sendFrom } of await everyPlanRow(work.db)) {
    const opening = nextOpening(work, sendFrom);
    if (opening === null) continue;
    waiting += await deferDeliveries(work.db, { planId, channels, dueBy: work.now }, opening);
  }
  return waiting;
}

/** Goes through a list, several at a time, in its order; the first failure ends it when those under way are done. */
async function eachOf<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await act(item);
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
