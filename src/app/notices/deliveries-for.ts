// Which way a notice goes out: the level's channels in their order, the customer's preference first, as far as there is
// an address for it. Without any address the delivery fails at once, so that a person sees it.

import { randomUUID } from 'node:crypto';
import { CHANNELS, type Channel, type Level } from '../../core/plan.ts';
import type { CustomerRow } from '../../db/facts/customers.ts';
import type { NewDelivery } from '../../db/notices.ts';
import type { Work } from '../use-case.ts';
import { senderOf } from './envelope.ts';

/** Where a notice would go, or the channels for which the customer has no address. */
export type WayOut = { channel: Channel; missing: [] } | { channel: null; missing: Channel[] };

/** What is known about where a customer can be reached. */
type Reachable = Pick<CustomerRow, 'emailsTo' | 'address' | 'preferredChannel'>;

/** The way out of a notice of a level (null = a statement of account, which may take any). */
export function wayOut(customer: Reachable, level: Pick<Level, 'channels'> | null): WayOut {
  const allowed: readonly Channel[] =
    level === null ? CHANNELS : level.channels.length === 0 ? ['email'] : level.channels;
  const preferred = allowed.filter((channel) => channel === customer.preferredChannel);
  const inOrder = [...preferred, ...allowed.filter((channel) => channel !== customer.preferredChannel)];
  const channel = inOrder.find((candidate) => isReachable(customer, candidate));
  return channel === undefined ? { channel: null, missing: inOrder } : { channel, missing: [] };
}

export function deliveriesFor(
  work: Pick<Work, 'organisation' | 'now'>,
  noticeId: number,
  customer: CustomerRow,
  level: Pick<Level, 'channels'> | null,
  { alsoLetter }: { alsoLetter: boolean } = { alsoLetter: false },
): NewDelivery[] {
  const { organisation, now } = work;
  const { channel, missing } = wayOut(customer, level);
  const base = {
    id: newDeliveryId(),
    noticeId,
    createdAt: now,
    recipients: { to: customer.emailsTo, cc: customer.emailsCc },
    sender: senderOf(organisation),
  };
  if (channel !== null) {
    const besides = alsoLetter && channel === 'email' && isReachable(customer, 'letter');
    const one: NewDelivery = { ...base, channel, state: 'approved' };
    return besides ? [one, { ...base, id: newDeliveryId(), channel: 'letter', state: 'approved' }] : [one];
  }
  const words = missing.map((name) => (name === 'email' ? 'no e-mail address' : 'no postal address')).join(', ');
  return [
    {
      ...base,
      channel: missing[0] ?? 'email',
      state: 'failed',
      reason: `The customer has ${words}.`,
      settledAt: now,
    },
  ];
}

/** Also the key by which a provider knows a repetition. */
export function newDeliveryId(): string {
  return randomUUID();
}

function isReachable(customer: Reachable, channel: Channel): boolean {
  return channel === 'email' ? customer.emailsTo.length > 0 : customer.address !== null;
}
