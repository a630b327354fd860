// The last sink of an installation that tries things out: every mail goes to one address, whatever is in the database.
// Wrapped around a provider where it is made, so that no way leads past it.

import type { Envelope } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';

export function redirectAllTo(address: string, transport: TransportPort): TransportPort {
  const rewritten = (envelope: Envelope): Envelope => ({
    ...envelope,
    to: [address],
    cc: [],
    subject: `[TEST] ${envelope.subject}`,
  });
  const { lookUp, lookUpLate } = transport;
  return {
    ...transport,
    channels: transport.channels.filter((channel) => channel === 'email'),
    fingerprint: (envelope) => transport.fingerprint(rewritten(envelope)),
    handOver: (envelope, signal) => transport.handOver(rewritten(envelope), signal),
    ...(lookUp === undefined ? {} : { lookUp: (envelope, signal) => lookUp(rewritten(envelope), signal) }),
    ...(lookUpLate === undefined ? {} : { lookUpLate: (envelope, signal) => lookUpLate(rewritten(envelope), signal) }),
  };
}
