// Webhooks: addresses of other programs that are told what happened, signed, tried again for days, with a log.

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EVENTS } from '../../core/webhook.ts';
import {
  insertWebhook,
  listWebhookRows,
  readWebhookLog,
  removeWebhookRow,
  repeatDeliveryRow,
  rotateWebhookRow,
  type WebhookLogRow,
  type WebhookRow,
} from '../../db/webhooks.ts';
import { refusal, wrongField } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import { command, query } from '../use-case.ts';

/** As standardwebhooks.com has it: between 24 and 64. */
const SECRET_BYTES = 32;

/** As long the secret before signs as well, so that no message is lost while a receiver changes over. */
export const FORMER_SECRET_MS = 24 * 60 * 60_000;

/** `formerUntil`: until when two secrets sign. */
export type WebhookView = Omit<WebhookRow, 'secret' | 'formerSecret'>;

export const createWebhook = command({
  name: 'webhook.create',
  summary: 'Names an address that is told what happens; the secret that signs is in this answer and nowhere else.',
  role: 'admin',
  input: z.strictObject({
    url: z.url({ protocol: /^https?$/, error: complain('webhook_address') }).max(500),
    events: z
      .array(z.enum(EVENTS))
      .min(1)
      .default([...EVENTS]),
  }),
  async run(work, { url, events }) {
    const problem = work.ctx.ports.webhooks?.problemWith(url) ?? null;
    if (problem !== null) throw wrongField('webhook.add', 'url', problem);
    const secret = newSecret();
    const { name: createdBy } = work.ctx.actor;
    const row = await insertWebhook(work.db, {
      url,
      events: [...new Set(events)],
      secret,
      createdBy,
      createdAt: work.now,
    });
    const note = { entity: 'webhook', entityId: String(row.id), after: { url, events } };
    return { result: { ...viewOf(row), secret }, audit: [note] };
  },
});

export const listWebhooks = query({
  name: 'webhook.list',
  summary: 'The addresses that are told what happens. Never their secrets.',
  role: 'admin',
  input: z.strictObject({}),
  run: async (work): Promise<WebhookView[]> => (await listWebhookRows(work.db)).map(viewOf),
});

export const removeWebhook = command({
  name: 'webhook.remove',
  summary: 'Tells an address nothing any more; what it was not told yet is given up.',
  role: 'admin',
  input: z.strictObject({ webhook: idInput }),
  async run(work, { webhook }) {
    if (!(await removeWebhookRow(work.db, webhook, work.now))) throw refusal('webhook_unknown', { webhook });
    const note = { entity: 'webhook', entityId: String(webhook), after: { removed: true } };
    return { result: { webhook, removed: true }, audit: [note] };
  },
});

export const rotateWebhookSecret = command({
  name: 'webhook.rotate_secret',
  summary: 'Gives a webhook a new secret, shown in this answer only; the one before signs as well for a day.',
  role: 'admin',
  input: z.strictObject({ webhook: idInput }),
  async run(work, { webhook }) {
    const secret = newSecret();
    const formerUntil = work.ctx.clock.after(work.now, FORMER_SECRET_MS);
    const row = await rotateWebhookRow(work.db, webhook, { secret, formerUntil });
    if (row === null) throw refusal('webhook_unknown', { webhook });
    const note = { entity: 'webhook', entityId: String(webhook), after: { secret: 'rotated', formerUntil } };
    return { result: { ...viewOf(row), secret }, audit: [note] };
  },
});

export interface WebhookLog {
  rows: WebhookLogRow[];
  /** Ask with this as `before` for the next page; null = this was the last. */
  next: number | null;
}

export const webhookLog = query({
  name: 'webhook.log',
  summary: 'What an address was told, or will be, the latest first: attempts, answers, problems.',
  role: 'admin',
  input: z.strictObject({
    webhook: idInput,
    before: idInput.optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { webhook, before, limit }): Promise<WebhookLog> {
    const found = await readWebhookLog(work.db, webhook, { beforeId: before ?? null, limit: limit + 1 });
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
});

export const repeatDelivery = command({
  name: 'webhook.repeat',
  summary: 'Tells an address the same once more, now; with the same id, so that a receiver can tell.',
  role: 'admin',
  input: z.strictObject({ delivery: idInput }),
  async run(work, { delivery }) {
    if (!(await repeatDeliveryRow(work.db, delivery, work.now)))
      throw refusal('webhook_delivery_unknown', { delivery });
    const note = { entity: 'webhook_delivery', entityId: String(delivery), after: { repeated: true } };
    return { result: { delivery, repeated: true }, audit: [note] };
  },
});

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function viewOf({ secret: _secret, formerSecret: _former, ...row }: WebhookRow): WebhookView {
  return row;
}
