// A company with many approved notices that nobody has issued yet, on a database of its own; and how they ended.
import { sql } from 'drizzle-orm';
import { decideProposals } from '../../../src/app/proposals/decide.ts';
import { startRun } from '../../../src/app/run/start-run.ts';
import { wallClock } from '../../../src/clock.ts';
import { addDays } from '../../../src/core/day.ts';
import type { Store } from '../../../src/db/client.ts';
import { addCustomers, addInvoices, openHouse } from '../../../test/app/house.ts';

/** Approves `count` notices of a customer each; nothing is issued. */
export async function approveMany(store: Store, count: number): Promise<void> {
  const { day } = wallClock.local('Europe/Berlin');
  const house = await openHouse(store, { on: day, organisation: { iban: 'DE89370400440532013000' } });
  const numbers = Array.from({ length: count }, (_, index) => `T${String(index + 1).padStart(5, '0')}`);
  await addCustomers(
    house,
    numbers.map((number) => `K${number}`),
  );
  await addInvoices(
    house,
    numbers.map((number) => ({ number, customer: `K${number}`, due: addDays(day, -2) })),
  );
  await startRun(house.anna, {});
  const { decided } = await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  if (decided.length !== count) throw new Error(`${decided.length} of ${count} notices are approved`);
}

export interface Books {
  /** Proposals by state. */
  proposals: Record<string, number>;
  /** Deliveries: id and state. */
  deliveries: { id: string; state: string }[];
  /** Numbers of notices are 1 to n without a gap. */
  gapless: boolean;
}

export async function readBooks(store: Store): Promise<Books> {
  const rows = async <T>(query: ReturnType<typeof sql>) =>
    ((await store.db.execute(query)) as unknown as { rows: T[] }).rows;
  const states = await rows<{ state: string; n: number }>(
    sql`select state, count(*)::int as n from proposals group by 1`,
  );
  const [numbers] = await rows<{ gapless: boolean }>(sql`
    select coalesce(max(number) = count(*) and min(number) = 1, true) as gapless from notices where number is not null`);
  return {
    proposals: Object.fromEntries(states.map(({ state, n }) => [state, n])),
    deliveries: await rows(sql`select id, state from deliveries`),
    gapless: numbers?.gapless === true,
  };
}
