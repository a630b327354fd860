// Whether Resend has a mail whose key it may have forgotten: its list is read back beyond the day of the notice.
// Entries carry no tags, so what looks like it is opened; "not there" is said only of a list that reaches back so far.

import { domainToASCII } from 'node:url';
import type { Resend } from 'resend';
import { addDays, type Day } from '../core/day.ts';
import type { Envelope, Receipt } from '../core/envelope.ts';

type Emails = Pick<Resend['emails'], 'list' | 'get'>;

const A_PAGE = 100;
const PAGES_AT_MOST = 100;

export async function lookUpAtResend(emails: Emails, envelope: Envelope, signal: AbortSignal): Promise<Receipt> {
  let after: string | undefined;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const { data, error } = await emails.list({ limit: A_PAGE, ...(after === undefined ? {} : { after }) }, { signal });
    if (error !== null || !Array.isArray(data?.data))
      return unknown('Resend could not be asked for its list of mails.');
    for (const mail of data.data) {
      if (looksLike(mail, envelope)) {
        const found = await opened(emails, mail.id, envelope, signal);
        if (found !== null) return found;
      }
      // The newest come first: what is older than the notice by a day, whoever's clock is right, is not its mail.
      if (mail.created_at.slice(0, 10) < dayBefore(envelope)) return NOT_THERE;
    }
    after = data.data.at(-1)?.id;
    if (!data.has_more || after === undefined) break;
  }
  // A list that ends before it reaches the notice's time may be another account's, or have lost its older mails.
  return unknown('The list of mails at Resend does not reach back to this notice.');
}

const NOT_THERE: Receipt = {
  outcome: 'refused',
  permanent: false,
  detail: 'Resend has no such mail; it is handed over again.',
};

function looksLike({ subject, to }: { subject: string; to: string[] }, envelope: Envelope): boolean {
  const listed = to.map(bare);
  return subject.trim() === envelope.subject.trim() && envelope.to.every((address) => listed.includes(bare(address)));
}

/** As addresses are compared: however a list writes them, ours must not be taken for another's. */
function bare(address: string): string {
  const spec = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
  const at = spec.lastIndexOf('@') + 1;
  const domain = spec.slice(at).trim();
  return `${spec.slice(0, at).trim().toLowerCase()}${domainToASCII(domain) || domain.toLowerCase()}`;
}

/** What a mail that looks like it turns out to be; null = another delivery's. */
async function opened(emails: Emails, id: string, envelope: Envelope, signal: AbortSignal): Promise<Receipt | null> {
  const { data } = await emails.get(id, { signal });
  const delivery = data?.tags?.find(({ name }) => name === 'delivery')?.value;
  if (delivery === undefined) return unknown(`Resend has a mail like it (${id}) and does not say whose it is.`);
  return delivery === envelope.deliveryId ? { outcome: 'accepted', reference: id } : null;
}

function dayBefore({ date }: Envelope): Day {
  return addDays(date.slice(0, 10) as Day, -1);
}

function unknown(detail: string): Receipt {
  return { outcome: 'unknown', detail };
}
