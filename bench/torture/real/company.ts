// A company with many customers who are due a notice each, on a database of its own; and what its books say at the end.
import { verifyAudit } from '../../../src/app/audit/chain.ts';
import type { Ports } from '../../../src/app/context.ts';
import { deliveryProblems } from '../../../src/app/notices/problems.ts';
import { startRun } from '../../../src/app/run/start-run.ts';
import { wallClock } from '../../../src/clock.ts';
import { addDays } from '../../../src/core/day.ts';
import { noticeNumberText } from '../../../src/core/notice-number.ts';
import type { Store } from '../../../src/db/client.ts';
import { createOutbox } from '../../../src/deliver/outbox.ts';
import { addCustomers, addInvoices, level, openHouse } from '../../../test/app/house.ts';
import { plainRenderer } from '../../../test/support/world.ts';

/** Proposes `count` notices, one a customer; nothing is approved. It may be sent at any time of any day. */
export async function proposeMany(store: Store, count: number): Promise<void> {
  const { day } = wallClock.local('Europe/Berlin');
  const house = await openHouse(store, {
    // Set up the day before: what was changed later than an approval would void it.
    on: addDays(day, -1),
    organisation: { iban: 'DE89370400440532013000' },
    plan: { sendFrom: '00:00', levels: [level('L1')] },
  });
  const numbers = Array.from({ length: count }, (_, index) => `T${String(index + 1).padStart(5, '0')}`);
  await addCustomers(
    house,
    numbers.map((number) => `K${number}`),
  );
  await addInvoices(
    house,
    numbers.map((number) => ({ number, customer: `K${number}`, due: addDays(day, -2) })),
  );
  await startRun({ ...house.anna, clock: wallClock }, {});
  const { rows } = await store.executeSql(`select count(*)::int as n from proposals where state = 'proposed'`);
  if (rows[0]?.n !== count) throw new Error(`${rows[0]?.n} of ${count} notices are proposed`);
}

/** Reading needs none of them. */
const PORTS: Ports = {
  renderer: plainRenderer,
  transport: createOutbox('outbox'),
  shippedText: async () => ({ subject: '', body: '' }),
  log: () => undefined,
};

export interface Books {
  /** Every delivery with its notice's number as the provider sees it. */
  deliveries: { id: string; notice: string; state: string }[];
  /** How many customers hold more than one notice. */
  twice: number;
  /** Numbers of notices are 1 to n without a gap. */
  gapless: boolean;
  /** Ids that the page of delivery problems shows to a person. */
  shown: string[];
  /** The chain of the audit trail holds. */
  auditIntact: boolean;
}

export async function readBooks(store: Store): Promise<Books> {
  const rows = async (text: string) => (await store.executeSql(text)).rows;
  const [sums] = await rows(
    `select coalesce(max(number) = count(*) and min(number) = 1, true) as gapless,
       count(*) - count(distinct customer_id) as twice from notices where number is not null`,
  );
  const deliveries = await rows(
    'select deliveries.id, deliveries.state, number from deliveries join notices on notices.id = notice_id',
  );
  const viewer = {
    ...{ store, clock: wallClock, ports: PORTS },
    actor: { name: 'Vera', role: 'viewer', surface: 'console' } as const,
  };
  return {
    deliveries: deliveries.map(({ id, state, number }) => ({
      id: String(id),
      state: String(state),
      notice: noticeNumberText(Number(number)),
    })),
    twice: Number(sums?.twice),
    gapless: sums?.gapless === true,
    shown: (await deliveryProblems(viewer, {})).map(({ delivery }) => delivery),
    auditIntact: (await verifyAudit(viewer, {})).intact,
  };
}
