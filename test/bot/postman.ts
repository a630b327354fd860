// The post office of the bot's tests: Resend's own client against a local Resend, and its signed webhooks through the
// receiver that the service mounts.
import { onTestFinished } from 'vitest';
import type { System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { openToMachines } from '../../src/machines.ts';
import { createTransports } from '../../src/transports.ts';
import { createWeb } from '../../src/web/index.ts';
import type { House } from '../app/house.ts';
import { SECRET, type SentMail, signed, startResend } from '../deliver/doubles/resend-server.ts';

export interface Postman {
  /** What Resend took, in this order. */
  accepted: SentMail[];
  /** Resend reports that a mail came back: the status with which the report was taken. */
  bounce(deliveryId: string): Promise<number>;
}

/** Mails of the house go through Resend from now on. */
export async function openPostman(house: House): Promise<Postman> {
  const resend = await startResend();
  onTestFinished(() => resend.close());
  const config = readConfig({
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: resend.url,
    RESEND_WEBHOOK_SECRET: SECRET,
    DULY_MAIL_PER_SECOND: '1000',
  });
  const { transport, webhooks } = createTransports(config);
  house.ports.transport = transport;
  const log = Object.assign(() => undefined, { failure: () => undefined });
  const as: System['as'] = (actor) => ({ ...house.anna, actor });
  const system: System = { store: house.store, ports: house.ports, log, webhooks, as, close: async () => undefined };
  const machines = openToMachines(system, config, () => undefined);
  const app = createWeb({ context: as, publicUrl: null, log, afterDecision: () => undefined, machines });
  return {
    accepted: resend.accepted,
    async bounce(deliveryId) {
      const mail = resend.accepted.find(({ key }) => key === deliveryId);
      const data = {
        email_id: mail?.id,
        tags: { delivery: deliveryId },
        bounce: { type: 'Permanent', message: 'no such mailbox' },
      };
      const created_at = house.clock.now();
      const body = JSON.stringify({ type: 'email.bounced', created_at, data });
      const headers = { ...signed(body, Date.parse(created_at)), 'content-type': 'application/json' };
      const at = { incoming: { socket: { remoteAddress: '127.0.0.1' } } } as never;
      const answer = await app.request('/webhooks/resend', { method: 'POST', body, headers }, at);
      return answer.status;
    },
  };
}
