// The values behind the placeholders of one notice, formatted for reading. Names and kinds: core/placeholder.ts.

import { minorDigits } from '../../core/money.ts';
import type { Address, Notice, NoticeInvoice } from '../../core/notice.ts';
import { groupsOfFour } from '../codes/iban.ts';
import { cleanText } from '../fonts/printable.ts';
import { TemplateAmount } from './amount.ts';
import { TemplateWidget } from './engine.ts';
import { type Formats, formatsOf } from './money.ts';
import { WORDS, type Words } from './words/index.ts';

/** Invoice numbers named in a sentence before "and 57 more" takes over. */
const NAMED_INVOICES = 3;

type Scope = Record<string, unknown>;
type AmountOf = (cents: number) => TemplateAmount;

/** Everything a template may print about a notice. */
export function scopeOf(notice: Notice): Scope {
  const words = WORDS[notice.language];
  const formats = formatsOf(notice);
  const unit = 10 ** minorDigits(notice.currency);
  const amount: AmountOf = (cents) => new TemplateAmount(formats.money(cents), cents / unit);
  return {
    ...fixedNames(notice, formats, words),
    ...amounts(notice, amount),
    salutation: cleanText(notice.customer.salutation ?? '').trim() || words.salutation,
    noticeNumber: notice.number,
    issuedOn: formats.day(notice.issuedOn),
    currency: notice.currency,
    paymentReference: notice.paymentReference,
    remark: notice.remark,
    invoiceCount: notice.invoices.length,
    daysOverdue: notice.invoices.reduce((most, invoice) => Math.max(most, invoice.daysOverdue), 0),
    level: { name: notice.level?.name ?? null, position: notice.level?.position ?? null },
    customer: customerOf(notice),
    invoices: notice.invoices.map((invoice) => invoiceOf(invoice, formats, amount)),
    carriedCharges: notice.carried.map((charge) => ({
      noticeNumber: charge.noticeNumber,
      issuedOn: formats.day(charge.issuedOn),
      amount: amount(charge.cents),
    })),
    history: notice.history.map((earlier) => ({
      number: earlier.number,
      levelName: earlier.levelName,
      issuedOn: formats.day(earlier.issuedOn),
      deadline: formats.day(earlier.deadline),
    })),
    invoiceTable: new TemplateWidget('invoiceTable'),
    paymentDetails: new TemplateWidget('paymentDetails'),
  };
}

/** The names that must never change (dunning rules, section 5). */
function fixedNames(notice: Notice, formats: Formats, words: Words): Scope {
  return {
    referencedInvoiceNumber: numbersOf(notice.invoices, words),
    referencedInvoiceDate: datesOf(notice.invoices, formats, words),
    totalGrossAmount: formats.money(notice.totalCents),
    dueDate: formats.day(notice.deadline),
    tenant: tenantOf(notice),
  };
}

function amounts(notice: Notice, amount: AmountOf): Scope {
  const charges = notice.feeCents + notice.carriedCents + notice.interestCents + notice.compensationCents;
  return {
    principal: amount(notice.principalCents),
    fee: amount(notice.feeCents),
    carried: amount(notice.carriedCents),
    interest: amount(notice.interestCents),
    compensation: amount(notice.compensationCents),
    charges: amount(charges),
    total: amount(notice.totalCents),
    unmatched: amount(notice.unmatchedCents),
  };
}

function numbersOf(invoices: readonly NoticeInvoice[], words: Words): string {
  const numbers = invoices.map((invoice) => invoice.number);
  const rest = numbers.length - NAMED_INVOICES;
  const named = rest > 0 ? [...numbers.slice(0, NAMED_INVOICES), words.andMore(rest)] : numbers;
  const last = named.pop();
  return named.length === 0 ? (last ?? '') : `${named.join(', ')} ${words.and} ${last}`;
}

function datesOf(invoices: readonly NoticeInvoice[], formats: Formats, words: Words): string {
  const days = invoices.map((invoice) => invoice.issuedOn).sort();
  const first = days[0];
  const last = days[days.length - 1];
  if (!first || !last) return '';
  return first === last ? formats.day(first) : words.range(formats.day(first), formats.day(last));
}

function tenantOf(notice: Notice): Scope {
  const { name, email, phone, website, vatId, iban, bic, bankName, accountHolder, address } = notice.organisation;
  return {
    name,
    email,
    phone,
    website,
    vatId,
    bic,
    bankName,
    accountHolder,
    iban: iban === null ? null : groupsOfFour(iban),
    ...addressOf(address),
  };
}

function customerOf(notice: Notice): Scope {
  const { number, name, salutation, party, address } = notice.customer;
  return { number, name, salutation, party, ...addressOf(address) };
}

function addressOf(address: Address | null): Scope {
  if (!address) return { street: null, postalCode: null, city: null, country: null };
  return {
    street: `${address.street} ${address.houseNumber}`.trim(),
    postalCode: address.postalCode,
    city: address.city,
    country: address.country,
  };
}

function invoiceOf(invoice: NoticeInvoice, formats: Formats, amount: AmountOf): Scope {
  return {
    number: invoice.number,
    issuedOn: formats.day(invoice.issuedOn),
    dueDate: formats.day(invoice.dueDate),
    daysOverdue: invoice.daysOverdue,
    grossAmount: amount(invoice.grossCents),
    paidAmount: amount(invoice.paidCents),
    openAmount: amount(invoice.openCents),
    interest: amount(invoice.interestCents),
    compensation: amount(invoice.compensationCents),
    levelName: invoice.levelName,
    paymentReference: invoice.paymentReference,
  };
}
