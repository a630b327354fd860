// How the double says no: Slack's error code, and where it has them the places in the payload.
import type { Problem } from './blocks.ts';
import type { Json } from './shape.ts';

/** `{ ok: false, error }` as Slack answers it, with status 200. */
export class Refusal extends Error {
  readonly body: Json;

  constructor(error: string, more: Json = {}) {
    super(error);
    this.name = 'Refusal';
    this.body = { ok: false, error, ...more };
  }
}

/** The answer to a payload that breaks the rules of Block Kit. */
export function invalid(error: 'invalid_blocks' | 'invalid_arguments', problems: readonly Problem[]): Refusal {
  const messages = problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  return new Refusal(error, { errors: problems.map(({ message }) => message), response_metadata: { messages } });
}
