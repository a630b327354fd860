// The few ways in which a use case can say no. Each surface translates them once; none carries a stack to a user.

export const ERROR_CODES = ['invalid_input', 'forbidden', 'not_found', 'conflict', 'refused', 'unavailable'] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface InputProblem {
  /** Path of the field, e.g. `levels.0.afterDays`. */
  path: string;
  message: string;
}

/**
 * A refusal with a code. `invalid_input`: the input itself is wrong (see `problems`). `forbidden`: the role is too low.
 * `not_found`: what it names does not exist. `conflict`: somebody was first. `refused`: allowed and well-formed, but
 * the present state does not permit it. `unavailable`: a part of the system is missing or down.
 */
export class UseCaseError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly InputProblem[];

  constructor(code: ErrorCode, message: string, problems: readonly InputProblem[] = []) {
    super(message);
    this.name = 'UseCaseError';
    this.code = code;
    this.problems = problems;
  }
}

/** The request was carried out before, by its key (`Context.once`); nothing was done now. */
export class DoneBefore extends Error {
  override readonly name = 'DoneBefore';
}

export function notFound(what: string, hint = ''): UseCaseError {
  return new UseCaseError('not_found', hint === '' ? `${what} was not found.` : `${what} was not found. ${hint}`);
}

export function refused(message: string): UseCaseError {
  return new UseCaseError('refused', message);
}
