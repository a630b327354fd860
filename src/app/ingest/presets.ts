// Ways to read the tables of some programs: which of their headings is which field. Each names where its columns are
// published; programs whose columns are not public (Lexware Office, sevdesk, QuickBooks, Stripe) need a saved one.

import type { ImportField } from './column-names.ts';
import type { ImportKind } from './types.ts';

export interface ColumnMapping {
  kind: ImportKind;
  /** Field by heading as the file writes it; '' leaves a column out. */
  columns: Readonly<Record<string, ImportField | ''>>;
  /** Columns that are not named are left out instead of refused. */
  leaveOutOthers: boolean;
}

export interface Preset extends ColumnMapping {
  id: string;
  title: string;
  source: string;
}

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
];
