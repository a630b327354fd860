// Letters that a person prints and posts. Nothing is handed over by a worker: the deliveries wait, and src/app/letters
// makes the batch and takes the word that it was posted.

import type { Receipt } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';
import { fingerprintOf } from './fingerprint.ts';

export function createPrintQueue(): TransportPort {
  const receipt: Receipt = {
    outcome: 'refused',
    permanent: false,
    detail: 'The letter waits for a person to post it.',
  };
  return {
    name: 'print',
    leavesMachine: true,
    byHand: true,
    channels: ['letter'],
    fingerprint: fingerprintOf,
    handOver: async () => receipt,
  };
}
