// Reading forms: fields by name, nothing unknown, and what a person typed turned into what a use case takes. Rules are
// the use cases' own; here only the way of writing is understood, and their complaints are put beside the field.

import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { type InputProblem, UseCaseError } from '../app/errors.ts';
import { readNumeral } from '../app/ingest/amount.ts';
import { readDayText } from '../app/ingest/day.ts';
import type { Day } from '../core/day.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import type { Request } from './web.ts';

/** What is wrong, by the name of the field. */
export type Problems = Readonly<Record<string, string>>;

/**
 * The form of a request. A field the schema does not know, or a hidden one that was changed, is no mistake of typing:
 * the whole form is refused (400). Fields named in `many` are lists, all others may come once.
 */
export async function readForm<S extends z.ZodType>(
  c: Request,
  schema: S,
  many: readonly string[] = [],
): Promise<z.output<S>> {
  const sent = new URLSearchParams(await c.req.text());
  const names = new Set(sent.keys());
  const entries = [...names].map((name): [string, unknown] => {
    const values = sent.getAll(name);
    return [name, many.includes(name) || values.length > 1 ? values : values[0]];
  });
  const parsed = schema.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw new HTTPException(400);
  return parsed.data;
}

/** The key of a form whose doing must not be repeated by a second click or a reload; see `keyField`. */
export const FORM_KEY = z.uuid().or(z.literal('')).default('');

/** Does what follows in one transaction with the key of its form; throws `DoneBefore` the second time. */
export function onceBy(ctx: Context, key: string): Context {
  return key === '' ? ctx : { ...ctx, once: `form ${key}` };
}

/** A typed day: null when empty, `undefined` when it is none. */
export function typedDay(text: string): Day | null | undefined {
  if (text.trim() === '') return null;
  const reading = readDayText(text.trim());
  return reading.kind === 'day' ? reading.day : undefined;
}

/** A typed amount as a decimal string; one that reads in two ways is read as the page's language writes it. */
export function typedAmount(text: string, language: ScreenLanguage): string | undefined {
  const numeral = readNumeral(text.trim());
  if (numeral === null) return undefined;
  const [first, second] = language === 'de' ? (['1.234,56', '1,234.56'] as const) : (['1,234.56', '1.234,56'] as const);
  return numeral[first] ?? numeral[second] ?? undefined;
}

/** What a use case found wrong with the input, beside the field it means; null when the error is of another kind. */
export function problemsOf(error: unknown, c: Request): Problems | null {
  if (!(error instanceof UseCaseError) || error.code !== 'invalid_input') return null;
  return Object.fromEntries(
    error.problems.map((problem) => [problem.path.split('.').at(-1) ?? '', complaint(problem, c)]),
  );
}

/** A complaint as a sentence beside its field; days and amounts as this page takes them. */
export function complaint({ code, texts }: InputProblem, c: Request): string {
  const { errors } = c.get('words');
  if (code === 'day') return errors.day;
  if (code === 'amount' || code === 'amount_above_zero' || code === 'amount_not_zero') return errors.amount;
  const text = texts[c.get('language')];
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
