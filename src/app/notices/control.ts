// All sending: pausing it, letting it go on, and where it stands. A database that was restored from a backup starts on
// hold, and the same word of a person lets it go on.

import { z } from 'zod';
import { OPEN_DELIVERY_STATES } from '../../core/delivery.ts';
import { countOpenDeliveries, readReviewList } from '../../db/delivery-overview.ts';
import { endSendingHolds, holdSending, readRestingTransports, readSendingHolds } from '../../db/sending-control.ts';
import { refusal } from '../errors.ts';
import { neededReason } from '../inputs.ts';
import { command, query } from '../use-case.ts';

export const pauseSending = command({
  name: 'sending.pause',
  summary: 'Stops all sending at once, until somebody lets it go on. Notices are still issued and wait.',
  role: 'admin',
  input: z.strictObject({ reason: neededReason }),
  async run(work, { reason }) {
    const hold = { cause: 'person', reason, at: work.now, by: work.ctx.actor.name } as const;
    if (!(await holdSending(work.db, hold))) throw refusal('sending_paused_already');
    const note = { entity: 'sending', entityId: 'all', after: { paused: true }, remark: reason };
    return { result: { paused: true }, audit: [note] };
  },
});

export const resumeSending = command({
  name: 'sending.resume',
  summary: 'Lets sending go on after a pause, or after a restored database was looked at.',
  role: 'admin',
  input: z.strictObject({ reason: neededReason }),
  async run(work, { reason }) {
    const ended = await endSendingHolds(work.db, { at: work.now, by: work.ctx.actor.name, reason });
    if (ended.length === 0) throw refusal('sending_not_held');
    const causes = ended.map((hold) => hold.cause);
    const note = { entity: 'sending', entityId: 'all', after: { paused: false, causes }, remark: reason };
    return { result: { paused: false, causes }, audit: [note] };
  },
});

/** How long a delivery may be under way before it is shown: a doubt is settled or with a person by then. */
const OVERDUE_AFTER_MS = 30 * 60 * 60_000;

export const sendingStatus = query({
  name: 'sending.status',
  summary: 'Whether sending is on hold, what waits, what is in doubt, and what needs a person.',
  role: 'viewer',
  input: z.strictObject({}),
  async run({ db, now, ctx }) {
    const holds = await readSendingHolds(db);
    const resting = await readRestingTransports(db, now);
    const open = await countOpenDeliveries(db, OPEN_DELIVERY_STATES, ctx.clock.after(now, -OVERDUE_AFTER_MS));
    return {
      holds: holds.map(({ cause, reason, startedAt, startedBy }) => ({ cause, reason, startedAt, startedBy })),
      resting,
      /** Under way, by state. */
      open: open.byState,
      /** Under way for more than 30 hours, for whatever reason. */
      overdue: open.overdue,
      needsReview: await readReviewList(db),
    };
  },
});
