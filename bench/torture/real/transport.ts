// The transport to the provider of `provider.ts`, over HTTP like a real one.
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Receipt } from '../../../src/core/envelope.ts';
import type { TransportPort } from '../../../src/core/transport.ts';

export function httpTransport(port: number, idempotentByKey: boolean): TransportPort {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  return {
    name: 'local',
    // Sending must not wait for the afternoon here.
    leavesMachine: false,
    channels: ['email', 'letter'],
    idempotentByKey,
    fingerprint: (envelope) => {
      const hash = createHash('sha256').update(envelope.deliveryId).update(envelope.text);
      for (const { content } of envelope.attachments) hash.update(content);
      return hash.digest('hex');
    },
    handOver: ({ deliveryId, subject, html, attachments }, signal) =>
      new Promise<Receipt>((resolve, reject) => {
        const files = attachments.map(({ content }) => Buffer.from(content).toString('base64'));
        const headers = { 'idempotency-key': deliveryId, 'content-type': 'application/json' };
        const call = request({ port, host: '127.0.0.1', method: 'POST', headers, agent, signal }, (answer) => {
          answer.resume().on('end', () => {
            const isTaken = answer.statusCode === 200;
            resolve(
              isTaken
                ? { outcome: 'accepted', reference: deliveryId }
                : { outcome: 'unknown', detail: `HTTP ${answer.statusCode}` },
            );
          });
        });
        call.on('error', reject);
        call.end(JSON.stringify({ subject, html, files }));
      }),
  };
}
