// What an answer of Resend says about one hand-over. Taken means an id; certainly not taken are the refusals named
// here; everything else, also what nobody has seen yet, leaves it open. Names and codes:
// resend.com/docs/api-reference/errors.

import type { Receipt } from '../core/envelope.ts';

/** As the SDK gives it: it never throws, and passes an error's body on as it came. */
export interface ResendAnswer {
  data: { id?: unknown } | null;
  error: { name?: unknown; statusCode?: unknown; message?: unknown } | null;
  headers: Readonly<Record<string, string>> | null;
}

const MINUTE_MS = 60_000;
/** A key or domain that is wrong stays wrong until somebody corrects it. */
const ASK_AGAIN_MS = 15 * MINUTE_MS;
/** A used-up quota comes back with the day or the month. */
const QUOTA_BACK_MS = 60 * MINUTE_MS;
const LONGEST_DETAIL = 300;

export function resendReceipt({ data, error, headers }: ResendAnswer): Receipt {
  if (error === null) {
    return typeof data?.id === 'string'
      ? { outcome: 'accepted', reference: data.id }
      : { outcome: 'unknown', detail: 'Resend answered without an id.' };
  }
  const { name, statusCode: status } = error;
  const detail = `Resend: ${textOf(error.message)} (${typeof name === 'string' ? name : 'no name'}, ${status ?? 'no answer'})`;
  if (name === 'rate_limit_exceeded' && status === 429) {
    return notNow(detail, secondsIn(headers, 'retry-after') ?? secondsIn(headers, 'ratelimit-reset') ?? 1_000);
  }
  if ((name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded') && status === 429) {
    return notNow(`${detail}. Raise the quota at Resend, or wait until it is back.`, QUOTA_BACK_MS);
  }
  if (status === 401 || status === 403) {
    return notNow(`${detail}. Check RESEND_API_KEY and that the sender's domain is verified at Resend.`, ASK_AGAIN_MS);
  }
  // A name of Resend's own must stand beside the code: a gateway's page is no answer of the service.
  if (typeof name === 'string' && [400, 404, 405, 422].includes(Number(status))) {
    return { outcome: 'refused', permanent: true, detail };
  }
  return { outcome: 'unknown', detail };
}

/** Not about this mail: everything by this provider rests. */
function notNow(detail: string, retryAfterMs: number): Receipt {
  return { outcome: 'refused', permanent: false, detail, retryAfterMs, concerns: 'transport' };
}

function secondsIn(headers: ResendAnswer['headers'], name: string): number | null {
  const value = headers?.[name];
  return value !== undefined && /^\d{1,6}(\.\d+)?$/.test(value) ? Math.ceil(Number(value) * 1_000) : null;
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message.slice(0, LONGEST_DETAIL) : 'no message';
}
