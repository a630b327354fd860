// Two worker processes that issue at the same time, with real letters: numbers without gaps, none twice, and every
// letter shows the number that its notice has.
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { noticeNumberText } from '../../src/core/notice-number.ts';
import { openStore } from '../../src/db/client.ts';
import { addOneEach, openHouse, run } from '../app/house.ts';
import { run as runTool, withFile } from '../render/support/tools.ts';
import { startChild } from '../support/child.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';
import { numbered } from './two-processes.ts';

/** Four blocks for each: more than a process announces at once. */
const COUNT = 160;
/** Reading letters takes longer than making them; every so many is looked at. */
const LOOK_AT_EACH = 4;
const DAY = '2026-03-10';

test('two processes that issue at once number without gaps, and every letter shows its own number', async () => {
  const url = await createTestDatabase();
  const store = await openStore(
    { kind: 'server', url, waitMs: 0 },
    { log: () => undefined, migrationsDir: MIGRATIONS_DIR },
  );
  afterAll(() => store.close());
  const house = await openHouse(store, { on: DAY });
  const names = numbered('R', COUNT);
  await addOneEach(house, names);
  await run(house);
  const file = fileURLToPath(new URL('children/issuing.ts', import.meta.url));
  const workers = [startChild(file, url, DAY, '0'), startChild(file, url, DAY, '1')];
  await Promise.all(workers.map((worker) => worker.says('ready')));
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  const issued = await Promise.all(workers.map(async (worker) => Number(await worker.says('issued'))));
  expect(issued).toEqual([COUNT / 2, COUNT / 2]);
  const notices = await house.rows(sql`
    select number, issued_by, letter from notices join notice_documents on notice_id = notices.id order by number`);
  expect(notices.map((row) => Number(row.number))).toEqual(names.map((_, index) => index + 1));
  // They took turns: neither waited until the other had done all of its own.
  const turns = notices.filter((row, index) => row.issued_by !== notices[index - 1]?.issued_by).length;
  expect(turns).toBeGreaterThan(2);
  const looked = notices.filter((_, index) => index % LOOK_AT_EACH === 0);
  const wrong = looked.filter((row) => {
    const shown = new Set(textOf(row.letter).match(/M-\d{5}/g));
    return shown.size !== 1 || !shown.has(noticeNumberText(Number(row.number)));
  });
  expect(wrong.map((row) => Number(row.number))).toEqual([]);
}, 60_000);

function textOf(letter: unknown): string {
  return withFile(letter as Uint8Array, 'a.pdf', (path) => runTool('pdftotext', [path, '-'])).toString('utf8');
}
