// (a) A transaction whose connection the server ended goes on, and its late statement lands in somebody else's.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseTools, FaultCase } from '../case.ts';
import type { Run } from '../subject.ts';

const IDLE_MS = 300;

export const mixedTransactions: FaultCase = {
  title: '(a) transactions mixed',
  subjects: ['pg, our store', 'postgres.js'],
  parent: 'nothing',
  run: async ({ open, beside, uncaught }: CaseTools) => {
    await beside('truncate probe');
    const { tx } = await open({ poolMax: 1, idleInTransactionMs: IDLE_MS });
    const note = (run: Run, what: string) => run(`insert into probe values ('${what}')`);
    const first = tx(async (run) => {
      await note(run, 'tx1:1');
      await sleep(IDLE_MS * 2);
      await note(run, 'tx1:2');
    });
    const second = sleep(500).then(() =>
      tx(async (run) => {
        await note(run, 'tx2:1');
        await sleep(200);
        await note(run, 'tx2:2');
        throw new Error('the second is not wanted');
      }),
    );
    const outcomes = await Promise.allSettled([first, second]);
    await sleep(200);
    const kept = (await beside('select id from probe order by id')).map(({ id }) => id);
    const rejected = outcomes.filter(({ status }) => status === 'rejected').length;
    return {
      passed: kept.length === 0 && rejected === 2 && uncaught() === 0,
      detail: `${rejected} of 2 rejected, rows kept: ${kept.join(' ') || 'none'}`,
    };
  },
};
