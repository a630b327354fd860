// What letter providers have in common: what they offer, how a letter is named, and what their answers mean.

import type { Envelope, Receipt } from '../core/envelope.ts';
import type { TransportPort } from '../core/transport.ts';
import { type HttpAnswer, NoAnswer } from './http.ts';

/** Every letter provider can be asked to stop a letter, and what one costs. */
export type LetterProvider = TransportPort & Required<Pick<TransportPort, 'cancel' | 'price'>>;

const ASK_AGAIN_MS = 15 * 60_000;

/** The letter itself; everything else of a delivery is for mails. */
export function letterOf({ attachments }: Envelope): Uint8Array | null {
  return attachments[0]?.content ?? null;
}

/** The name by which a letter is found again in the provider's list: ours, without anything of the customer. */
export function fileNameOf({ noticeNumber, deliveryId }: Envelope): string {
  return `${noticeNumber}-${deliveryId}.pdf`;
}

export const NO_LETTER: Receipt = { outcome: 'refused', permanent: true, detail: 'The delivery carries no letter.' };

/**
 * What an answer other than "taken" means. `settled`: the call that was answered is the one that hands the letter
 * over; before it, nothing can have been taken.
 */
export function refusalOf(
  who: string,
  { status, body, retryAfterMs }: HttpAnswer,
  words: string | null,
  settled: boolean,
): Receipt {
  const detail = `${who}: ${words ?? 'no message'} (${status})`;
  const rest = { outcome: 'refused', permanent: false, detail, concerns: 'transport' } as const;
  if (status === 429) return { ...rest, retryAfterMs: retryAfterMs ?? ASK_AGAIN_MS };
  if ([401, 402, 403].includes(status)) return { ...rest, retryAfterMs: ASK_AGAIN_MS };
  if ([400, 404, 405, 413, 415, 422].includes(status) && body !== null) {
    return { outcome: 'refused', permanent: true, detail };
  }
  return settled ? { outcome: 'unknown', detail } : { ...rest, retryAfterMs: retryAfterMs ?? ASK_AGAIN_MS };
}

/** What it means that no answer came to the call that hands over. Anything but `NoAnswer` is thrown on. */
export function silenceOf(who: string, error: unknown): Receipt {
  if (!(error instanceof NoAnswer)) throw error;
  const detail = `${who}: ${error.message}`;
  if (error.sent) return { outcome: 'unknown', detail };
  return { outcome: 'refused', permanent: false, detail, concerns: 'transport' };
}
