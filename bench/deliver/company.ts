// The company that is measured: approved notices of a customer each, about one to five invoices, none issued yet.
import { sql } from 'drizzle-orm';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { wallClock } from '../../src/clock.ts';
import { addDays } from '../../src/core/day.ts';
import { addCustomers, addInvoices, level, openHouse } from '../../test/app/house.ts';
import { openBenchStore } from '../program.ts';

/** Invoices a notice: the first has one, the fifth five, and again. */
const INVOICES_AT_MOST = 5;

export async function fillCompany(url: string, count: number): Promise<void> {
  const store = await openBenchStore(url);
  const { day } = wallClock.local('Europe/Berlin');
  const levels = [level('Reminder', { fee: { kind: 'fixed', amount: { '*': '5.00' } } })];
  const house = await openHouse(store, {
    on: day,
    organisation: { iban: 'DE89370400440532013000' },
    // One notice for all that a customer owes; sent at any time of day.
    plan: { levels, grouping: 'customer', sendFrom: '00:00' },
  });
  const customers = Array.from({ length: count }, (_, index) => `K${String(index + 1).padStart(5, '0')}`);
  await addCustomers(house, customers);
  await addInvoices(
    house,
    customers.flatMap((customer, index) =>
      Array.from({ length: 1 + (index % INVOICES_AT_MOST) }, (_, nth) => ({
        number: `${customer}-${nth + 1}`,
        customer,
        due: addDays(day, -2),
        gross: `${100 + ((index * 7_919 + nth * 104_729) % 9_000)}.50`,
      })),
    ),
  );
  await startRun(house.anna, {});
  const { decided } = await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  if (decided.length !== count) throw new Error(`${decided.length} of ${count} notices are approved`);
  await store.db.execute(sql`analyze`);
  await store.close();
}
