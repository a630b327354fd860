// Broken variants: each leaves out one thing that the protocol rests on. The simulation must catch every one of them,
// or its silence about the real code would mean nothing.
import type { TransportPort } from '../../../src/core/transport.ts';

export const CANARIES = {
  no_key: 'the provider does not know a repetition by its key',
  no_check: 'no look at payments and pauses in the step of the intent',
  level_on_approval: 'the level is raised when a notice is approved, not when it is issued',
  no_fencing: 'a lease, but whoever comes late with an old claim may still write',
  unknown_as_failed: 'an answer that was lost is taken for a refusal',
} as const;

export type Canary = keyof typeof CANARIES;

/** The variant `unknown_as_failed`. */
export function takingSilenceForRefusal(port: TransportPort): TransportPort {
  return {
    ...port,
    handOver: async (...call) => {
      const receipt = await port.handOver(...call).catch(() => ({ outcome: 'unknown', detail: '' }) as const);
      return receipt.outcome === 'unknown' ? { outcome: 'refused', permanent: true, detail: receipt.detail } : receipt;
    },
  };
}
