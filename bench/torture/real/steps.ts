// The steps between approval and receipt, as the ports see them, said aloud when each begins.
import type { Ports, RendererPort, TransportPort } from '../../../src/app/context.ts';

export type Say = (text: string) => void;

/** In the order of a notice; a step lasts until the next one begins. */
export const STEPS = {
  open: 'opening the database, queue, boot sweep',
  work: 'at work, between steps',
  approve: 'committing an approval',
  render: 'rendering',
  write: 'writing number, notice, documents, deliveries',
  intent: 'last check and intent',
  call: 'handing over',
  receipt: 'writing the receipt',
} as const;

export type Step = keyof typeof STEPS;

/** The same ports, which say `at STEP`. */
export function announced(ports: Ports, say: Say): Ports {
  return { ...ports, renderer: announcedRenderer(ports.renderer, say), transport: announcedWay(ports.transport, say) };
}

function announcedRenderer(renderer: RendererPort, say: Say): RendererPort {
  return {
    ...renderer,
    document: (...args) => between(say, 'render', 'write', () => renderer.document(...args)),
  };
}

function announcedWay(transport: TransportPort, say: Say): TransportPort {
  return {
    ...transport,
    fingerprint(envelope) {
      say('at intent');
      return transport.fingerprint(envelope);
    },
    handOver: (...args) => between(say, 'call', 'receipt', () => transport.handOver(...args)),
  };
}

async function between<T>(say: Say, first: Step, then: Step, act: () => Promise<T>): Promise<T> {
  say(`at ${first}`);
  const result = await act();
  say(`at ${then}`);
  return result;
}
