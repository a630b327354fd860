// Signatures of webhooks: Standard Webhooks (Svix), which Resend uses, and a bare HMAC in hexadecimal, which Pingen
// uses. Compared in constant time; the body is read by nobody before.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { ReportRefused } from './report.ts';

/** Both ways (standard-webhooks/spec, "Verifying webhook authenticity"). */
const WINDOW_MS = 5 * 60_000;

/**
 * Checks `id.timestamp.body` against the signatures of the header, of which any may fit (rotation of the secret).
 * `secrets`: `whsec_` and Base64. Throws `ReportRefused`.
 */
export function checkSvix(
  secrets: readonly string[],
  message: { id: string | undefined; timestamp: string | undefined; signatures: string | undefined; body: string },
  nowMs: number,
): string {
  const { id, timestamp, signatures, body } = message;
  if (id === undefined || id === '' || timestamp === undefined || signatures === undefined) {
    throw new ReportRefused('signature headers are missing');
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * 1_000) > WINDOW_MS) {
    throw new ReportRefused('the signature is older or newer than five minutes');
  }
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  });
  const fits = given.some((one) => expected.some((other) => sameBytes(Buffer.from(one, 'base64'), other)));
  if (!fits) throw new ReportRefused('the signature does not fit');
  return id;
}

/** Checks a hexadecimal HMAC-SHA256 over the body. Throws `ReportRefused`. */
export function checkHexHmac(secret: string, signature: string | undefined, body: string): void {
  const expected = createHmac('sha256', secret).update(body).digest();
  if (signature === undefined || !sameBytes(Buffer.from(signature, 'hex'), expected)) {
    throw new ReportRefused('the signature does not fit');
  }
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
