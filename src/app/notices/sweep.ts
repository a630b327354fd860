// Looking after what a process that ended left behind: hand-overs in the middle, and claims that nobody holds.

import { z } from 'zod';
import { releaseClaims } from '../../db/deliveries.ts';
import { operation } from '../use-case.ts';
import { sendTools } from './send.ts';
import { sweepInterruptedAttempts } from './send-one.ts';

export const sweepInterrupted = operation({
  name: 'delivery.sweep',
  summary: 'Finds hand-overs whose process ended in the middle, and takes them for what they are: in doubt.',
  role: 'approver',
  input: z.strictObject({
    /** Claims that run out by this instant have nobody any more; default now. */
    leaseEndedBy: z.iso.datetime().optional(),
  }),
  async run(ctx, input): Promise<{ inDoubt: number }> {
    const leaseEndedBy = input.leaseEndedBy ?? ctx.clock.now();
    const inDoubt = await sweepInterruptedAttempts(sendTools(ctx), leaseEndedBy);
    await releaseClaims(ctx.store.db, leaseEndedBy);
    if (inDoubt > 0)
      ctx.ports.log('warn', 'hand-overs were interrupted; they may have arrived', { deliveries: inDoubt });
    return { inDoubt };
  },
});
