// EPC069-12 ("GiroCode"): a SEPA transfer in euro as a QR code, version 002, UTF-8. Only what the standard allows is
// encoded; anything else gives a reason instead of a code.

import { isIban } from './iban.ts';
import { isCreditorReference } from './reference.ts';

export interface EpcTransfer {
  name: string;
  iban: string;
  bic: string | null;
  cents: number;
  /** An RF reference goes into its own field, everything else is free text. */
  reference: string;
}

export type Payload = { payload: string } | { reason: string };

const MAX_CENTS = 99_999_999_999;
const MAX_BYTES = 331;
/** Version 13, 69 modules. */
export const EPC_MAX_VERSION = 13;

/** The payload, or why there is none. Lines without the trailing empty ones, as the standard asks. */
export function epcPayload(transfer: EpcTransfer): Payload {
  const { name, iban, bic, cents, reference } = transfer;
  if (!isIban(iban)) return { reason: `IBAN ${iban} is not valid` };
  if (cents < 1 || cents > MAX_CENTS) return { reason: 'amount outside EUR 0.01 to 999,999,999.99' };
  if (name === '' || [...name].length > 70) return { reason: 'account holder is empty or longer than 70 characters' };
  if (bic !== null && !/^[A-Z0-9]{8}(?:[A-Z0-9]{3})?$/.test(bic)) return { reason: `BIC ${bic} is not valid` };
  const structured = isCreditorReference(reference) ? reference : '';
  const text = structured === '' ? reference : '';
  if ([...text].length > 140) return { reason: 'payment reference longer than 140 characters' };
  if (/[\r\n]/.test(name + text)) return { reason: 'line break in account holder or payment reference' };
  const amount = `EUR${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  const lines = ['BCD', '002', '1', 'SCT', bic ?? '', name, iban, amount, '', structured, text];
  while (lines[lines.length - 1] === '') lines.pop();
  const payload = lines.join('\n');
  if (Buffer.byteLength(payload) > MAX_BYTES) return { reason: `payment code longer than ${MAX_BYTES} bytes` };
  return { payload };
}
