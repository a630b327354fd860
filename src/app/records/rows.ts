// What other programs send as records: customers, invoices and payments as JSON, in the form in which files are
// understood, so that one code takes both over.

import { z } from 'zod';
import { isCurrency } from '../../core/currency.ts';
import { MAX_AMOUNT_CENTS, parseAmount } from '../../core/money.ts';
import { LANGUAGES, PARTIES } from '../../core/notice.ts';
import { PAYMENT_METHODS } from '../../core/payment.ts';
import { CHANNELS } from '../../core/plan.ts';
import { addressInput, emailInput } from '../customers/customer-inputs.ts';
import { type CustomerRow, INVOICE_KINDS, type InvoiceRow, type PaymentRow } from '../ingest/index.ts';
import { NUMBER_LENGTH, REFERENCE_LENGTH, TEXT_LENGTH } from '../ingest/limits.ts';
import { customerNamed } from '../ingest/made-rows.ts';
import { dayInput, filledInput, ibanInput, textInput } from '../inputs.ts';
import { complain, type InputProblem, inputProblem } from '../refusals/complaints.ts';

const NAME_LENGTH = 140;
const ID_LENGTH = 120;
const number = filledInput(NUMBER_LENGTH);
/** Of a currency that is known only from the record. */
const amount = z.string().regex(/^-?\d{1,14}(\.\d{1,4})?$/, complain('amount'));
const currency = z.string().refine(isCurrency, complain('currency'));

/** What is not named stays as it is. */
export const CUSTOMER_RECORD = z.strictObject({
  number,
  name: filledInput(NAME_LENGTH),
  address: z.exactOptional(addressInput),
  /** Second half of an ISO 3166-2 code, e.g. BY or ZH: decides holidays. */
  state: z.exactOptional(z.string().regex(/^[A-Z0-9]{1,3}$/, complain('state'))),
  language: z.exactOptional(z.enum(LANGUAGES)),
  party: z.exactOptional(z.enum(PARTIES)),
  emailsTo: z.exactOptional(z.array(emailInput).max(10)),
  emailsCc: z.exactOptional(z.array(emailInput).max(10)),
  preferredChannel: z.exactOptional(z.enum(CHANNELS)),
  /** Name of the dunning plan. */
  plan: z.exactOptional(filledInput(NAME_LENGTH)),
  applyFees: z.exactOptional(z.boolean()),
  activated: z.exactOptional(z.boolean()),
  iban: z.exactOptional(ibanInput),
  /** The whole line with which a letter begins. */
  salutation: z.exactOptional(filledInput(NAME_LENGTH)),
});

export const INVOICE_RECORD = z.strictObject({
  number,
  /** Number of the customer. */
  customer: number,
  /** Adds the customer under this name when he is not on record. */
  customerName: filledInput(NAME_LENGTH).optional(),
  kind: z.enum(INVOICE_KINDS).default('invoice'),
  issuedOn: dayInput,
  /** Of a credit note without one: its issue date. */
  dueDate: dayInput.optional(),
  currency: currency.optional(),
  /** Above zero, for a credit note too. */
  gross: amount,
  /** What is still open by the books it comes from; without, all that no payment on record covers. */
  open: amount.optional(),
  paymentReference: filledInput(REFERENCE_LENGTH).optional(),
  /** Number of the invoice that a credit note is set against. */
  appliesTo: number.optional(),
  /** Cash discount: so much less is enough when it is paid by this day. */
  discount: z.strictObject({ amount, until: dayInput }).optional(),
});

export const PAYMENT_RECORD = z.strictObject({
  /** Of the program that sends it: the same id again changes nothing. */
  id: filledInput(ID_LENGTH),
  invoice: number.optional(),
  customer: number.optional(),
  /** Negative = a reversal. */
  amount,
  currency: currency.optional(),
  valueOn: dayInput,
  postedOn: dayInput.optional(),
  method: z.enum(PAYMENT_METHODS).default('bank_transfer'),
  text: textInput(TEXT_LENGTH).optional(),
});

