// The transport without a provider: one .eml with the letter attached per mail, one .pdf per letter, in a folder.
// Nothing leaves the machine, and every surface says so.

import { join } from 'node:path';
import type { Envelope, Receipt } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';
import { writeDurably } from './durable-file.ts';
import { fingerprintOf } from './fingerprint.ts';
import { composeMessage } from './mime.ts';

const CHANNELS = ['email', 'letter'] as const;

/**
 * A folder that takes every delivery. The file's name is the notice's number and the delivery's id: a retry rewrites
 * it.
 */
export function createOutbox(folder: string): TransportPort {
  return {
    name: 'outbox',
    leavesMachine: false,
    channels: CHANNELS,
    // The same delivery is the same file: writing it twice leaves one.
    idempotentByKey: true,
    fingerprint: fingerprintOf,
    async handOver(envelope: Envelope): Promise<Receipt> {
      const file = fileOf(envelope);
      const bytes = envelope.channel === 'email' ? await composeMessage(envelope) : letterOf(envelope);
      if (bytes === null) return { outcome: 'refused', permanent: true, detail: 'the delivery carries no letter' };
      try {
        await writeDurably(join(folder, file), bytes);
      } catch (error) {
        const detail = error instanceof Error ? error.message : 'the file could not be written';
        return { outcome: 'refused', permanent: false, detail };
      }
      return { outcome: 'accepted', reference: file };
    },
  };
}

/** Number and id are ours, letters, digits and dashes: no name of a customer ever becomes part of a path. */
function fileOf(envelope: Envelope): string {
  const name = `${envelope.noticeNumber.replaceAll(/[^A-Za-z0-9-]/g, '')}-${envelope.deliveryId.replaceAll(/[^0-9a-f-]/g, '')}`;
  return envelope.channel === 'email' ? `${name}.eml` : `${name}.pdf`;
}

function letterOf(envelope: Envelope): Uint8Array | null {
  return envelope.attachments[0]?.content ?? null;
}
