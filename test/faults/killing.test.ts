// Real processes killed between approval and receipt, a database server that restarts under them, a full disk: in
// small; `npm run torture` does it hundreds of times.
import { expect, test, vi } from 'vitest';
import { runDiskFull } from '../../bench/torture/real/disk-full.ts';
import { isBroken } from '../../bench/torture/real/judge.ts';
import { runKills } from '../../bench/torture/real/kill.ts';
import { runRestarts } from '../../bench/torture/real/restarts.ts';

// Processes that die and begin again take their time on a machine that is busy.
vi.setConfig({ testTimeout: 600_000 });

const NOTHING_BROKEN = { lost: 0, doubled: 0, misreported: 0, hidden: 0, differing: 0, forgotten: 0 };

test.each([
  ['two workers on a server, by a provider that knows keys', 'postgres', 'resend', 4],
  ['the one process of the embedded database, by a mail server that knows none', 'embedded', 'smtp', 2],
] as const)(
  'SIGKILL for %s: nothing is lost or doubled, every doubt is shown',
  async (_who, database, provider, kills) => {
    const found = await runKills({ database, provider, kills, notices: kills * 6, seed: 1 });
    expect(found).toMatchObject({ kills, ...NOTHING_BROKEN });
    expect(isBroken(found)).toBe(false);
    expect(found.sent + found.withPerson).toBe(kills * 6);
  },
);

test('a server that is stopped, dropped and killed while two workers send costs no notice and no worker', async () => {
  const found = await runRestarts({ restarts: 3, notices: 18, seed: 1 });
  expect(found).toMatchObject({ died: 0, restarts: { fast: 1, immediate: 1, kill: 1 }, ...NOTHING_BROKEN });
  expect(isBroken(found)).toBe(false);
});

test('what a full disk refused is written later, whole and once, each with its line in the journal', async () => {
  const found = await runDiskFull({ notices: 12, fills: 1 });
  expect(found.refusals).toBeGreaterThan(0);
  expect(found).toMatchObject({ half: 0, unjournalled: 0, ...NOTHING_BROKEN, sent: 12 });
});
