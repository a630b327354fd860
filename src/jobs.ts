// The work that follows decisions: automation, issuing, sending. One round at a time in a process; asked again while it
// runs, it runs once more. Several processes may do the same: every step is a compare-and-set.

import type { Context } from './app/context.ts';
import { type IssueOutcome, issueApproved } from './app/notices/issue.ts';
import { type SendSummary, sendDue } from './app/notices/send.ts';
import { sweepInterrupted } from './app/notices/sweep.ts';
import { automateProposals } from './app/proposals/automate.ts';

export interface Worker {
  /** Asks for a round; returns at once. */
  kick(): void;
  /** Waits for the round under way and starts no other. */
  stop(): Promise<void>;
}

/** One round: what levels do by themselves, then everything approved, then everything that may leave. */
export async function workOnce(ctx: Context): Promise<{ issued: IssueOutcome[]; sent: SendSummary }> {
  await sweepInterrupted(ctx, {});
  await automateProposals(ctx, {});
  const issued = await issueApproved(ctx, {});
  const sent = await sendDue(ctx, {});
  return { issued, sent };
}

export function startWorker(ctx: Context, failed: (error: unknown) => void): Worker {
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | null = null;
  const rounds = async (): Promise<void> => {
    while (wanted && !stopped) {
      wanted = false;
      try {
        await workOnce(ctx);
      } catch (error) {
        failed(error);
      }
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
