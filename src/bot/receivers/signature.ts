// Whether a request comes from Slack: HMAC-SHA256 over `v0:<timestamp>:<raw body>`, compared in constant time, within
// five minutes either way (docs.slack.dev/authentication/verifying-requests-from-slack).

import { createHmac, timingSafeEqual } from 'node:crypto';

const WINDOW_SECONDS = 5 * 60;

export type SignatureProblem = 'missing' | 'out_of_time' | 'wrong';

/**
 * Null when the request is genuine. `secrets` are tried in turn, so that one can be replaced while both hold.
 *
 * `nowMs` is the receiver's clock. Unlike Slack's own library this refuses timestamps of the future too.
 */
export function signatureProblem(
  request: { timestamp: string | null; signature: string | null; body: Uint8Array },
  secrets: readonly string[],
  nowMs: number,
): SignatureProblem | null {
  const { timestamp, signature, body } = request;
  if (timestamp === null || !/^\d{1,12}$/.test(timestamp)) return 'missing';
  if (signature === null || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'missing';
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > WINDOW_SECONDS) return 'out_of_time';
  const given = Buffer.from(signature.slice(3), 'hex');
  const genuine = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
    return timingSafeEqual(expected, given);
  });
  return genuine ? null : 'wrong';
}
