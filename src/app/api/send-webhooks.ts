// Telling other programs: what is due is taken under a lease, signed (Standard Webhooks), posted, and settled or put
// off. A program may hear of an event twice, always with the same id; never of one that did not happen.

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { waitAfterAttempts } from '../../core/webhook.ts';
import { type DueDelivery, settleDelivery, takeDueDeliveries } from '../../db/webhooks.ts';
import type { Context, WebhookPort } from '../context.ts';
import { operation } from '../use-case.ts';

/** Longer than all posts of a round may take. */
const LEASE_MS = 5 * 60_000;
const AT_ONCE = 10;
const EPOCH = '1970-01-01T00:00:00.000Z';
/** "Gone": the receiver wants to hear nothing more. */
const GONE = 410;

export interface Told {
  delivered: number;
  failed: number;
}

export const sendWebhooks = operation({
  name: 'webhook.send_due',
  summary: 'Tells other programs what they are due to be told.',
  role: 'approver',
  input: z.strictObject({}),
  async run(ctx): Promise<Told> {
    const told: Told = { delivered: 0, failed: 0 };
    const port = ctx.ports.webhooks;
    if (port === undefined) return told;
    for (;;) {
      const now = ctx.clock.now();
      const due = await takeDueDeliveries(ctx.store.db, now, ctx.clock.after(now, LEASE_MS), AT_ONCE);
      if (due.length === 0) return told;
      for (const isDelivered of await Promise.all(due.map((delivery) => tell(ctx, port, delivery)))) {
        if (isDelivered) told.delivered += 1;
        else told.failed += 1;
      }
    }
  },
});

async function tell(ctx: Context, port: WebhookPort, delivery: DueDelivery): Promise<boolean> {
  const { id, event, happenedAt, data, attempts } = delivery;
  const body = JSON.stringify({ id: idOf(delivery), type: event, timestamp: happenedAt, data });
  let status: number | null = null;
  let problem: string | null = null;
  try {
    status = await port.post(delivery.url, signedHeaders(ctx, delivery, body), body);
    if (status < 200 || status > 299) problem = `answered with ${status}`;
  } catch (error) {
    problem = error instanceof Error ? error.message.slice(0, 300) : 'no answer';
  }
  if (problem === null) {
    await settleDelivery(ctx.store.db, id, { state: 'delivered', lastStatus: status, lastProblem: null });
    return true;
  }
  const wait = status === GONE ? null : waitAfterAttempts(attempts);
  const next = wait === null ? { state: 'given_up' as const } : { nextAt: ctx.clock.after(ctx.clock.now(), wait) };
  await settleDelivery(ctx.store.db, id, { ...next, lastStatus: status, lastProblem: problem });
  return false;
}

function idOf({ id }: DueDelivery): string {
  return `evt_${id}`;
}

/** The headers of standardwebhooks.com: id, seconds since 1970, HMAC-SHA256 of `id.seconds.body` by each secret. */
function signedHeaders(ctx: Context, delivery: DueDelivery, body: string): Record<string, string> {
  const id = idOf(delivery);
  const now = ctx.clock.now();
  const seconds = Math.floor(ctx.clock.elapsedMs(EPOCH, now) / 1_000);
  const { secret, formerSecret, formerUntil } = delivery;
  const isFormerGood = formerSecret !== null && formerUntil !== null && now < formerUntil;
  const signatures = (isFormerGood ? [secret, formerSecret] : [secret]).map((one) => {
    const key = Buffer.from(one.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
