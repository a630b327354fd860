// What can go wrong on the way to Slack, by the double's own choice: per method, for some calls or until it is healed.

export type Fault =
  /** 429 with Retry-After. */
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** An HTTP status without a body that means anything. */
  | { kind: 'status'; status: number }
  /** `{ ok: false, error }`, e.g. channel_not_found, token_revoked, message_not_found. */
  | { kind: 'error'; error: string }
  /** The connection is cut before anything was done. */
  | { kind: 'cut_before' }
  /** The connection is cut after Slack did the work: the caller cannot know. */
  | { kind: 'cut_after' }
  /** No answer at all until the caller gives up. */
  | { kind: 'hang' };

interface Planned {
  fault: Fault;
  left: number;
}

export interface Faults {
  /** The next calls of a method (or of all, `*`) meet this fault; without `times` until `heal`. */
  plan(method: string, fault: Fault, times?: number): void;
  heal(method?: string): void;
  /** The fault that this call meets, if any. */
  next(method: string): Fault | null;
}

export function createFaults(): Faults {
  const planned = new Map<string, Planned[]>();
  return {
    plan: (method, fault, times = Number.POSITIVE_INFINITY) => {
      planned.set(method, [...(planned.get(method) ?? []), { fault, left: times }]);
    },
    heal: (method) => {
      if (method === undefined) planned.clear();
      else planned.delete(method);
    },
    next: (method) => {
      const found = [...(planned.get(method) ?? []), ...(planned.get('*') ?? [])].find(({ left }) => left > 0);
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}
