// What other programs are told, made of the audit rows of the same transaction: nothing is told that is not on record,
// and nothing on record is forgotten.

import { eventOf } from '../../core/webhook.ts';
import type { AuditEntry } from '../../db/audit.ts';
import { refreshOpenAmounts } from '../../db/progress.ts';
import type { Db } from '../../db/store.ts';
import { activeWebhooks, type EventRow, enqueueEvents, noticeOfDeliveries, openAmong } from '../../db/webhooks.ts';
import type { Work } from '../use-case.ts';

type Noted = Pick<AuditEntry, 'entity' | 'entityId' | 'after'>;

/** Writes the events that audit rows stand for. Costs one small query when nobody wants to know. */
export async function tellOf(
  db: Db,
  { action, at, by }: { action: string; at: string; by: string },
  notes: readonly Noted[],
): Promise<void> {
  const told = notes.flatMap((note) => {
    const event = eventOf(action, fieldIn(note.after, 'state'));
    // The first of two approvals decides nothing yet.
    return event === null || fieldIn(note.after, 'waitsForSecond') === true ? [] : [{ event, note }];
  });
  if (told.length === 0) return;
  const wanting = await activeWebhooks(db);
  if (wanting.length === 0) return;
  const deliveries = told.filter(({ note }) => note.entity === 'delivery').map(({ note }) => note.entityId);
  const numbers = await noticeOfDeliveries(db, deliveries);
  const events = told.map(({ event, note }): EventRow => {
    const { entity, entityId, after } = note;
    const subject = { [entity]: entity === 'delivery' ? entityId : Number(entityId), by };
    const notice = numbers.has(entityId) ? { noticeNumber: numbers.get(entityId) } : {};
    return { event, data: { ...subject, ...notice, ...(after as object) } };
  });
  await enqueueEvents(db, wanting, events, at);
}

/** Sums payments and credits of invoices anew; an invoice that this closes is told of. */
export async function refreshOpen(work: Work, invoiceIds: readonly number[]): Promise<void> {
  const wanting = (await activeWebhooks(work.db)).filter((webhook) => webhook.events.includes('invoice.closed'));
  const before = wanting.length === 0 ? [] : await openAmong(work.db, invoiceIds);
  await refreshOpenAmounts(work.db, invoiceIds);
  if (before.length === 0) return;
  const ids = before.map((invoice) => invoice.id);
  const stillOpen = new Set((await openAmong(work.db, ids)).map((invoice) => invoice.id));
  const closed = before.filter((invoice) => !stillOpen.has(invoice.id));
  const events = closed.map(
    ({ number, currency }): EventRow => ({ event: 'invoice.closed', data: { invoice: number, currency } }),
  );
  await enqueueEvents(work.db, wanting, events, work.now);
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
