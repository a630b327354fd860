// What a process left in the middle of a hand-over: the message may have arrived. It is in doubt, never new.

import { z } from 'zod';
import { afterDoubt } from '../../core/sending.ts';
import { type DeliveryRow, moveDelivery, readInterrupted, releaseClaims } from '../../db/deliveries.ts';
import { type Context, transportFor } from '../context.ts';
import { inTransaction, noteChanges, operation } from '../use-case.ts';
import { changeOf, SEND_ACTION, toClaim } from './sql-desk.ts';

const INTERRUPTED = 'the service stopped while it was being handed over';

export const sweepInterrupted = operation({
  name: 'delivery.sweep',
  summary: 'Finds hand-overs whose process ended in the middle, and takes them for what they are: in doubt.',
  role: 'approver',
  input: z.strictObject({
    /** Claims that run out by this instant have nobody any more; default now. */
    leaseEndedBy: z.iso.datetime().optional(),
  }),
  async run(ctx, input): Promise<{ inDoubt: number }> {
    const { store, clock } = ctx;
    const leaseEndedBy = input.leaseEndedBy ?? clock.now();
    let inDoubt = 0;
    for (const row of await readInterrupted(store.db, leaseEndedBy)) {
      if (await takeForDoubtful(ctx, row)) inDoubt += 1;
    }
    await releaseClaims(store.db, leaseEndedBy);
    if (inDoubt > 0)
      ctx.ports.log('warn', 'hand-overs were interrupted; they may have arrived', { deliveries: inDoubt });
    return { inDoubt };
  },
});

/** The attempt of `row` has no result: in doubt since its intent, unless an earlier one was already. */
export function takeForDoubtful(ctx: Context, row: DeliveryRow & { intendedAt: string }): Promise<boolean> {
  const { clock, ports } = ctx;
  const transport = transportFor(ports, row.channel);
  const isSame = row.transport === transport.name;
  return inTransaction(ctx, async (work) => {
    const verdict = afterDoubt(INTERRUPTED, {
      attempts: row.attempts,
      ageMs: clock.elapsedMs(row.createdAt, work.now),
      doubtMs: clock.elapsedMs(row.doubtSince ?? row.intendedAt, work.now),
      repeatable: isSame && transport.idempotentByKey === true,
      canLookUp: isSame && transport.lookUp !== undefined,
    });
    const attempt = { outcome: 'unknown', intendedAt: row.intendedAt } as const;
    const change = changeOf(ctx, toClaim(row), { verdict, evidence: { attempt, reference: null }, now: work.now });
    const moved = await moveDelivery(work.db, row, 'attempted', change);
    if (moved) {
      const after = { state: verdict.state, reason: verdict.reason };
      await noteChanges(work, SEND_ACTION, [{ entity: 'delivery', entityId: row.id, after }]);
    }
    return moved;
  });
}
