// Real processes killed between approval and receipt, in small; `npm run torture` kills hundreds.
import { expect, test } from 'vitest';
import { isBroken } from '../../bench/torture/real/judge.ts';
import { runKills } from '../../bench/torture/real/kill.ts';

test.each([
  ['two workers on a server, by a provider that knows keys', 'postgres', 'resend', 8],
  ['the one process of the embedded database, by a mail server that knows none', 'embedded', 'smtp', 3],
] as const)(
  'SIGKILL for %s: nothing is lost or doubled, every doubt is shown',
  async (_who, database, provider, kills) => {
    const found = await runKills({ database, provider, kills, notices: kills * 10, seed: 1 });
    expect(found).toMatchObject({ kills, lost: 0, doubled: 0, misreported: 0, hidden: 0, differing: 0, forgotten: 0 });
    expect(isBroken(found)).toBe(false);
    expect(found.sent + found.withPerson).toBe(kills * 10);
  },
);
