// (b) The connection of a running transaction is ended from outside; two more statements are tried on it.
import type { CaseTools, FaultCase } from '../case.ts';
import { answers, settledWithin } from '../case.ts';

export const lostConnection: FaultCase = {
  title: '(b) connection lost in use',
  subjects: ['pg, our store'],
  parent: 'nothing',
  run: async ({ open, beside, uncaught }: CaseTools) => {
    const subject = await open({ poolMax: 2 });
    let settled = 0;
    const lost = subject.tx(async (run) => {
      const [row] = await run('select pg_backend_pid() as pid');
      await beside(`select pg_terminate_backend(${row?.pid})`);
      settled += await settledWithin([run('select 1')], 2_000);
      settled += await settledWithin([run('select 2')], 2_000);
    });
    await settledWithin([lost], 6_000);
    const alive = await answers(subject, 2);
    return {
      passed: settled === 2 && alive && uncaught() === 0,
      detail: `${settled} of 2 statements end, ${uncaught()} uncaught, pool ${alive ? 'answers' : 'is dead'}`,
    };
  },
};
