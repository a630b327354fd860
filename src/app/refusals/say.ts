// How a refusal is written down: its code and its sentence in every language of the screens. A missing language does
// not compile.

import type { ScreenLanguage } from '../../core/reason-text.ts';

export const ERROR_CODES = ['invalid_input', 'forbidden', 'not_found', 'conflict', 'refused', 'unavailable'] as const;
/**
 * `invalid_input`: the input itself is wrong (see `problems`). `forbidden`: the role is too low. `not_found`: what it
 * names does not exist. `conflict`: somebody was first. `refused`: allowed and well-formed, but the present state does
 * not permit it. `unavailable`: a part of the system is missing or down.
 */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A sentence in each language. */
export type Texts = Readonly<Record<ScreenLanguage, string>>;

/** What a sentence names: plain data, so that a program can read it, too. */
export type Params = object;

type None = Record<never, never>;
type Sentences<P> = Readonly<Record<ScreenLanguage, string | ((params: P) => string)>>;

export interface Saying<P extends Params> {
  code: ErrorCode;
  texts(params: P): Texts;
}

/** Arguments of a refusal: none where its sentence names nothing. */
export type ArgsOf<S> = S extends Saying<infer P> ? (keyof P extends never ? [] : [params: P]) : never;

/** A refusal of a kind, with its sentences; `P` is what they name. */
export function says<P extends Params = None>(code: ErrorCode, sentences: Sentences<P>): Saying<P> {
  return { code, texts: (params) => textsOf(sentences, params) };
}

/** What somebody asked for by `P`, and what does not exist: `en` and `de` name it, hints come after. */
export function missing<P extends Params = None>(what: Sentences<P>, hint: Sentences<P> = { en: '', de: '' }) {
  const whole = (params: P): Texts => {
    const [named, more] = [textsOf(what, params), textsOf(hint, params)];
    return {
      en: `${named.en} was not found. ${more.en}`.trim(),
      de: `${named.de} wurde nicht gefunden. ${more.de}`.trim(),
    };
  };
  return { code: 'not_found', texts: whole } as Saying<P>;
}

export function textsOf<P>({ en, de }: Sentences<P>, params: P): Texts {
  return { en: typeof en === 'string' ? en : en(params), de: typeof de === 'string' ? de : de(params) };
}
