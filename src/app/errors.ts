// The few ways in which a use case can say no. A refusal carries its reason, what it names and its sentence in every
// language of the screens; each surface chooses the language. None carries a stack to a user.

import type { ScreenLanguage } from '../core/reason-text.ts';
import { type ComplaintName, type InputProblem, inputProblem, type Limits } from './refusals/complaints.ts';
import { REFUSALS } from './refusals/index.ts';
import type { ArgsOf, ErrorCode, Params, Saying, Texts } from './refusals/say.ts';

export type { InputProblem } from './refusals/complaints.ts';
export { ERROR_CODES, type ErrorCode } from './refusals/say.ts';

/** A refusal; `message` is its English sentence. */
export class UseCaseError extends Error {
  readonly code: ErrorCode;
  /** What exactly: a name that does not change with the sentence. */
  readonly reason: string;
  /** What the sentence names, for programs. */
  readonly params: Params;
  readonly problems: readonly InputProblem[];
  readonly texts: Texts;

  constructor(
    reason: string,
    said: { code: ErrorCode; texts: Texts; params: Params },
    problems: readonly InputProblem[] = [],
  ) {
    super(said.texts.en);
    this.name = 'UseCaseError';
    this.reason = reason;
    this.code = said.code;
    this.params = said.params;
    this.texts = said.texts;
    this.problems = problems;
  }

  /** The sentence in a language of the screens. */
  in(language: ScreenLanguage): string {
    return this.texts[language];
  }

  /** The same refusal with the fields that are at fault. */
  at(problems: readonly InputProblem[]): UseCaseError {
    return new UseCaseError(this.reason, this, problems);
  }
}

/** The request was carried out before, by its key (`Context.once`); nothing was done now. */
export class DoneBefore extends Error {
  override readonly name = 'DoneBefore';
}

/** Makes refusals from a list of sayings; wrong or missing params do not compile. */
export function refuserOf<L extends Readonly<Record<string, Saying<never>>>>(list: L) {
  return <R extends keyof L & string>(reason: R, ...args: ArgsOf<L[R]>): UseCaseError => {
    const params: Params = args[0] ?? {};
    // The arguments were checked against the saying's own params; behind the list all look alike.
    const { code, texts } = list[reason] as unknown as Saying<Params>;
    return new UseCaseError(reason, { code, texts: texts(params), params });
  };
}

/** The refusal to throw, e.g. `throw refusal('invoice_disputed', { invoice })`; its sentences are in `refusals/`. */
export const refusal = refuserOf(REFUSALS);

/** One field of an input is wrong in a way that only the use case can tell. */
export function wrongField(useCase: string, path: string, name: ComplaintName, limits: Limits = {}): UseCaseError {
  return invalidInput(useCase, [inputProblem(path, name, limits)]);
}

/** What is wrong with an input: the first problem in a sentence, all of them as problems. */
export function invalidInput(useCase: string, problems: readonly InputProblem[]): UseCaseError {
  const [first] = problems;
  const where = first === undefined || first.path === '' ? '' : ` (${first.path})`;
  const what = first?.texts ?? { en: 'invalid input', de: 'ungültige Eingabe' };
  return refusal('invalid_input', { useCase, what, where }).at(problems);
}