type CustomerRecord = z.output<typeof CUSTOMER_RECORD>;
type InvoiceRecord = z.output<typeof INVOICE_RECORD>;
type PaymentRecord = z.output<typeof PAYMENT_RECORD>;

/** A record as a row of a file, or what is wrong with it: paths within the record. */
export type Read<R> = { row: R } | { problems: InputProblem[] };

/** Blocks are not among its fields: they have an address of their own, with a reason and an end. */
export function readCustomerRecord(
  { number: own, name, address, ...said }: CustomerRecord,
  line: number,
): Read<CustomerRow> {
  return { row: { ...customerNamed(own, name, line), ...address, ...said } };
}

export function readInvoiceRecord(record: InvoiceRecord, line: number, home: string): Read<InvoiceRow> {
  const { kind, issuedOn, currency: code = home } = record;
  const problems: InputProblem[] = [];
  const grossCents = centsOf(record.gross, code);
  if (grossCents === null || grossCents <= 0)
    problems.push(inputProblem('gross', 'amount_above_zero', { currency: code }));
  const dueDate = record.dueDate ?? (kind === 'credit_note' ? issuedOn : null);
  if (dueDate === null) problems.push(inputProblem('dueDate', 'due_date_needed'));
  else if (dueDate < issuedOn) problems.push(inputProblem('dueDate', 'due_before_issue'));
  if (record.appliesTo !== undefined && kind === 'invoice')
    problems.push(inputProblem('appliesTo', 'credit_note_only'));
  const openCents = record.open === undefined ? undefined : centsOf(record.open, code);
  const within = (cents: number | null | undefined) => cents != null && cents >= 0 && cents <= (grossCents ?? 0);
  if (openCents !== undefined && !within(openCents)) problems.push(inputProblem('open', 'within_gross'));
  const discountCents = record.discount === undefined ? undefined : centsOf(record.discount.amount, code);
  if (discountCents !== undefined && !(within(discountCents) && discountCents !== 0 && discountCents !== grossCents)) {
    problems.push(inputProblem('discount.amount', 'within_gross'));
  }
  if (problems.length > 0 || grossCents === null || dueDate === null) return { problems };
  const { number: own, customer: customerNumber, customerName } = record;
  const { paymentReference = null, appliesTo = null } = record;
  const row = { number: own, customerNumber, kind, issuedOn, dueDate, currency: code, grossCents };
  return {
    row: {
      line,
      ...row,
      paymentReference,
      appliesTo,
      ...(openCents == null ? {} : { openCents }),
      ...(customerName === undefined ? {} : { customerName }),
      ...(record.discount === undefined || discountCents == null
        ? {}
        : { discount: { cents: discountCents, until: record.discount.until } }),
    },
  };
}

export function readPaymentRecord(record: PaymentRecord, line: number, home: string): Read<PaymentRow> {
  const { id, invoice = null, customer = null, currency: code = home, valueOn, method } = record;
  const problems: InputProblem[] = [];
  const amountCents = centsOf(record.amount, code);
  if (amountCents === null || amountCents === 0) {
    problems.push(inputProblem('amount', 'amount_not_zero', { currency: code }));
  }
  if (invoice === null && customer === null) problems.push(inputProblem('invoice', 'invoice_or_customer'));
  if (problems.length > 0 || amountCents === null) return { problems };
  const whose = { externalId: id, invoiceNumber: invoice, customerNumber: customer };
  const when = { valueOn, postedOn: record.postedOn ?? valueOn };
  return { row: { line, ...whose, amountCents, currency: code, ...when, method, text: record.text ?? null } };
}

function centsOf(text: string, code: string): number | null {
  const cents = parseAmount(text, code);
  return cents === null || Math.abs(cents) > MAX_AMOUNT_CENTS ? null : cents;
}
