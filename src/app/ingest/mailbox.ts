// E-mail addresses in a cell: one or several, each a plain mailbox that a letter head and a mail header can carry.

import { domainToASCII } from 'node:url';

export type MailboxReading = { kind: 'mailboxes'; addresses: string[] } | { kind: 'bad'; address: string };

/** RFC 5321: longest path without the brackets. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`);

/**
 * The mailboxes of a cell, separated by comma, semicolon or space, each once; or the first bad one.
 *
 * Domains come back in ASCII (punycode), so that a look-alike letter is seen by whoever approves.
 */
export function readMailboxes(cell: string): MailboxReading {
  const addresses = new Set<string>();
  for (const part of cell.split(/[,;\s]+/)) {
    if (part === '') continue;
    const address = mailboxOf(part);
    if (address === null) return { kind: 'bad', address: part };
    addresses.add(address);
  }
  return { kind: 'mailboxes', addresses: [...addresses] };
}

/** One mailbox alone; null when it is none, or more than one. */
export function readMailbox(text: string): string | null {
  return mailboxOf(text.trim());
}

function mailboxOf(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  // Checked before it is converted: domainToASCII is for one host name of sane length.
  if (at < 1 || local.length > MAX_LOCAL_LENGTH || text.length > MAX_LENGTH || !LOCAL.test(local)) return null;
  const domain = domainToASCII(text.slice(at + 1));
  const address = `${local}@${domain}`;
  return DOMAIN.test(domain) && address.length <= MAX_LENGTH ? address : null;
}
