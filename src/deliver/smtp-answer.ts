// What an answer, an error or a silence of a mail server says about one hand-over. A reply code is certain, before and
// after the final dot. Without one, only what ended before the server's greeting, or while encrypting or signing in,
// is certainly not taken: silence after MAIL FROM and silence after the final dot look alike (measured).

import type { Receipt } from '../core/envelope.ts';

export interface SmtpSuccess {
  messageId: string;
  response: string;
  accepted: readonly unknown[];
  rejected: readonly unknown[];
}

/** The fields of nodemailer's errors that tell what happened. */
export interface SmtpFailure {
  code?: string;
  command?: string;
  responseCode?: number;
  timeoutType?: string;
  syscall?: string;
  message?: string;
}

const ASK_AGAIN_MS = 15 * 60_000;
const LONGEST_DETAIL = 300;
const BEFORE_THE_GREETING = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];
/** A refusal of one of these is about the connection, not about the mail. */
const BEFORE_THE_MAIL = ['CONN', 'EHLO', 'HELO', 'STARTTLS'];
const NEVER_CONNECTED = ['EDNS', 'ETLS', 'EREQUIRETLS', 'EPROXY'];
/** The library's words for connections that closed each time before anything of the message was read. */
const NOTHING_READ = /^Reached maximum number of retries/;
const CERTIFICATE = /certificate|self[- ]signed|altname|ssl routines|wrong version number/i;

export function smtpReceipt({ messageId, response, accepted, rejected }: SmtpSuccess): Receipt {
  const reference = `${messageId} ${response}`.slice(0, LONGEST_DETAIL);
  if (rejected.length === 0) return { outcome: 'accepted', reference };
  const note = `The server took it for ${accepted.length} recipients and refused ${rejected.map(String).join(', ')}.`;
  return { outcome: 'accepted', reference, note };
}

export function smtpFailure(failure: SmtpFailure): Receipt {
  const { code, command = '', responseCode, timeoutType, syscall, message = '' } = failure;
  const detail = `Mail server: ${message.slice(0, LONGEST_DETAIL)}`;
  // Signing in stands before any mail, whatever the server says to it.
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') {
    return notConnected(`${detail}. Check user and password in DULY_SMTP_URL.`);
  }
  if (code !== undefined && NEVER_CONNECTED.includes(code)) return notConnected(detail);
  if (responseCode !== undefined) {
    if (BEFORE_THE_MAIL.includes(command)) return notConnected(detail);
    // 421: the server closes down, whatever it was asked.
    if (responseCode === 421) return { outcome: 'refused', permanent: false, detail, concerns: 'transport' };
    return { outcome: 'refused', permanent: responseCode >= 500, detail };
  }
  if (timeoutType !== undefined && BEFORE_THE_GREETING.includes(timeoutType)) return notConnected(detail);
  if (NOTHING_READ.test(message)) return notConnected(detail);
  if (code === 'ESOCKET' && (syscall === 'connect' || CERTIFICATE.test(message))) return notConnected(detail);
  return { outcome: 'unknown', detail };
}

function notConnected(detail: string): Receipt {
  return { outcome: 'refused', permanent: false, detail, retryAfterMs: ASK_AGAIN_MS, concerns: 'transport' };
}
