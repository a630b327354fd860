// (c) The server restarts under load, in order and like a crash, then all connections are ended again and again.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseTools, FaultCase } from '../case.ts';
import { answers, settledWithin } from '../case.ts';

const WORKERS = 12;
const POOL_MAX = 10;
const DRAIN_MS = 8_000;

export const restarts: FaultCase = {
  title: '(c) server restarts under load',
  subjects: ['pg, our store'],
  parent: 'restarts',
  run: async ({ open, beside, uncaught, parentDone }: CaseTools) => {
    await beside('truncate probe');
    const subject = await open({ poolMax: POOL_MAX });
    const acknowledged: string[] = [];
    let stopped = false;
    const workers = Array.from({ length: WORKERS }, async (_, worker) => {
      for (let call = 0; !stopped; call += 1) {
        const id = `${worker}:${call}`;
        const insert = (half: string) => `insert into probe values ('${id}:${half}')`;
        const work =
          worker % 3 === 0
            ? subject.tx(async (run) => {
                await run(insert('1'));
                await run(insert('2'));
              })
            : subject.run(`${insert('1')}, ('${id}:2')`);
        await work.then(
          () => acknowledged.push(id),
          () => sleep(5),
        );
      }
    });
    await parentDone;
    stopped = true;
    const stuck = WORKERS - (await settledWithin(workers, DRAIN_MS));
    const alive = await answers(subject, POOL_MAX);
    const kept = new Set((await beside('select id from probe')).map(({ id }) => String(id)));
    const halves = [...kept].filter(
      (id) => !kept.has(id.endsWith('1') ? id.replace(/1$/, '2') : id.replace(/2$/, '1')),
    );
    const missing = acknowledged.filter((id) => !kept.has(`${id}:1`));
    return {
      passed: stuck + missing.length + halves.length + uncaught() === 0 && alive && acknowledged.length > 0,
      detail:
        `${acknowledged.length} acknowledged, ${missing.length} of them missing, ${halves.length} halves, ` +
        `${uncaught()} uncaught, ${stuck} of ${WORKERS} workers stuck, pool ${alive ? 'answers' : 'is dead'}`,
    };
  },
};
