// The documents that --json prints, key by key: a field more or less is a change that scripts of others would notice.
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const number = z.string().regex(/^M-\d{5}$/);
const ids = z.array(z.int());
const count = z.int().min(0);

/** A code, its facts, and an English sentence. */
const reason = z.looseObject({ code: z.string(), text: z.string().min(10) });

const problem = z.strictObject({ path: z.string(), message: z.string() });
const failure = z.strictObject({ code: z.string(), message: z.string(), problems: z.array(problem) });
export const ERROR = z.strictObject({ error: failure });

export const RUN = z.strictObject({
  dry: z.boolean(),
  runs: z.array(
    z.strictObject({
      planId: z.int(),
      plan: z.string(),
      on: day,
      outcome: z.enum(['planned', 'stopped', 'already_run']),
      runId: z.int().nullable(),
      gate: reason.nullable(),
      counts: z.strictObject({
        candidates: count,
        proposed: count,
        refreshed: count,
        withdrawn: count,
        held: z.record(z.string(), count),
      }),
    }),
  ),
});

export const PROPOSALS = z.strictObject({
  proposals: z.array(
    z.strictObject({
      id: z.int(),
      version: z.int(),
      state: z.string(),
      byHand: z.boolean(),
      planName: z.string(),
      customer: z.strictObject({ number: z.string(), name: z.string() }),
      level: z.strictObject({ id: z.int(), name: z.string(), position: z.int() }).nullable(),
      currency: z.string(),
      lines: z.array(
        z.strictObject({
          invoice: z.string(),
          dueDate: day,
          daysOverdue: count,
          open: amount,
          levelName: z.string().nullable(),
          reachedOn: day.nullable(),
        }),
      ),
      daysOverdue: count,
      open: amount,
      amounts: z
        .strictObject({
          deadline: day,
          fee: amount,
          carried: amount,
          interest: amount,
          interestUnknownFrom: day.nullable(),
          compensation: amount,
          total: amount,
        })
        .nullable(),
      against: z.strictObject({ kind: z.enum(['withdraw', 'reopen']), reason }).nullable(),
      unmatched: amount,
      wayOut: z.strictObject({
        channel: z.enum(['email', 'letter']).nullable(),
        missing: z.array(z.string()),
        to: z.array(z.string()),
      }),
      reopened: reason.nullable(),
      secondNeeded: reason.nullable(),
      firstApproval: z.strictObject({ by: z.string(), personId: z.int(), at: instant, from: z.string() }).nullable(),
      lastNotice: z.looseObject({ number: z.string() }).nullable(),
    }),
  ),
  sums: z.array(
    z.strictObject({
      levelId: z.int().nullable(),
      levelName: z.string().nullable(),
      currency: z.string(),
      count,
      principal: amount,
    }),
  ),
  total: count,
});

const before = z.strictObject({
  id: z.int(),
  state: z.string(),
  by: z.string().nullable(),
  at: instant.nullable(),
  from: z.string().nullable(),
});
export const DECISION = z.strictObject({
  decision: z.enum(['skip', 'snooze', 'skip_level']),
  decided: ids,
  decidedBefore: z.array(before),
});

const delivery = z.strictObject({ channel: z.string(), state: z.string(), reason: z.string().nullable() });
export const APPROVAL = z.strictObject({
  proposals: z.array(
    z.strictObject({
      id: z.int(),
      customer: z.strictObject({ number: z.string(), name: z.string() }),
      outcome: z.string(),
      notice: number.nullable(),
      currency: z.string(),
      total: amount.nullable(),
      reason: reason.nullable(),
      before: before.nullable(),
      withheld: z.strictObject({ code: z.string(), text: z.string() }).nullable(),
      delivery: delivery.nullable(),
    }),
  ),
  sent: z.strictObject({
    ...{ sent: count, cancelled: count, failed: count, unknown: count, needs_review: count, waiting: count },
    onHold: z.boolean(),
    leftMachine: z.boolean(),
  }),
  outbox: z.string().nullable(),
});

export const PROPOSE = z.strictObject({ proposals: ids });

