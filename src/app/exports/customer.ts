// Everything of a customer for an access request (GDPR article 15), and making him nobody (article 17) while what the
// law wants kept stays: invoices, notices and their letters, and the audit trail.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { keepRevisions } from '../../db/as-of.ts';
import {
  lettersOfCustomer,
  openMattersOf,
  originalsOfCustomer,
  recordsOfCustomer,
  scrubCustomer,
} from '../../db/exports.ts';
import { correctedLettersOfCustomer } from '../../db/letter-versions.ts';
import { refusal } from '../errors.ts';
import { numberInput, reasonInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { command, query } from '../use-case.ts';
import { fileNameOf, packArchive } from './archive.ts';
import { type ExportedFile, file } from './tables.ts';

export const exportCustomer = query({
  name: 'customer.export',
  summary: 'Everything on record about a customer as a ZIP: one JSON file, his letters and his invoices as PDF.',
  role: 'viewer',
  input: z.strictObject({ customer: numberInput }),
  async run(work, input): Promise<ExportedFile> {
    const customer = await customerOf(work.db, input.customer);
    const records = await recordsOfCustomer(work.db, customer.id);
    const letters = (await lettersOfCustomer(work.db, customer.id)).flatMap(({ number, pdf }) =>
      pdf === null ? [] : [{ name: `letters/${noticeNumberText(number ?? 0)}.pdf`, bytes: pdf }],
    );
    const corrected = (await correctedLettersOfCustomer(work.db, customer.id)).map(({ number, version, pdf }) => ({
      name: `letters/${noticeNumberText(number ?? 0)}-${version}.pdf`,
      bytes: pdf,
    }));
    const originals = (await originalsOfCustomer(work.db, customer.id)).map(({ number, pdf }) => ({
      name: `invoices/${fileNameOf(number)}.pdf`,
      bytes: pdf,
    }));
    const documents = [...letters, ...corrected, ...originals];
    const about = { exportedAt: work.now, organisation: work.organisation.name };
    const json = JSON.stringify({ ...about, ...records, documents: documents.map((one) => one.name) }, null, 2);
    const archive = packArchive([{ name: 'records.json', bytes: new TextEncoder().encode(json) }, ...documents]);
    return file(`customer-${fileNameOf(input.customer)}.zip`, archive, 1 + documents.length, 'application/zip');
  },
});

/** What stays, and why; told with every anonymisation. */
const KEPT = [
  'Invoices, payments and amounts: accounting records (AO § 147, HGB § 257).',
  'Issued notices with their letters and deliveries: business letters (HGB § 257), until their time is over.',
  'The audit trail: it is append-only and proves who did what.',
];

export const anonymiseCustomer = command({
  name: 'customer.anonymise',
  summary: 'Removes name, address, e-mail, account and bank texts of a customer; refused while anything is open.',
  role: 'admin',
  input: z.strictObject({ customer: numberInput, remark: reasonInput }),
  async run(work, { customer: number, remark }) {
    const customer = await customerOf(work.db, number);
    const open = await openMattersOf(work.db, customer.id);
    if (open.invoices > 0) throw refusal('customer_has_open_invoices', { customer: number, invoices: open.invoices });
    if (open.bookings > 0) throw refusal('customer_has_open_bookings', { customer: number, bookings: open.bookings });
    await keepRevisions(work.db, 'customer', [customer], work.now);
    await scrubCustomer(work.db, customer.id, `Anonymised ${customer.id}`, work.now);
    const note = { entity: 'customer', entityId: String(customer.id), after: { anonymised: true }, remark };
    return { result: { customer: number, kept: KEPT }, audit: [note] };
  },
});
