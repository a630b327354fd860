// What a provider tells about a delivery after the hand-over, by webhook or when asked: in any order, or twice.

import type { DeliveryState } from '../../core/delivery.ts';
import type { DeliveryNews } from '../../core/envelope.ts';
import { afterNews } from '../../core/sending.ts';
import { lockDelivery, moveDelivery } from '../../db/deliveries.ts';
import { noteChanges, type Work } from '../use-case.ts';

/**
 * Writes a piece of news with its audit row, in the caller's transaction. Returns the delivery's new state; null when
 * the news changes nothing (repeated, out of order, settled otherwise) or there is no such delivery.
 *
 * A worker that is just handing the same delivery over finds it settled and writes nothing more.
 */
export async function applyNews(work: Work, deliveryId: string, news: DeliveryNews): Promise<DeliveryState | null> {
  const row = await lockDelivery(work.db, deliveryId);
  // Without an attempt there is nothing that a provider could know about.
  if (row === null || row.attempts === 0) return null;
  const state = afterNews(row.state, news.kind);
  if (state === null) return null;
  await moveDelivery(work.db, row, row.state, {
    state,
    reason: news.detail,
    notBefore: null,
    doubtSince: null,
    settledAt: work.now,
    ...(news.reference === null ? {} : { transportReference: news.reference }),
    ...(row.sentAt === null && state !== 'failed' ? { sentAt: work.now } : {}),
  });
  const after = { state, reason: news.detail };
  await noteChanges(work, 'delivery.news', [
    { entity: 'delivery', entityId: row.id, before: { state: row.state }, after },
  ]);
  return state;
}
