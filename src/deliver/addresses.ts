// The last look at addresses before a provider gets them: one mailbox each, nothing that could become a header of its
// own or a second recipient.

import type { Envelope, Receipt } from '../core/envelope.ts';

/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
const LONGEST = 254;
const SPLITS = /[\p{Cc},;<>\s]/u;

/** Why a mail cannot be offered to any server, as a final refusal; null when nothing speaks against it. */
export function addressRefusal({ to, cc, from, replyTo }: Envelope): Receipt | null {
  if (to.length === 0) return refusal('The mail has no recipient.');
  const bad = [...to, ...cc, from.address, ...(replyTo === null ? [] : [replyTo])].find((one) => !isMailbox(one));
  if (bad === undefined) return null;
  return refusal(`"${printable(bad)}" is not one e-mail address. Correct the customer's addresses, or the sender's.`);
}

/** `"Name" <address>`; what could end the quotes or the line is left out of the name. */
export function mailboxOf({ name, address }: Envelope['from']): string {
  const plain = name.replaceAll(/[\p{Cc}"\\<>]/gu, '').trim();
  return plain === '' ? address : `"${plain}" <${address}>`;
}

function isMailbox(address: string): boolean {
  const parts = address.split('@');
  return address.length <= LONGEST && parts.length === 2 && parts.every((part) => part !== '') && !SPLITS.test(address);
}

function refusal(detail: string): Receipt {
  return { outcome: 'refused', permanent: true, detail };
}

function printable(address: string): string {
  return address.replaceAll(/\p{Cc}/gu, '?').slice(0, 80);
}
