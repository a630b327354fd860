// Customers, invoices, payments and bank bookings.

import { changeCustomer } from '../../../app/customers/change-customer.ts';
import { attachOriginal, originalOf } from '../../../app/documents/originals.ts';
import { handoverFile } from '../../../app/documents/papers.ts';
import { customerStatement } from '../../../app/documents/statement.ts';
import { anonymiseCustomer, exportCustomer } from '../../../app/exports/customer.ts';
import * as blocks from '../../../app/holds/blocks.ts';
import * as holds from '../../../app/holds/disputes-and-promises.ts';
import { listImports, undoImport } from '../../../app/imports/history.ts';
import { importFile } from '../../../app/imports/import-file.ts';
import { guessMapping, listMappings, saveMapping } from '../../../app/imports/mappings.ts';
import { bankDataThrough, recordBankImport, recordPayment } from '../../../app/imports/record-payment.ts';
import { takePaymentBack } from '../../../app/imports/take-payment-back.ts';
import { type CustomerView, listCustomers, viewCustomer } from '../../../app/insight/customers.ts';
import { listEverythingExcluded } from '../../../app/insight/exclusions.ts';
import { findInvoices } from '../../../app/insight/find-invoices.ts';
import { invoiceHistory } from '../../../app/insight/invoice-history.ts';
import { viewInvoice } from '../../../app/insight/invoice-view.ts';
import { latestNotice } from '../../../app/insight/latest-notice.ts';
import { listInvoices } from '../../../app/insight/ledger.ts';
import { listPayments } from '../../../app/insight/list-payments.ts';
import { whyInvoice } from '../../../app/insight/why.ts';
import { matchAgain } from '../../../app/matching/again.ts';
import * as matches from '../../../app/matching/decide.ts';
import { listAccounts, listMatches, readMatch } from '../../../app/matching/list.ts';
import { takeOverCustomers, takeOverInvoices, takeOverPayments } from '../../../app/records/take-over.ts';
import { routesOf } from '../route.ts';
import type { JsonSchema } from '../schema.ts';

const PDF = { document: 'application/pdf' } as const;
const LAST_POSTED = {
  pick: (lastPostedOn: string | null) => ({ lastPostedOn }),
  picked: (day: JsonSchema) => ({ type: 'object', properties: { lastPostedOn: day }, required: ['lastPostedOn'] }),
};
const MATCH = { ifMatch: 'version' } as const;

export const LEDGER_ROUTES = [
  ...routesOf(
    'customers',
    ['GET /customers', listCustomers, { cursor: 'after' }],
    ['POST /customers', takeOverCustomers],
    ['GET /customers/{customer}', viewCustomer, { version: ({ row }: CustomerView) => row.version }],
    ['PATCH /customers/{customer}', changeCustomer, { bodyAs: 'changes', ifMatch: 'seen' }],
    ['GET /customers/{customer}/statement', customerStatement, PDF],
    ['GET /customers/{customer}/handover', handoverFile, PDF],
    ['GET /customers/{customer}/export', exportCustomer, { document: 'application/zip' }],
    ['POST /customers/{customer}/anonymise', anonymiseCustomer],
  ),
  ...routesOf(
    'invoices',
    ['GET /invoices', listInvoices, { cursor: 'after' }],
    ['POST /invoices', takeOverInvoices],
    ['GET /invoices/search', findInvoices],
    ['GET /invoices/{invoice}', viewInvoice],
    ['GET /invoices/{invoice}/history', invoiceHistory],
    ['GET /invoices/{invoice}/why', whyInvoice],
    ['PUT /invoices/{invoice}/original', attachOriginal, { upload: 'bytes' }],
    ['GET /invoices/{invoice}/original', originalOf, PDF],
    ['POST /invoices/{invoice}/dispute', holds.raiseDispute],
    ['DELETE /invoices/{invoice}/dispute', holds.settleDispute],
    ['POST /invoices/{invoice}/promise', holds.promisePayment],
    ['DELETE /invoices/{invoice}/promise', holds.withdrawPromise],
    ['GET /invoices/{invoice}/latest-notice', latestNotice],
    ['POST /invoices/{invoice}/payments', recordPayment],
    ['POST /imports', importFile, { upload: 'bytes' }],
    ['GET /imports', listImports, { cursor: 'before' }],
    ['POST /imports/{import}/undo', undoImport],
    ['GET /import-mappings', listMappings],
    ['POST /import-mappings/guess', guessMapping, { upload: 'bytes' }],
    ['PUT /import-mappings/{name}', saveMapping],
  ),
  ...routesOf(
    'blocks',
    ['GET /blocks', blocks.listBlocks],
    ['GET /exclusions', listEverythingExcluded, { cursor: 'after' }],
    ['PUT /invoices/{invoice}/pause', blocks.pauseInvoice],
    ['DELETE /invoices/{invoice}/pause', blocks.resumeInvoice],
    ['PUT /customers/{customer}/block', blocks.excludeCustomer],
    ['DELETE /customers/{customer}/block', blocks.includeCustomer],
    ['PUT /dunning/suspension', blocks.suspendDunning],
    ['DELETE /dunning/suspension', blocks.resumeDunning],
  ),
  ...routesOf(
    'payments',
    ['GET /payments', listPayments, { cursor: 'before' }],
    ['POST /payments', takeOverPayments],
    ['POST /payments/{payment}/take-back', takePaymentBack],
    ['POST /bank-imports', recordBankImport],
    ['GET /bank-imports/last', bankDataThrough, LAST_POSTED],
    ['GET /bank-accounts', listAccounts],
    ['POST /bank-accounts/{account}/accept-gap', matches.acceptGap],
    ['GET /bank-entries', listMatches, { cursor: 'before' }],
    ['POST /bank-entries/match-again', matchAgain],
    ['GET /bank-entries/{entry}', readMatch],
    ['POST /bank-entries/{entry}/confirm', matches.confirmMatch, MATCH],
    ['POST /bank-entries/{entry}/assign', matches.assignMatch, MATCH],
    ['POST /bank-entries/{entry}/refuse', matches.refuseMatch, MATCH],
    ['POST /bank-entries/{entry}/take-back', matches.takeBackMatch, MATCH],
  ),
];
