// (d) An idle connection is lost unseen and the next transaction begins on it: is the client given back when `begin`
// fails?
import type { CaseTools, FaultCase } from '../case.ts';
import { answers } from '../case.ts';

const POOL_MAX = 2;

export const leakedClients: FaultCase = {
  title: '(d) clients leaked',
  subjects: ['pg, our store', 'pg, drizzle on a pool'],
  parent: 'nothing',
  run: async ({ open, endUnseen, uncaught }: CaseTools) => {
    const subject = await open({ poolMax: POOL_MAX });
    let failed = 0;
    for (let round = 0; round < POOL_MAX; round += 1) {
      const [row] = await subject.run('select pg_backend_pid() as pid');
      endUnseen([row?.pid]);
      await subject
        .tx((run) => run('select 1'))
        .catch(() => {
          failed += 1;
        });
    }
    const alive = await answers(subject, POOL_MAX);
    return {
      passed: failed === POOL_MAX && alive && uncaught() === 0,
      detail: `${failed} of ${POOL_MAX} calls rejected, pool ${alive ? 'answers' : 'is dead'}`,
    };
  },
};
