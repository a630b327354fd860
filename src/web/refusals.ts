// Refusals that belong beside the form they answer: the person can correct it and try again.

import { UseCaseError } from '../app/errors.ts';
import { type Problems, problemsOf } from './forms.ts';
import type { Request } from './web.ts';

export interface Refusal {
  problems: Problems;
  /** Why the whole was refused; null when only fields are wrong. */
  text: string | null;
}

/** What can be said beside a form; null for anything that cannot be corrected there. */
export function refusalOf(error: unknown, c: Request): Refusal | null {
  const problems = problemsOf(error, c);
  if (problems !== null) return { problems, text: null };
  if (error instanceof UseCaseError && error.code === 'refused')
    return { problems: {}, text: error.in(c.get('language')) };
  return null;
}
