// What every fault case gets and gives. A case runs in a process of its own, so that an uncaught error is counted.
import type { Run, Subject, SubjectName } from './subject.ts';

export type CaseResult = { readonly passed: boolean; readonly detail: string };

export type CaseTools = {
  /** Opens the driver under test; small pools make the faults likely. */
  readonly open: (options: { poolMax: number; idleInTransactionMs?: number }) => Promise<Subject>;
  /** Runs a statement on a plain connection of its own, beside the driver under test. */
  readonly beside: Run;
  /** Ends backends from another process while this one is blocked, so that its event loop has not seen the close. */
  readonly endUnseen: (pids: readonly unknown[]) => void;
  /** Errors that no caller could catch, so far. */
  readonly uncaught: () => number;
  /** Resolves when the parent process has done its part. */
  readonly parentDone: Promise<void>;
};

export type FaultCase = {
  readonly title: string;
  readonly subjects: readonly SubjectName[];
  /** What the parent does to the server meanwhile; nothing for most. */
  readonly parent: 'nothing' | 'restarts';
  readonly run: (tools: CaseTools) => Promise<CaseResult>;
};

/** How many of the promises settle in time. */
export async function settledWithin(promises: readonly Promise<unknown>[], timeoutMs: number): Promise<number> {
  let settled = 0;
  const count = () => {
    settled += 1;
  };
  const all = Promise.all(promises.map((promise) => promise.then(count, count)));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, timeoutMs))]);
  return settled;
}

/** True when the driver runs `count` transactions at the same time and all of them end in time. */
export async function answers({ tx }: Subject, count: number, timeoutMs = 4_000): Promise<boolean> {
  let committed = 0;
  const calls = Array.from({ length: count }, () =>
    tx((run) => run('select pg_sleep(0.1)')).then(() => {
      committed += 1;
    }),
  );
  await settledWithin(calls, timeoutMs);
  return committed === count;
}