const changed = { withdrawn: count, refreshed: count };
export const PAUSE = z.strictObject({ invoice: z.string(), until: day.nullable(), ...changed });
export const RESUME = z.strictObject({ invoice: z.string(), ended: z.boolean() });
export const EXCLUDE = z.strictObject({ customer: z.string(), until: day.nullable(), ...changed });
export const INCLUDE = z.strictObject({ customer: z.string(), ended: z.boolean() });
export const SUSPEND = z.strictObject({ until: day.nullable(), ...changed });
export const UNSUSPEND = z.strictObject({ ended: z.boolean() });
export const DISPUTE = z.strictObject({ invoice: z.string(), ...changed });
export const SETTLE = z.strictObject({ invoice: z.string(), settled: z.boolean() });
export const PROMISE = z.strictObject({
  invoice: z.string(),
  on: day,
  through: day,
  amount: amount.nullable(),
  currency: z.string(),
  ...changed,
});

export const PAID = z.strictObject({
  invoice: z.string(),
  payment: z.string(),
  amount,
  open: amount,
  currency: z.string(),
  withdrawn: count,
});
export const BANK = z.strictObject({ lastPostedOn: day });

export const CANCEL = z.strictObject({ number, alreadySent: z.boolean(), invoices: count });
export const RESEND = z.strictObject({
  ...delivery.shape,
  number,
  reference: z.string().nullable(),
  outbox: z.string().nullable(),
});

export const WHY = z.strictObject({
  invoice: z.string(),
  on: day,
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('now') }),
    z.strictObject({
      kind: z.literal('run'),
      runId: z.int(),
      trigger: z.string(),
      startedBy: z.string(),
      at: instant,
    }),
  ]),
  gate: reason.nullable(),
  verdict: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('proposed'), level: z.string().nullable() }),
    z.strictObject({ kind: z.literal('held'), reason }),
  ]),
  open: amount,
  currency: z.string(),
  next: z.strictObject({ level: z.string(), reachedOn: day }).nullable(),
});

export const HISTORY = z.strictObject({
  invoice: z.strictObject({
    number: z.string(),
    kind: z.enum(['invoice', 'credit_note']),
    currency: z.string(),
    issuedOn: day,
    dueDate: day,
    gross: amount,
    open: amount,
  }),
  events: z.array(
    z.strictObject({
      at: instant,
      kind: z.string(),
      by: z.string().nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
    }),
  ),
});

export const FORECAST = z.strictObject({
  days: z.int(),
  rows: z.array(
    z.strictObject({
      on: day,
      plan: z.string(),
      level: z.string().nullable(),
      currency: z.string(),
      notices: count,
      invoices: count,
      principal: amount,
    }),
  ),
});

export const IMPORT = z.strictObject({
  files: z.array(
    z.union([
      z.strictObject({
        kind: z.enum(['customers', 'invoices', 'payments', 'bank_statement', 'e_invoice']),
        file: z.string(),
        importId: z.int().positive(),
        statement: z
          .strictObject({
            accounts: z.array(z.string()),
            booked: count,
            waiting: count,
            pending: count,
            debits: count,
            missing: z.array(z.string()),
          })
          .nullable(),
        dryRun: z.boolean(),
        rows: count,
        added: count,
        changed: count,
        unchanged: count,
        closed: count,
        notTaken: count,
        problems: z.array(
          z.strictObject({
            line: z.int().nonnegative(),
            place: z.string().optional(),
            column: z.string().nullable(),
            value: z.string().nullable(),
            reason: z.string(),
            german: z.string().optional(),
            code: z.string(),
          }),
        ),
        assumptions: z.array(z.string()),
        withdrawnProposals: count,
        matchedAgain: count,
        parts: z.array(z.unknown()).optional(),
      }),
      z.strictObject({ file: z.string(), error: failure }),
    ]),
  ),
  error: failure.optional(),
});

export const SETUP = z.strictObject({
  created: z.boolean(),
  organisation: z.string(),
  plan: z.string().nullable(),
});

export const DOCTOR = z.strictObject({
  ok: z.boolean(),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['ok', 'warning', 'failed']),
      says: z.string(),
      todo: z.string().nullable(),
    }),
  ),
});
