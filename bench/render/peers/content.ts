// What a letter says, as plain strings, for engines that lay it out themselves.
import { join } from 'node:path';
import type { Notice } from '../../../src/core/notice.ts';
import { paymentCodeOf } from '../../../src/render/codes/payment-code.ts';
import { addressLines, placeLines, returnLine } from '../../../src/render/letter/address.ts';
import { invoiceColumns, totalLines } from '../../../src/render/letter/invoice-table.ts';
import { paymentRows } from '../../../src/render/letter/payment-box.ts';
import { qrPng } from '../../../src/render/picture/png.ts';
import { formatsOf } from '../../../src/render/text/money.ts';
import { ROOT } from '../../../test/render/support/notices.ts';

export const REGULAR = join(ROOT, 'templates', 'fonts', 'IBMPlexSans-Regular.ttf');
export const SEMIBOLD = join(ROOT, 'templates', 'fonts', 'IBMPlexSans-SemiBold.ttf');
export const ACCENT = '#12375d';
export const TINT = '#e8edf4';

export interface Peer {
  name: string;
  /** Wall time for engines that work in processes of their own. */
  clock: 'cpuMs' | 'wallMs';
  /** Renders one letter and returns its size in bytes. */
  render: (notice: Notice) => Promise<number>;
  close: () => Promise<void>;
}

export interface Content {
  sender: string;
  returnLine: string;
  address: string[];
  facts: [string, string][];
  subject: string;
  before: string[];
  head: string[];
  rows: string[][];
  totals: [string, string][];
  after: string[];
  payment: [string, string][];
  /** Data URL of the payment code. */
  code: string;
  foot: string[][];
}

/** The same letter as ours, without places. */
export function contentOf(notice: Notice): Content {
  const formats = formatsOf(notice);
  const { organisation, customer } = notice;
  const code = paymentCodeOf(notice);
  const png = code.kind === 'epc' ? Buffer.from(qrPng(code.matrix, 4)).toString('base64') : '';
  const columns = invoiceColumns(notice, formats);
  const address = customer.address ?? organisation.address;
  return {
    sender: organisation.name,
    returnLine: returnLine(organisation.name, organisation.address),
    address: addressLines(customer.name, address, organisation.address, 'de'),
    facts: [
      ['Nummer', notice.number ?? ''],
      ['Kundennummer', customer.number],
      ['Telefon', organisation.phone ?? ''],
      ['Datum', formats.day(notice.issuedOn)],
    ],
    subject: `2. Mahnung: ${notice.invoices.length} offene Rechnungen`,
    before: [
      'Sehr geehrte Damen und Herren,',
      'trotz unserer Schreiben konnten wir zu den folgenden Rechnungen bis heute keinen vollständigen ' +
        'Zahlungseingang feststellen.',
    ],
    head: columns.map((column) => column.title),
    rows: notice.invoices.map((one) =>
      columns.map((column) => column.text?.(one) ?? formats.cell(column.cents?.(one) ?? 0)),
    ),
    totals: totalLines(notice, formats).map((line) => [line.label, formats.money(line.cents)]),
    after: [
      `Wir bitten Sie, den Gesamtbetrag von ${formats.money(notice.totalCents)} bis zum ` +
        `${formats.day(notice.deadline)} zu überweisen. Maßgeblich ist der Eingang auf unserem Konto.`,
      'Haben Sie inzwischen gezahlt, betrachten Sie dieses Schreiben bitte als gegenstandslos.',
      'Mit freundlichen Grüßen',
    ],
    payment: paymentRows(notice).map((row) => [row.label, row.value]),
    code: `data:image/png;base64,${png}`,
    foot: [
      [organisation.name, ...placeLines(organisation.address)],
      [organisation.phone ?? '', organisation.email ?? '', organisation.website ?? ''],
      [organisation.bankName ?? '', organisation.iban ?? '', organisation.bic ?? ''],
      [...organisation.legalLines],
    ],
  };
}
