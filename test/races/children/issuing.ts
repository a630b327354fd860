// A process that issues its half of the approved notices, with the real renderer, as soon as there are any.
//
//   node issuing.ts URL DAY HALF     says "ready", then "issued N"
import { issueApproved } from '../../../src/app/notices/issue.ts';
import { virtualClock, wallClock } from '../../../src/clock.ts';
import { ROOT } from '../../../src/compose.ts';
import type { Day } from '../../../src/core/day.ts';
import { openStore } from '../../../src/db/client.ts';
import { proposalIdsToIssue } from '../../../src/db/decisions.ts';
import { createOutbox } from '../../../src/deliver/outbox.ts';
import { createRenderer, shippedText } from '../../../src/render/index.ts';

const [url = '', day = '', half = '0'] = process.argv.slice(2);
const log = () => undefined;
const store = await openStore({ kind: 'server', url, waitMs: 0 }, { log, migrationsDir: `${ROOT}/src/db/migrations` });
const clock = { ...virtualClock(day as Day, 'Europe/Berlin', '09:00'), sleep: wallClock.sleep };
const ports = {
  renderer: await createRenderer({ root: ROOT }),
  transport: createOutbox('/nowhere'),
  shippedText: async (...of: Parameters<typeof shippedText> extends [string, ...infer Rest] ? Rest : never) =>
    shippedText(ROOT, ...of),
  log,
};
process.stdout.write('ready\n');
let ids: number[] = [];
while (ids.length === 0) {
  await wallClock.sleep(5);
  ids = await proposalIdsToIssue(store.db, clock.now());
}
const proposals = ids.filter((id) => id % 2 === Number(half));
const outcomes = await issueApproved(
  { store, clock, ports, actor: { name: `Worker ${half}`, role: 'approver', surface: 'schedule' } },
  { proposals },
);
process.stdout.write(`issued ${outcomes.filter((one) => one.outcome === 'issued').length}\n`);
await store.close();
