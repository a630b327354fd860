// E-mail through a mail server (SMTP), over a few connections that are kept open. The message is composed once and
// sent as it is, so that a later attempt carries the same bytes. SMTP has no idempotency key: what is in doubt goes to
// a person.

import type { Envelope, Receipt } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';
import { addressRefusal } from './addresses.ts';
import { fingerprintOf } from './fingerprint.ts';
import { composeMessage, messageIdOf } from './mime.ts';
import { type SmtpFailure, type SmtpSuccess, smtpFailure, smtpReceipt } from './smtp-answer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://...:465`. */
  url: string;
  /** `required`: without encryption nothing is sent. `off`: for a relay on the same machine. */
  tls?: 'required' | 'off';
  ratePerSecond?: number;
  /** A certificate authority besides the system's, as PEM. */
  ca?: string;
  /** Milliseconds for connecting, for the greeting, and of silence; the defaults of the library reach ten minutes. */
  timeoutsMs?: { connect: number; greeting: number; silence: number };
}

export interface ClosableTransport extends TransportPort {
  /** Closes the connections that are kept open. */
  close(): void;
}

const CONNECTIONS = 6;
const TIMEOUTS_MS = { connect: 10_000, greeting: 10_000, silence: 25_000 };

type Pool = { sendMail(mail: object): Promise<SmtpSuccess>; verify(): Promise<unknown>; close(): void };

export function createSmtp(options: SmtpOptions): ClosableTransport {
  let pool: Promise<Pool> | null = null;
  return {
    name: 'smtp',
    leavesMachine: true,
    channels: ['email'],
    ...(options.ratePerSecond === undefined ? {} : { ratePerSecond: options.ratePerSecond }),
    fingerprint: fingerprintOf,
    async handOver(envelope, signal): Promise<Receipt> {
      const refusal = addressRefusal(envelope);
      if (refusal !== null) return refusal;
      const raw = await composeMessage(envelope);
      pool ??= openPool(options);
      return sendRaw(await pool, envelope, raw, signal);
    },
    async check(): Promise<string | null> {
      pool ??= openPool(options);
      const open = await pool;
      return open.verify().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : 'no answer'),
      );
    },
    close() {
      void pool?.then((open) => open.close());
      pool = null;
    },
  };
}

async function sendRaw(pool: Pool, envelope: Envelope, raw: Buffer, signal: AbortSignal): Promise<Receipt> {
  const { from, to, cc } = envelope;
  const mail = { envelope: { from: from.address, to: [...to, ...cc] }, messageId: messageIdOf(envelope), raw, signal };
  try {
    return smtpReceipt(await pool.sendMail(mail));
  } catch (error) {
    return smtpFailure(error as SmtpFailure);
  }
}

async function openPool({ url, tls = 'required', ca, timeoutsMs = TIMEOUTS_MS }: SmtpOptions): Promise<Pool> {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    // The library takes another connection only while not a byte of the message was read; test/deliver/smtp.test.ts
    // holds it to that.
    maxRequeues: 1,
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: tls === 'required' && !secure,
    ignoreTLS: tls === 'off',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: timeoutsMs.connect,
    greetingTimeout: timeoutsMs.greeting,
    socketTimeout: timeoutsMs.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object) as unknown as Pool;
}
