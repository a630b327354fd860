// What can be changed about an invoice: for each form its fields, how what was typed is understood, and the use case.

import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { pauseInvoice, resumeInvoice } from '../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute } from '../app/holds/disputes-and-promises.ts';
import { recordPayment } from '../app/imports/record-payment.ts';
import { PAYMENT_METHODS } from '../core/payment.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import type { Flash } from './flash.ts';
import { FORM_KEY, onceBy, type Problems, typedAmount, typedDay } from './forms.ts';
import type { Words } from './words/index.ts';

export const INVOICE_ACTIONS = ['pause', 'resume', 'dispute', 'settle', 'promise', 'payment'] as const;
export type InvoiceAction = (typeof INVOICE_ACTIONS)[number];

const typed = z.string().max(2_000).default('');

/** All fields that the forms of an invoice have between them; each form sends its own. */
const FIELDS = {
  pause: z.strictObject({ until: typed, reason: typed }),
  resume: z.strictObject({}),
  dispute: z.strictObject({ reason: typed }),
  settle: z.strictObject({ waiveInterest: typed }),
  promise: z.strictObject({ on: typed }),
  payment: z.strictObject({ once: FORM_KEY, amount: typed, valueOn: typed, method: z.enum(PAYMENT_METHODS) }),
} satisfies Record<InvoiceAction, z.ZodType>;

export type Fields = Readonly<Record<string, string>>;
type Done = Extract<Flash, { kind: 'invoice' }>['done'];

/** What a form asks for, ready to be done; or what is wrong with it. */
export type Reading =
  | { done: Done; act: (ctx: Context, invoice: string) => Promise<{ withdrawn?: number }> }
  | { problems: Problems };

export function formOf(action: InvoiceAction): z.ZodType<Fields> {
  return FIELDS[action];
}

/** Understands the fields of a form. */
export function readAction(action: InvoiceAction, fields: Fields, language: ScreenLanguage, words: Words): Reading {
  switch (action) {
    case 'pause': {
      const until = typedDay(fields.until ?? '');
      if (until === undefined) return { problems: { until: words.errors.day } };
      const reason = fields.reason ?? '';
      return { done: 'paused', act: (ctx, invoice) => pauseInvoice(ctx, { invoice, until, reason }) };
    }
    case 'resume':
      return { done: 'resumed', act: (ctx, invoice) => resumeInvoice(ctx, { invoice }).then(() => ({})) };
    case 'dispute':
      return {
        done: 'disputed',
        act: (ctx, invoice) => raiseDispute(ctx, { invoice, reason: fields.reason ?? '' }),
      };
    case 'settle':
      return {
        done: 'settled',
        act: (ctx, invoice) =>
          settleDispute(ctx, { invoice, waiveInterest: fields.waiveInterest === 'on' }).then(() => ({})),
      };
    case 'promise': {
      const on = typedDay(fields.on ?? '') ?? null;
      if (on === null) return { problems: { on: words.errors.day } };
      return { done: 'promised', act: (ctx, invoice) => promisePayment(ctx, { invoice, on }) };
    }
    case 'payment':
      return readPayment(fields, language, words);
  }
}

function readPayment(fields: Fields, language: ScreenLanguage, words: Words): Reading {
  const amount = typedAmount(fields.amount ?? '', language);
  const valueOn = typedDay(fields.valueOn ?? '');
  const method = PAYMENT_METHODS.find((one) => one === fields.method);
  if (amount === undefined || valueOn === undefined) {
    return {
      problems: {
        ...(amount === undefined ? { amount: words.errors.amount } : {}),
        ...(valueOn === undefined ? { valueOn: words.errors.day } : {}),
      },
    };
  }
  const day = valueOn === null ? {} : { valueOn };
  return {
    done: 'booked',
    act: (ctx, invoice) =>
      recordPayment(onceBy(ctx, fields.once ?? ''), {
        invoice,
        amount,
        ...day,
        ...(method === undefined ? {} : { method }),
      }),
  };
}
