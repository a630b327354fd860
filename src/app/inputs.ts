// Input schemas that several use cases share.

import { z } from 'zod';
import { type Day, isDay } from '../core/day.ts';
import { isCurrency, parseAmount } from '../core/money.ts';
import { readIban } from './ingest/iban.ts';
import { complain } from './refusals/complaints.ts';

/** A plain day that exists: 2026-02-30 is refused. */
export const dayInput = z
  .custom<Day>((value) => typeof value === 'string' && isDay(value), {
    message: complain('day'),
  })
  // For the document of the interface, which cannot read the function above.
  .meta({ type: 'string', format: 'date' });

/** Free text of a person: trimmed, without control characters, bounded. */
export const textInput = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength, complain('too_long'))
    .refine((text) => !/[\p{Cc}--[\n\r\t]]/v.test(text), complain('control_characters'));

/** The same, with something in it. */
export const filledInput = (maxLength: number) => textInput(maxLength).pipe(z.string().min(1, complain('empty')));

export const reasonInput = textInput(500);
/** A reason that must be given. */
export const neededReason = reasonInput.pipe(z.string().min(1, complain('reason_needed')));
export const numberInput = filledInput(100);
export const idInput = z.int().positive();

/** Stored without spaces, in capital letters. */
export const ibanInput = z
  .string()
  .refine((text) => readIban(text) !== null, complain('iban'))
  .transform((text) => readIban(text) ?? text);

/** An amount without its currency, as a decimal string. */
// What is no amount ends the check of its table: a comparison of amounts further up must find amounts.
export const decimal = z.string().regex(/^\d{1,11}(\.\d{1,4})?$/, { error: complain('amount'), abort: true });

/** Amounts by currency; `*` stands for every currency not named. */
export const amountByCurrency = z
  .record(
    z.string().refine((code) => code === '*' || isCurrency(code), complain('currency_or_any')),
    decimal,
  )
  .refine((table) => Object.entries(table).every(([code, text]) => code === '*' || parseAmount(text, code) !== null), {
    error: complain('amount_decimals'),
    abort: true,
  });
