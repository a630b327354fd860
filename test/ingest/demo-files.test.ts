// The demo company's files: they import without a single problem, fit together, and show every case they promise.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerRow, InvoiceRow, PaymentRow } from '../../src/app/ingest/index.ts';
import { addDays, type Day, daysBetween } from '../../src/core/day.ts';
import { read, readCustomers, readInvoices, readPayments } from './read.ts';

const TODAY: Day = '2026-05-26';

/** A demo file on a day: {today-12} is the day twelve days before. */
async function demoFile(name: string): Promise<string> {
  const path = fileURLToPath(new URL(`../../templates/demo/${name}.csv`, import.meta.url));
  const text = await readFile(path, 'utf8');
  return text.replace(/\{today([+-]\d+)\}/g, (_, offset: string) => addDays(TODAY, Number(offset)));
}

let customers: CustomerRow[];
let invoices: InvoiceRow[];
let payments: PaymentRow[];

beforeAll(async () => {
  customers = (await readCustomers(await demoFile('customers'))).rows;
  invoices = (await readInvoices(await demoFile('invoices'))).rows;
  payments = (await readPayments(await demoFile('payments'))).rows;
});

const openCents = (invoice: InvoiceRow): number => {
  const paid = payments.filter((payment) => payment.invoiceNumber === invoice.number);
  const credits = invoices.filter((credit) => credit.appliesTo === invoice.number);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return invoice.grossCents - sum(paid.map((row) => row.amountCents)) - sum(credits.map((row) => row.grossCents));
};
const openInvoices = () => invoices.filter((invoice) => invoice.kind === 'invoice' && openCents(invoice) > 0);
const overdueDays = () => openInvoices().map((invoice) => daysBetween(invoice.dueDate, TODAY));

describe('the demo files', () => {
  it.each([
    ['customers', ';', null],
    ['invoices', ';', '1.234,56'],
    ['payments', ',', '1,234.56'],
  ])('%s are told from their columns and read without a problem', async (kind, separator, numberFormat) => {
    const file = await read(await demoFile(kind));
    expect(file).toMatchObject({ kind, separator, numberFormat, problems: [], assumptions: [] });
    expect(file.rows).toHaveLength(file.totalRows);
  });

  it('fit together', () => {
    const byNumber = new Map(invoices.map((invoice) => [invoice.number, invoice]));
    const known = new Set(customers.map((customer) => customer.number));
    for (const invoice of invoices) {
      expect(known).toContain(invoice.customerNumber);
      expect(daysBetween(invoice.issuedOn, TODAY)).toBeGreaterThan(0);
      expect(openCents(invoice)).toBeGreaterThanOrEqual(0);
      const credited = invoice.appliesTo === null ? invoice : byNumber.get(invoice.appliesTo);
      expect(credited).toMatchObject({ customerNumber: invoice.customerNumber, currency: invoice.currency });
    }
    for (const payment of payments) {
      expect(known).toContain(payment.customerNumber);
      expect(daysBetween(payment.postedOn, TODAY)).toBeGreaterThan(0);
      if (payment.invoiceNumber === null) continue;
      const { customerNumber, currency } = payment;
      expect(byNumber.get(payment.invoiceNumber)).toMatchObject({ customerNumber, currency });
    }
  });

  it('have 40 customers: three countries, both parties, two languages, two without e-mail, one blocked', () => {
    expect(customers).toHaveLength(40);
    const count = (test: (customer: CustomerRow) => boolean) => customers.filter(test).length;
    for (const country of ['DE', 'AT', 'CH']) expect(count((row) => row.country === country)).toBeGreaterThan(3);
    expect(count((row) => row.party === 'consumer')).toBeGreaterThan(5);
    expect(count((row) => row.language === 'en')).toBeGreaterThan(3);
    expect(count((row) => row.emailsTo.length === 0)).toBe(2);
    expect(customers.filter((row) => row.dunning === false)).toMatchObject([{ blockReason: expect.any(String) }]);
    const addresses = customers.flatMap((row) => [...row.emailsTo, ...row.emailsCc]);
    for (const address of addresses) expect(address).toMatch(/[@.]example\.(com|org|net)$/);
  });

  it('have some 120 invoices in two currencies, not due, overdue by up to 100 days, paid and credited', () => {
    const real = invoices.filter((invoice) => invoice.kind === 'invoice');
    expect(real.length).toBeGreaterThan(110);
    expect(new Set(real.map((invoice) => invoice.currency))).toEqual(new Set(['EUR', 'CHF']));
    const days = overdueDays();
    expect(days.filter((day) => day <= 0).length).toBeGreaterThan(15);
    expect(days.filter((day) => day >= 1 && day <= 7).length).toBeGreaterThan(5);
    expect(days.filter((day) => day > 7).length).toBeGreaterThan(40);
    expect(Math.max(...days)).toBe(100);
    expect(real.filter((invoice) => openCents(invoice) === 0).length).toBeGreaterThan(20);
  });

  it('show the cases that a tour of the product needs', () => {
    const credits = invoices.filter((invoice) => invoice.kind === 'credit_note');
    expect(credits.filter((credit) => credit.appliesTo === null).length).toBeGreaterThan(0);
    expect(credits.filter((credit) => credit.appliesTo !== null).length).toBeGreaterThan(1);
    expect(openInvoices().map(openCents)).toEqual(expect.arrayContaining([49, 50, 51]));
    const byCustomer = Map.groupBy(openInvoices(), (invoice) => invoice.customerNumber);
    expect(Math.max(...[...byCustomer.values()].map((list) => list.length))).toBe(9);
    expect(payments.some((payment) => payment.amountCents < 0)).toBe(true);
    expect(payments.some((payment) => payment.invoiceNumber === null)).toBe(true);
    // The guard stops scheduled runs on stale bank data: the demo's is of yesterday.
    const fresh = payments.filter(
      (payment) => payment.method === 'bank_transfer' && payment.postedOn === addDays(TODAY, -1),
    );
    expect(fresh.length).toBeGreaterThan(0);
  });
});
