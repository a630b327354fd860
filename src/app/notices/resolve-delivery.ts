// A person's word on a delivery of which nobody knows whether it arrived. Only a person, by name and with a reason.

import { z } from 'zod';
import type { Surface } from '../../core/actor.ts';
import { lockDelivery, moveDelivery, readDeliveriesOf } from '../../db/deliveries.ts';
import { insertDeliveries } from '../../db/notices.ts';
import { refusal } from '../errors.ts';
import { neededReason } from '../inputs.ts';
import { command } from '../use-case.ts';
import { newDeliveryId } from './deliveries-for.ts';
import { senderOf } from './envelope.ts';

const BY_ITSELF: readonly Surface[] = ['schedule', 'webhook'];

export const resolveDelivery = command({
  name: 'delivery.resolve',
  summary: 'Settles a delivery that needs review: it arrived, it did not, or it is sent once more.',
  role: 'approver',
  input: z.strictObject({
    delivery: z.uuid(),
    /** `send_again` is a new delivery with a key of its own: if the first did arrive, the customer gets a second. */
    resolution: z.enum(['arrived', 'not_arrived', 'send_again']),
    reason: neededReason,
  }),
  async run(work, { delivery: id, resolution, reason }) {
    const { name, surface } = work.ctx.actor;
    if (BY_ITSELF.includes(surface)) throw refusal('person_must_say');
    const row = await lockDelivery(work.db, id);
    if (row === null) throw refusal('delivery_unknown');
    if (row.state !== 'needs_review') throw refusal('needs_no_review', { state: row.state });
    const settled = { reason: `${name}: ${reason}`, settledAt: work.now, notBefore: null };
    const state = ({ arrived: 'sent', not_arrived: 'failed', send_again: 'cancelled' } as const)[resolution];
    const sentAt = state === 'sent' ? { sentAt: row.doubtSince ?? work.now } : {};
    await moveDelivery(work.db, row, 'needs_review', { ...settled, ...sentAt, state });
    const again = resolution === 'send_again' ? newDeliveryId() : null;
    if (again !== null) {
      const others = await readDeliveriesOf(work.db, row.noticeId);
      const rounds = others.filter(({ channel }) => channel === row.channel).map(({ round }) => round);
      const { noticeId, channel, recipients, letterVersion } = row;
      const sender = row.sender ?? senderOf(work.organisation);
      const fresh = {
        id: again,
        noticeId,
        channel,
        recipients,
        letterVersion,
        sender,
        state: 'approved',
        createdAt: work.now,
      } as const;
      await insertDeliveries(work.db, [{ ...fresh, round: Math.max(...rounds) + 1 }]);
      await work.ctx.ports.jobs?.wake(work.db, 'send', [again]);
    }
    const after = { state, resolution, again };
    const note = { entity: 'delivery', entityId: id, before: { state: row.state }, after, remark: reason };
    return { result: { delivery: id, state, again }, audit: [note] };
  },
});
