// What became of the sending of notices.

import { z } from 'zod';
import { readLatestDeliveries } from '../../db/notice-deliveries.ts';
import { query } from '../use-case.ts';

export const noticeDeliveries = query({
  name: 'delivery.of_notices',
  summary: 'The latest delivery of some notices: way, state, reason; notices without one are left out.',
  role: 'viewer',
  input: z.strictObject({ numbers: z.array(z.int().positive()).max(1_000) }),
  run: (work, { numbers }) => readLatestDeliveries(work.db, numbers),
});
