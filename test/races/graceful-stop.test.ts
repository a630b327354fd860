// The service as a process, asked to stop while the provider is slow: what it is handing over is finished and on
// record, what it held goes back, it ends with 0, and the next start sends the rest; nothing twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { wallClock } from '../../src/clock.ts';
import { addDays } from '../../src/core/day.ts';
import { openStore } from '../../src/db/client.ts';
import { addOneEach, approveAll, openHouse, run } from '../app/house.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR, ROOT } from '../support/paths.ts';
import { numbered } from './two-processes.ts';

/** More than are handed over at the same time. */
const COUNT = 40;
const SLOW_MS = 1_500;

// Resend itself cannot be asked to be slow; this server takes a mail at once and answers late.
const taken: string[] = [];
let answerAfterMs = SLOW_MS;
const provider = createServer((request, response) => {
  request.resume().on('end', () => {
    // It is asked for news, too.
    if (request.method === 'POST') taken.push(String(request.headers['idempotency-key']));
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `r-${taken.length}` }));
    }, answerAfterMs);
  });
});
const folder = mkdtempSync(join(tmpdir(), 'duly-stop-'));

afterAll(() => {
  provider.close();
  rmSync(folder, { recursive: true, force: true });
});

function startService(url: string): { child: ChildProcess; ended: Promise<number | null> } {
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: url,
    DULY_DATA_DIR: folder,
    DULY_PORT: '0',
    DULY_LOG_LEVEL: 'error',
    DULY_MAIL: 'resend',
    DULY_MAIL_PER_SECOND: '1000',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
  };
  const child = spawn(process.execPath, [join(ROOT, 'src', 'main.ts')], { env, cwd: folder, stdio: 'ignore' });
  return { child, ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
}

test('a stop during hand-overs finishes those, gives back the others, and doubles nothing', async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const url = await createTestDatabase();
  const store = await openStore(
    { kind: 'server', url, waitMs: 0 },
    { log: () => undefined, migrationsDir: MIGRATIONS_DIR },
  );
  afterAll(() => store.close());
  const { day } = wallClock.local('Europe/Berlin');
  const house = await openHouse(store, { on: day, plan: { sendFrom: '00:00' } });
  const names = numbered('R', COUNT);
  await addOneEach(house, names, () => ({ due: addDays(day, -2) }));
  await run(house);
  await approveAll(house);
  const states = async () =>
    Object.fromEntries(
      (await house.rows(sql`select state, count(*)::int as n from deliveries group by 1`)).map((row) => [
        row.state,
        Number(row.n),
      ]),
    );
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    for (let n = 0; n < 1_800 && !(await isSo()); n += 1) await sleep(50);
    expect(await isSo()).toBe(true);
  };

  const first = startService(url);
  await until(() => taken.length > 0);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const afterStop = await states();
  // Whatever the provider took is on record as sent; nothing is in doubt, nothing is held by a process that is gone.
  expect(afterStop).toEqual({ sent: taken.length, approved: COUNT - taken.length });
  expect(taken.length).toBeLessThan(COUNT);
  expect(await house.rows(sql`select id from deliveries where state <> 'sent' and lease_until > now()`)).toEqual([]);

  answerAfterMs = 0;
  const second = startService(url);
  await until(async () => (await states()).sent === COUNT);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(taken.filter((key, index) => taken.indexOf(key) !== index)).toEqual([]);
  expect(taken).toHaveLength(COUNT);
}, 90_000);
