// The work that follows decisions: automation, issuing, sending. With the queue, jobs come as soon as a decision is
// committed and a patrol finds what no job brought; without it, one round does everything by the same use cases.
// Several processes may do the same: every step is a compare-and-set.

import { sendWebhooks } from './app/api/send-webhooks.ts';
import { type Context, JOB_KINDS, type JobKind } from './app/context.ts';
import { filesToWorkOn, workOnFiles } from './app/imports/in-background.ts';
import { type IssueOutcome, issueApproved, issueEachBlock } from './app/notices/issue.ts';
import { fallBackToLetters } from './app/notices/problems.ts';
import { dueForSending, type SendSummary, sendDue, sendEach, sendTools } from './app/notices/send.ts';
import { sweepInterrupted } from './app/notices/sweep.ts';
import { automateProposals } from './app/proposals/automate.ts';
import { proposalIdsToIssue } from './db/decisions.ts';
import type { Queue } from './db/queue.ts';
import type { StoreLog } from './db/store.ts';

export interface Worker {
  /** Asks for a round of the patrol; returns at once. */
  kick(): void;
  /** Waits for what is under way and starts nothing else. */
  stop(): Promise<void>;
}

/** One round: what levels do by themselves, then everything approved, then everything that may leave. */
export async function workOnce(ctx: Context): Promise<{ issued: IssueOutcome[]; sent: SendSummary }> {
  await sweepInterrupted(ctx, {});
  await automateProposals(ctx, {});
  const issued = await issueApproved(ctx, {});
  const sent = await sendDue(ctx, {});
  await fallBackToLetters(ctx, {});
  await sendWebhooks(ctx, {});
  await workOnFiles(ctx, {});
  return { issued, sent };
}

/** Notices that a worker takes to issue at a time: many blocks, so that some are printed while another is written. */
const ISSUE_BATCH = 200;
/** Deliveries that a worker takes at a time, so many of them under way at once: they wait for others' answers. */
const SEND_BATCH = 40;
const SEND_BATCHES = 2;
const SEND_AT_ONCE = 20;
/** How long a step of a delivery waits for those of others, so that they are one statement. */
const SEND_LINGER_MS = 10;
const PATROL_AT_MOST = 10_000;

/** Opens the queue on the context's database and starts working on it; use cases wake it from then on. */
export async function startWorker(
  ctx: Context,
  { log, failed }: { log: StoreLog; failed: (error: unknown) => void },
): Promise<Worker> {
  const { openQueue } = await import('./db/queue.ts');
  const queue = await openQueue<JobKind>(ctx.store, { kinds: JOB_KINDS, log });
  ctx.ports.jobs = queue;
  const tools = sendTools(ctx, SEND_LINGER_MS);
  await queue.work({
    issue: { handle: (ids, stopping) => issueJobs(ctx, ids, stopping), batch: ISSUE_BATCH, atOnce: 1 },
    import: { handle: (files) => workOnFiles(ctx, { files: [...files] }), batch: 1, atOnce: 1 },
    send: {
      handle: (ids, stopping) => sendEach(ctx, tools, ids, { atOnce: SEND_AT_ONCE, stopping }),
      batch: SEND_BATCH,
      atOnce: SEND_BATCHES,
    },
  });
  const patrols = oneAtATime(() => patrol(ctx, queue), failed);
  return {
    kick: patrols.kick,
    async stop() {
      await patrols.stop();
      await queue.stop();
    },
  };
}

/** Returns those that are to be tried again; once `stopping` is aborted, also those it did not come to. */
async function issueJobs(ctx: Context, ids: readonly string[], stopping: AbortSignal): Promise<string[]> {
  const outcomes = await issueEachBlock(ctx, ids.map(Number), { send: true, onlyDue: true }, stopping);
  const isAgain = (id: string) => {
    const outcome = outcomes.get(Number(id))?.outcome;
    return outcome === 'failed' || (outcome === undefined && stopping.aborted);
  };
  return ids.filter(isAgain);
}

/**
 * Finds what no job brings: hand-overs that were interrupted, automation whose day has come, approvals and deliveries
 * whose time has come or whose job was lost. Waking an id that waits already changes nothing.
 */
export async function patrol(ctx: Context, queue: Pick<Queue<JobKind>, 'wake'>): Promise<void> {
  await sweepInterrupted(ctx, {});
  await automateProposals(ctx, {});
  await fallBackToLetters(ctx, {});
  const approved = await proposalIdsToIssue(ctx.store.db, ctx.clock.now());
  const due = await dueForSending(ctx, PATROL_AT_MOST);
  const files = await filesToWorkOn(ctx);
  await ctx.store.tx(async (db) => {
    await queue.wake(db, 'import', files);
    await queue.wake(db, 'issue', approved.slice(0, PATROL_AT_MOST));
    await queue.wake(db, 'send', due?.ids ?? []);
  });
  await sendWebhooks(ctx, {});
}

/** Runs a round when asked; asked again while it runs, it runs once more. */
function oneAtATime(round: () => Promise<void>, failed: (error: unknown) => void): Worker {
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | null = null;
  const rounds = async (): Promise<void> => {
    while (wanted && !stopped) {
      wanted = false;
      await round().catch(failed);
    }
    running = null;
  };
  return {
    kick() {
      wanted = true;
      if (!stopped) running ??= rounds();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
