// What providers report after a hand-over: by a webhook, or when they are asked. A report is kept under the provider's
// own id together with its effect, so that a repetition has none.

import { z } from 'zod';
import { NEWS_KINDS } from '../../core/envelope.ts';
import { CHANNELS } from '../../core/plan.ts';
import { readUnheard } from '../../db/delivery-problems.ts';
import { findDelivery, insertProviderEvent } from '../../db/provider-events.ts';
import { takeSlots } from '../../db/sending-control.ts';
import { transportFor } from '../context.ts';
import { inTransaction, operation } from '../use-case.ts';
import { applyNews } from './news.ts';
import { fallBackToLetters } from './problems.ts';

const NEWS = z.strictObject({
  kind: z.enum(NEWS_KINDS),
  detail: z.string().max(500).nullable(),
  reference: z.string().max(300).nullable(),
});

export const recordProviderReport = operation({
  name: 'delivery.provider_report',
  summary: 'Takes what a provider reports about a delivery; the same report twice, or a late one, changes nothing.',
  role: 'approver',
  input: z.strictObject({
    provider: z.string().min(1).max(50),
    eventId: z.string().min(1).max(200),
    happenedAt: z.string().max(50).nullable(),
    /** Our own id, where the provider gives it back. */
    deliveryId: z.string().max(100).nullable(),
    news: NEWS,
  }),
  async run(ctx, { provider, eventId, happenedAt, deliveryId, news }) {
    const result = await inTransaction(ctx, async (work) => {
      const delivery = await findDelivery(work.db, { provider, id: deliveryId, reference: news.reference });
      const fresh = await insertProviderEvent(work.db, {
        provider,
        eventId,
        kind: news.kind,
        deliveryId: delivery,
        detail: news.detail,
        happenedAt: instantOr(happenedAt, work.now),
        receivedAt: work.now,
      });
      if (!fresh || delivery === null) return { state: null, repeated: !fresh, known: delivery !== null };
      return { state: await applyNews(work, delivery, news), repeated: false, known: true };
    });
    if (result.state === 'bounced' || result.state === 'failed') await fallBackToLetters(ctx, {});
    return result;
  },
});

const ASK_FOR_MS = 3 * 24 * 60 * 60_000;
const ANSWER_WITHIN_MS = 15_000;
/** Asking takes turns with sending and never waits long for one. */
const TURN_WITHIN_MS = 2_000;

export const askForNews = operation({
  name: 'delivery.ask_news',
  summary: 'Asks providers what became of what they took in the last three days; for where no webhook can come in.',
  role: 'approver',
  input: z.strictObject({
    limit: z.int().min(1).max(5_000).default(200),
    /** Transports that report by themselves. */
    except: z.array(z.string()).default([]),
  }),
  async run(ctx, { limit, except }): Promise<{ asked: number; changed: number }> {
    const { store, clock } = ctx;
    let asked = 0;
    let changed = 0;
    for (const transport of new Set(CHANNELS.map((channel) => transportFor(ctx.ports, channel)))) {
      const { news, name, ratePerSecond } = transport;
      if (news === undefined || except.includes(name)) continue;
      for (const { id, reference } of await readUnheard(store.db, name, clock.after(clock.now(), -ASK_FOR_MS), limit)) {
        if (reference === null) continue;
        if (ratePerSecond !== undefined) {
          const nowMs = clock.elapsedMs('1970-01-01T00:00:00.000Z', clock.now());
          const pace = { nowMs, everyMs: 1_000 / ratePerSecond, atMostMs: TURN_WITHIN_MS };
          const [slotMs] = await takeSlots(store.db, name, pace);
          if (slotMs === undefined) break;
          if (slotMs > nowMs) await clock.sleep(slotMs - nowMs);
        }
        asked += 1;
        const found = await news(reference, clock.deadline(ANSWER_WITHIN_MS)).catch(() => null);
        if (found === null) continue;
        const state = await inTransaction(ctx, (work) => applyNews(work, id, found));
        if (state !== null) changed += 1;
      }
    }
    if (changed > 0) await fallBackToLetters(ctx, {});
    return { asked, changed };
  },
});

function instantOr(text: string | null, fallback: string): string {
  return text !== null && z.iso.datetime({ offset: true }).safeParse(text).success ? text : fallback;
}
