// Which way a notice goes out: the level's channels in their order, the customer's preference first, as far as there is
// an address for it. Without any address the delivery fails at once, so that a person sees it.

import { randomUUID } from 'node:crypto';
import type { Channel } from '../../core/plan.ts';
import type { CustomerRow } from '../../db/facts/customers.ts';
import type { NewDelivery } from '../../db/notices.ts';

export function deliveriesFor(
  noticeId: number,
  customer: CustomerRow,
  channels: readonly Channel[],
  now: string,
): NewDelivery[] {
  const allowed: readonly Channel[] = channels.length === 0 ? ['email'] : channels;
  const preferred = allowed.filter((channel) => channel === customer.preferredChannel);
  const inOrder = [...preferred, ...allowed.filter((channel) => channel !== customer.preferredChannel)];
  const channel = inOrder.find((candidate) => isReachable(customer, candidate));
  const base = {
    id: randomUUID(),
    noticeId,
    createdAt: now,
    recipients: { to: customer.emailsTo, cc: customer.emailsCc },
  };
  if (channel !== undefined) return [{ ...base, channel, state: 'approved' }];
  const missing = inOrder.map((name) => (name === 'email' ? 'no e-mail address' : 'no postal address')).join(', ');
  return [
    {
      ...base,
      channel: inOrder[0] ?? 'email',
      state: 'failed',
      reason: `The customer has ${missing}.`,
      settledAt: now,
    },
  ];
}

function isReachable(customer: CustomerRow, channel: Channel): boolean {
  return channel === 'email' ? customer.emailsTo.length > 0 : customer.address !== null;
}
