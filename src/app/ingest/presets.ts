// Ways to read the tables of some programs: which of their headings is which field. Each names where its columns are
// published; a program whose columns are not public (sevdesk) needs a saved one.

import type { ImportField } from './column-names.ts';
import type { DayStyle } from './day.ts';
import type { ImportKind } from './types.ts';

/** How a program's tables differ from a plain one; absent = they do not. */
export interface Layout extends DayStyle {
  /** Columns that are not named are left out instead of refused. */
  leaveOutOthers?: boolean;
  /** Lines of titles stand above the heading, and titles and dates between the rows. */
  titled?: boolean;
  /** A customer is known by his name alone: it is his number, too. */
  customersByName?: boolean;
  /** Only rows with one of these values count; the others are left out and counted. */
  only?: Readonly<Record<string, readonly string[]>>;
}

export interface ColumnMapping extends Layout {
  kind: ImportKind;
  /** Field by heading as the file writes it; '' leaves a column out. */
  columns: Readonly<Record<string, ImportField | ''>>;
}

export interface Preset extends ColumnMapping {
  id: string;
  title: string;
  source: string;
}

const QUICKBOOKS = {
  source:
    'headings of the reports Open Invoices, Invoice List and A/R Aging Detail of QuickBooks Online, as public ' +
    'programs that read their exports name them; not from Intuit itself',
  kind: 'invoices',
  leaveOutOthers: true,
  titled: true,
  customersByName: true,
  only: { 'Transaction type': ['Invoice', 'Credit Memo'] },
  columns: {
    'Transaction type': 'kind',
    Num: 'number',
    'No.': 'number',
    Customer: 'customerNumber',
    'Customer full name': 'customerNumber',
    'Client full name': 'customerNumber',
    Name: 'customerNumber',
    Date: 'issuedOn',
    'Invoice date': 'issuedOn',
    'Due date': 'dueDate',
    Amount: 'gross',
    'Open balance': 'open',
    Currency: 'currency',
  },
} as const;

export const PRESETS: readonly Preset[] = [
  {
    id: 'datev-opos',
    title: 'DATEV, list of open items (OPOS)',
    source: 'column list on the import page of c-entron; DATEV’s own documentation was not read',
    kind: 'invoices',
    leaveOutOthers: true,
    columns: {
      Konto: 'customerNumber',
      Kontobezeichnung: 'customerName',
      Rechnungsnummer: 'number',
      Datum: 'issuedOn',
      Fälligkeit: 'dueDate',
      Sollbetrag: 'gross',
      Saldo: 'open',
    },
  },
  {
    id: 'xero',
    title: 'Xero, sales invoices',
    source: 'template of columns in docs.milientsoftware.com, file export accounting system, Xero',
    kind: 'invoices',
    leaveOutOthers: true,
    customersByName: true,
    columns: {
      ContactName: 'customerNumber',
      InvoiceNumber: 'number',
      InvoiceDate: 'issuedOn',
      DueDate: 'dueDate',
      Total: 'gross',
      InvoiceAmountDue: 'open',
      Currency: 'currency',
    },
  },
  {
    id: 'billomat',
    title: 'Billomat, invoices',
    source: 'field names of the invoices resource of the Billomat API (billomat.com/en/api/invoices)',
    kind: 'invoices',
    leaveOutOthers: true,
    columns: {
      invoice_number: 'number',
      client_number: 'customerNumber',
      date: 'issuedOn',
      due_date: 'dueDate',
      total_gross: 'gross',
      open_amount: 'open',
      currency_code: 'currency',
    },
  },
  { id: 'quickbooks', title: 'QuickBooks Online, reports with US dates', slashes: 'month-first', ...QUICKBOOKS },
  { id: 'quickbooks-uk', title: 'QuickBooks Online, reports with days first', slashes: 'day-first', ...QUICKBOOKS },
  {
    id: 'stripe',
    title: 'Stripe, invoices exported from the dashboard',
    source: 'column names in public programs that read this export; Stripe documents the export, not its columns',
    kind: 'invoices',
    leaveOutOthers: true,
    cutTimes: true,
    only: { Status: ['open'] },
    columns: {
      Number: 'number',
      Customer: 'customerNumber',
      'Customer Name': 'customerName',
      'Date (UTC)': 'issuedOn',
      'Due Date (UTC)': 'dueDate',
      'Amount Due': 'gross',
      Currency: 'currency',
    },
  },
  {
    id: 'lexware-office',
    title: 'Lexware Office, list of vouchers as its API gives it',
    source: 'fields of the voucherlist resource of the public API (developers.lexware.io); its CSV is not documented',
    kind: 'invoices',
    leaveOutOthers: true,
    cutTimes: true,
    customersByName: true,
    only: {
      voucherType: ['invoice', 'salesinvoice', 'downpaymentinvoice'],
      voucherStatus: ['open', 'overdue'],
    },
    columns: {
      voucherNumber: 'number',
      contactName: 'customerNumber',
      voucherDate: 'issuedOn',
      dueDate: 'dueDate',
      totalAmount: 'gross',
      openAmount: 'open',
      currency: 'currency',
    },
  },
];
