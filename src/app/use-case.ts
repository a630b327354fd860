// The one frame of every use case: parse the input, check the role, open the transaction, write the audit rows.
// Surfaces call use cases and nothing else; none of them owns a rule.

import type { z } from 'zod';
import { mayAct, type Role } from '../core/actor.ts';
import type { Day } from '../core/day.ts';
import { type AuditEntry, appendAudit } from '../db/audit.ts';
import { keepRequest } from '../db/chat.ts';
import { describeDbError } from '../db/errors.ts';
import { type Organisation, readOrganisation } from '../db/organisation.ts';
import type { Db } from '../db/store.ts';
import { tellOf } from './api/events.ts';
import type { Context, Instant } from './context.ts';
import { DoneBefore, invalidInput, refusal } from './errors.ts';
import { problemOfIssue } from './refusals/complaints.ts';

/** What a use case works with besides its input. `today` is the plain date in the organisation's zone. */
export interface Work {
  ctx: Context;
  db: Db;
  organisation: Organisation;
  now: Instant;
  today: Day;
}

/** An audit row without what the frame knows itself. */
export type AuditNote = Omit<AuditEntry, 'at' | 'actor' | 'personId' | 'role' | 'surface' | 'action'>;

export interface UseCase<S extends z.ZodType, R> {
  /** noun.verb; also the audit action and the name in the API. */
  name: string;
  summary: string;
  role: Role;
  /** Whether it changes anything: a command leaves an audit row for every change. */
  kind: 'command' | 'query';
  input: S;
  (ctx: Context, input: z.input<S>): Promise<R>;
}

interface Definition<S extends z.ZodType> {
  name: string;
  summary: string;
  role: Role;
  input: S;
}

/** A change in one transaction. `run` returns its result and one audit note per thing it changed (none = no change). */
export function command<S extends z.ZodType, R>(
  definition: Definition<S> & {
    run(work: Work, input: z.output<S>): Promise<{ result: R; audit: AuditNote[] }>;
  },
): UseCase<S, R> {
  return frame(definition, 'command', (ctx, input) =>
    inTransaction(ctx, async (work) => {
      if (ctx.once !== undefined && !(await keepRequest(work.db, ctx.once, work.now))) throw new DoneBefore();
      const { result, audit } = await definition.run(work, input);
      await noteChanges(work, definition.name, audit);
      if (ctx.kept?.command === definition.name) await ctx.kept.write(work.db, result);
      return result;
    }),
  );
}

/** SQLSTATEs after which the same transaction may simply be tried again: deadlock, serialization, a race for a key. */
const TRY_AGAIN = new Set(['40P01', '40001', '23505']);
const TRIES = 3;

/** Runs one unit of work in a transaction; again when another one got in its way, since nothing of it was kept. */
export async function inTransaction<T>(ctx: Context, fn: (work: Work) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ctx.store.tx(async (db) => fn(await startWork(ctx, db)));
    } catch (error) {
      const { code } = describeDbError(error);
      if (tried < TRIES && code !== undefined && TRY_AGAIN.has(code)) continue;
      if (code === '23505') throw refusal('on_record_already');
      if (code === '23503') throw refusal('refers_to_nothing');
      throw error;
    }
  }
}

/** Reads only; no transaction of its own, no audit row. */
export function query<S extends z.ZodType, R>(
  definition: Definition<S> & { run(work: Work, input: z.output<S>): Promise<R> },
): UseCase<S, R> {
  return frame(definition, 'query', async (ctx, input) => definition.run(await startWork(ctx, ctx.store.db), input));
}

/** A change that needs several transactions (the daily run, issuing, sending); it opens them and audits by itself. */
export function operation<S extends z.ZodType, R>(
  definition: Definition<S> & { run(ctx: Context, input: z.output<S>): Promise<R> },
): UseCase<S, R> {
  return frame(definition, 'command', definition.run);
}

/** What a transaction of an operation starts from. */
export async function startWork(ctx: Context, db: Db): Promise<Work> {
  const organisation = await readOrganisation(db);
  if (organisation === null) throw refusal('not_set_up');
  return { ctx, db, organisation, now: ctx.clock.now(), today: ctx.clock.local(organisation.timeZone).day };
}

/** Writes audit rows in the transaction of `work`, and what other programs are told of them. */
export async function noteChanges(
  work: Pick<Work, 'ctx' | 'db' | 'now'>,
  action: string,
  notes: readonly AuditNote[],
): Promise<void> {
  const { name, personId = null, role, surface } = work.ctx.actor;
  await appendAudit(
    work.db,
    notes.map((note) => ({ ...note, action, at: work.now, actor: name, personId, role, surface })),
  );
  await tellOf(work.db, { action, at: work.now, by: name }, notes);
}

function frame<S extends z.ZodType, R>(
  definition: Definition<S>,
  kind: 'command' | 'query',
  run: (ctx: Context, input: z.output<S>) => Promise<R>,
): UseCase<S, R> {
  const { name: useCaseName, summary, role, input: schema } = definition;
  const call = async (ctx: Context, raw: z.input<S>): Promise<R> => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      throw invalidInput(useCaseName, parsed.error.issues.map(problemOfIssue));
    }
    if (!mayAct(ctx.actor.role, role)) throw refusal('role_needed', { name: ctx.actor.name, role });
    return run(ctx, parsed.data);
  };
  // A function's own `name` is read-only, hence defineProperty instead of assign.
  const described = { name: useCaseName, summary, role, kind, input: schema };
  for (const [key, value] of Object.entries(described)) Object.defineProperty(call, key, { value, enumerable: true });
  return call as UseCase<S, R>;
}
