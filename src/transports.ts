// The ways out, as the configuration chooses them, and the readers of the webhooks that belong to them. Every provider
// is made here and nowhere else, so that the redirection of an installation under trial cannot be forgotten.

import type { Config } from './config.ts';
import type { LettersConfig, MailConfig } from './config-delivery.ts';
import type { TransportPort } from './core/transport.ts';
import { createLetterxpress } from './deliver/letterxpress.ts';
import { createOutbox } from './deliver/outbox.ts';
import { createPingen, PINGEN_STAGING } from './deliver/pingen.ts';
import { readPingenWebhook } from './deliver/pingen-events.ts';
import { createPrintQueue } from './deliver/print-queue.ts';
import { redirectAllTo } from './deliver/redirect.ts';
import type { WebhookReader } from './deliver/report.ts';
import { createResend } from './deliver/resend.ts';
import { readResendWebhook } from './deliver/resend-events.ts';
import { checkHexHmac, checkSvix } from './deliver/signatures.ts';
import { createSmtp } from './deliver/smtp.ts';

export interface Transports {
  transport: TransportPort;
  letterTransport: TransportPort;
  /** By the provider's name, as it stands in the address of its webhooks. */
  webhooks: Readonly<Record<string, WebhookReader>>;
  close(): void;
}

export function createTransports({ delivery, outboxDir }: Pick<Config, 'delivery' | 'outboxDir'>): Transports {
  const { mail, letters, redirectAllTo: redirect } = delivery;
  const outbox = createOutbox(outboxDir);
  const mails = mailTransport(mail, outbox);
  return {
    transport: redirect === null ? mails : redirectAllTo(redirect, mails),
    // Under trial no letter leaves: paper cannot be rewritten to another address.
    letterTransport: redirect === null ? letterTransport(letters, outbox) : outbox,
    webhooks: webhooksOf(mail, letters),
    close: () => {
      if ('close' in mails && typeof mails.close === 'function') mails.close();
    },
  };
}

function mailTransport(mail: MailConfig, outbox: TransportPort): TransportPort {
  switch (mail.kind) {
    case 'outbox':
      return outbox;
    case 'resend':
      return createResend(mail);
    case 'smtp':
      return createSmtp(mail);
  }
}

function letterTransport(letters: LettersConfig, outbox: TransportPort): TransportPort {
  switch (letters.kind) {
    case 'outbox':
      return outbox;
    case 'print':
      return createPrintQueue();
    case 'pingen':
      return createPingen({ ...letters, ...(letters.staging ? { baseUrl: PINGEN_STAGING } : {}) });
    case 'letterxpress':
      return createLetterxpress(letters);
  }
}

function webhooksOf(mail: MailConfig, letters: LettersConfig): Record<string, WebhookReader> {
  const readers: Record<string, WebhookReader> = {};
  if (mail.kind === 'resend' && mail.webhookSecrets.length > 0) {
    readers.resend = ({ header, body, nowMs }) => {
      const signed = {
        id: header('svix-id'),
        timestamp: header('svix-timestamp'),
        signatures: header('svix-signature'),
      };
      return readResendWebhook(checkSvix(mail.webhookSecrets, { ...signed, body }, nowMs), body);
    };
  }
  if (letters.kind === 'pingen' && letters.webhookSecret !== null) {
    const secret = letters.webhookSecret;
    readers.pingen = ({ header, body }) => {
      checkHexHmac(secret, header('signature'), body);
      return readPingenWebhook(body);
    };
  }
  return readers;
}
