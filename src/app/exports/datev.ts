// Fees, interest and compensation of issued notices as a DATEV batch of postings (EXTF 700, category 21): receivable
// against income. Written after the published description of the format; not proved against DATEV's own import.

import { z } from 'zod';
import { formatAmount } from '../../core/money.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { noticesBetween } from '../../db/exports.ts';
import { complain } from '../refusals/complaints.ts';
import { query } from '../use-case.ts';
import { type ExportedFile, file, PERIOD, sameYear } from './tables.ts';

const account = z.string().regex(/^\d{1,9}$/, complain('account_number'));

const HEADING =
  'Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;' +
  'Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;' +
  'Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink;Beleginfo - Art 1;Beleginfo - Inhalt 1;' +
  'Beleginfo - Art 2;Beleginfo - Inhalt 2';

/** Columns 15 to 20, which say nothing about a charge. */
const UNUSED = ['', '', '', '', '', ''];

const POSTING_TEXT_LENGTH = 60;

export const exportDatev = query({
  name: 'export.datev',
  summary: 'Charges of the notices of a period as postings for DATEV (EXTF): fee, interest and compensation each.',
  role: 'viewer',
  input: PERIOD.safeExtend({
    consultant: z.string().regex(/^\d{4,7}$/, complain('consultant_number')),
    client: z.string().regex(/^\d{1,5}$/, complain('client_number')),
    /** Digits of a general ledger account; personal accounts have one more. */
    accountLength: z.int().min(4).max(8).default(4),
    /** Takes the charges of customers whose number is no personal account. */
    receivable: account,
    fees: account,
    interest: account,
    compensation: account,
  }),
  async run(work, input): Promise<ExportedFile> {
    sameYear(input.from, input.to);
    const notices = (await noticesBetween(work.db, input.from, input.to)).filter(({ state }) => state === 'issued');
    const isPersonal = new RegExp(`^[1-9]\\d{${input.accountLength}}$`);
    const rows = notices.flatMap((notice) => {
      const debtor = isPersonal.test(notice.customerNumber) ? notice.customerNumber : input.receivable;
      const number = noticeNumberText(notice.number ?? 0);
      const charges: [string, number, string][] = [
        ['Mahngebühr', notice.feeCents, input.fees],
        ['Verzugszinsen', notice.interestCents, input.interest],
        ['Verzugspauschale', notice.compensationCents, input.compensation],
      ];
      return charges
        .filter(([, cents]) => cents > 0)
        .map(([what, cents, income]) =>
          [
            formatAmount(cents, notice.currency).replace('.', ','),
            '"S"',
            quoted(notice.currency),
            '',
            '',
            '',
            debtor,
            income,
            '',
            `${notice.issuedOn.slice(8)}${notice.issuedOn.slice(5, 7)}`,
            quoted(number.slice(0, 36)),
            // The second field of a receivable takes its due date, DDMMYY.
            quoted(dueField(notice.deadline)),
            '',
            quoted(`${what} ${number} ${notice.customerName}`.slice(0, POSTING_TEXT_LENGTH)),
            ...UNUSED,
            quoted('Kundennummer'),
            quoted(notice.customerNumber),
            quoted('Mahnung'),
            quoted(number),
          ].join(';'),
        );
    });
    const lines = [header(input, work.now), HEADING, ...rows].join('\r\n');
    const name = `EXTF_Buchungsstapel_${compact(input.from)}_${compact(input.to)}.csv`;
    return file(name, windows1252(`${lines}\r\n`), rows.length);
  },
});

interface Batch {
  from: string;
  to: string;
  consultant: string;
  client: string;
  accountLength: number;
}

/** The line that says what the batch is: format, creation, consultant, client, year, length of accounts, period. */
function header({ from, to, consultant, client, accountLength }: Batch, now: string): string {
  const created = now.replaceAll(/\D/g, '').slice(0, 17);
  const year = `${from.slice(0, 4)}0101`;
  const fields = ['"EXTF"', '700', '21', '"Buchungsstapel"', '13', created, '', '"DU"', '"Duly"', '""'];
  const period = [consultant, client, year, String(accountLength), compact(from), compact(to)];
  return [
    ...fields,
    ...period,
    '"Mahnungen"',
    '""',
    '1',
    '0',
    '0',
    '""',
    '',
    '""',
    '',
    '',
    '""',
    '',
    '',
    '""',
    '""',
  ].join(';');
}

function dueField(day: string | null): string {
  return day === null ? '' : `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`;
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

function quoted(text: string): string {
  // Line breaks and controls would end a record; quotes are doubled.
  return `"${text.replaceAll(/\p{Cc}/gu, ' ').replaceAll('"', '""')}"`;
}

/** DATEV reads Windows-1252; what it lacks becomes a question mark. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text.normalize('NFC'), (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
    return sign === '€' ? 0x80 : 0x3f;
  });
}
