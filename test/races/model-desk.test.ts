// The rows in memory that the simulation runs on behave like the database: random steps on both, every row compared.
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createModel, type Model, newRow } from '../../bench/torture/sim/model-desk.ts';
import { pauseInvoice, resumeInvoice } from '../../src/app/holds/blocks.ts';
import { pauseSending, resumeSending } from '../../src/app/notices/control.ts';
import type { Claim, SendDesk } from '../../src/app/notices/desk.ts';
import { applyNews } from '../../src/app/notices/news.ts';
import { sqlDesk } from '../../src/app/notices/sql-desk.ts';
import { inTransaction } from '../../src/app/use-case.ts';
import { NEWS_KINDS } from '../../src/core/envelope.ts';
import { afterReceipt, LEASE_MS } from '../../src/core/sending.ts';
import { dueDeliveryIds, releaseClaims } from '../../src/db/deliveries.ts';
import { addCustomers, addInvoices, approveAll, type House, openHouse, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';

const RUNS = 25;

let house: House;
let ids: string[];

beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['KA', 'KB']);
  await addInvoices(house, [
    { number: 'A', customer: 'KA' },
    { number: 'B', customer: 'KB' },
  ]);
  await run(house);
  await approveAll(house);
  const rows = await house.rows(sql`
    select delivery.id from deliveries delivery join notice_invoices using (notice_id)
    join invoices on invoices.id = invoice_id order by invoices.number`);
  ids = rows.map((row) => String(row.id));
  // The window of the day is not part of the model.
  house.ports.transport = { ...house.ports.transport, leavesMachine: false };
  house.clock.set('2026-03-10', '14:00');
});

const RECEIPTS = [
  { outcome: 'accepted', reference: 'r' },
  { outcome: 'unknown', detail: 'silence' },
  { outcome: 'refused', permanent: true, detail: 'no' },
  { outcome: 'refused', permanent: false, detail: 'later' },
] as const;

const which = fc.nat(1);
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), which }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('intend' as const), which, claim: fc.nat(3), sha: fc.nat(9) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('settle' as const), which, claim: fc.nat(3), receipt: fc.nat(3) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('news' as const), which, kind: fc.constantFrom(...NEWS_KINDS) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), which }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const, 'sweep' as const), which }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        which,
        ms: fc.constantFrom(1_000, 61_000, 301_000, 3_601_000),
      }),
    },
  ),
  { minLength: 10, maxLength: 40 },
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? (T extends readonly (infer S)[] ? S : never) : never;

/** Both worlds, freshly approved. */
async function fresh() {
  const stopped = new Set<string>();
  const held = { now: false };
  const model = createModel({ isStopped: (id) => stopped.has(id), isHeld: () => held.now });
  await house.rows(sql`delete from delivery_attempts`);
  await house.rows(sql`update blocks set ended_at = now(), ended_by = 'test' where ended_at is null`);
  await house.rows(sql`update sending_holds set ended_at = now() where ended_at is null`);
  const createdAt = house.clock.now();
  await house.rows(sql`
    update deliveries set state = 'approved', epoch = 0, attempts = 0, lease_until = null, not_before = null,
      transport = null, payload_sha256 = null, doubt_since = null, transport_reference = null, sent_at = null,
      settled_at = null, reason = null, created_at = ${createdAt}::timestamptz`);
  for (const id of ids) model.rows.set(id, newRow(id, createdAt));
  return { model, stopped, held, claims: new Map<string, { real: Claim; modelled: Claim }[]>() };
}
type Worlds = Awaited<ReturnType<typeof fresh>>;

/** One step on both; what they say must be equal. */
async function take(worlds: Worlds, step: Step, desk: SendDesk): Promise<void> {
  const { model, stopped, held, claims } = worlds;
  const id = ids[step.which] ?? '';
  const invoice = step.which === 0 ? 'A' : 'B';
  const transport = house.ports.transport;
  const now = house.clock.now();
  const known = claims.get(id) ?? [];
  switch (step.do) {
    case 'claim': {
      const until = house.clock.after(now, LEASE_MS);
      const real = await desk.claim(id, now, until);
      const modelled = await model.desk.claim(id, now, until);
      expect(real === null).toBe(modelled === null);
      if (real !== null && modelled !== null) claims.set(id, [{ real, modelled }, ...known].slice(0, 4));
      return;
    }
    case 'intend': {
      const claim = known[step.claim];
      if (claim === undefined) return;
      const what = { payloadSha256: step.sha === 0 ? 'other' : 'same', transport, now };
      expect(await desk.intend(claim.real, what)).toBe(await model.desk.intend(claim.modelled, what));
      return;
    }
    case 'settle': {
      const claim = known[step.claim];
      const receipt = RECEIPTS[step.receipt];
      if (claim === undefined || receipt === undefined) return;
      const base = { attempts: claim.real.attempts + 1, ageMs: 0, repeatable: true, canLookUp: false };
      const doubtMs = claim.real.doubtSince === null ? null : house.clock.elapsedMs(claim.real.doubtSince, now);
      const verdict = afterReceipt(receipt, { ...base, doubtMs });
      const reference = receipt.outcome === 'accepted' ? receipt.reference : null;
      const evidence = { attempt: { outcome: receipt.outcome, intendedAt: now }, reference };
      const answers = await Promise.all([
        desk.settle(claim.real, 'attempted', verdict, evidence, now),
        model.desk.settle(claim.modelled, 'attempted', verdict, evidence, now),
      ]);
      expect(answers[0]).toBe(answers[1]);
      return;
    }
    case 'news': {
      const news = { kind: step.kind, detail: null, reference: null };
      const real = await inTransaction(house.anna, (work) => applyNews(work, id, news));
      expect(real).toBe(model.news(id, step.kind));
      return;
    }
    case 'pause':
      if (!stopped.has(id)) await pauseInvoice(house.anna, { invoice });
      stopped.add(id);
      return;
    case 'resume':
      if (stopped.delete(id)) await resumeInvoice(house.anna, { invoice });
      return;
    case 'hold':
      if (!held.now) await pauseSending(house.anna, { reason: 'test' });
      held.now = true;
      return;
    case 'release':
      if (held.now) await resumeSending(house.anna, { reason: 'test' });
      held.now = false;
      return;
    case 'sweep': {
      const found = async (side: Pick<SendDesk, 'interrupted'>) =>
        (await side.interrupted(now)).map(({ claim }) => claim.id).sort();
      expect(await found(desk)).toEqual(await found(model.desk));
      await releaseClaims(house.store.db, now);
      model.releaseClaims(now);
      return;
    }
    case 'wait':
      await house.clock.sleep(step.ms);
  }
}

/** Every row of the database in the model's words. */
async function compare(model: Model): Promise<void> {
  const now = house.clock.now();
  expect(model.dueIds(now).sort()).toEqual((await dueDeliveryIds(house.store.db, now, 10, ['email'])).sort());
  const rows = await house.rows(sql`
    select id, state, epoch, attempts, transport, payload_sha256, doubt_since is null as certain,
      lease_until is null as free, not_before is null as "any time", transport_reference,
      (select count(*)::int from delivery_attempts where delivery_id = id) as intents from deliveries`);
  const modelled = [...model.rows.values()].map((row) => ({
    ...{ id: row.id, state: row.state, epoch: row.epoch, attempts: row.attempts, transport: row.transport },
    ...{ payload_sha256: row.payloadSha256, certain: row.doubtSince === null, free: row.leaseUntil === null },
    ...{ 'any time': row.notBefore === null, transport_reference: row.reference, intents: row.intents.length },
  }));
  const byId = (a: { id?: unknown }, b: { id?: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
  expect(modelled.sort(byId)).toEqual(rows.sort(byId));
}

test('random steps lead to the same rows in memory and in the database', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const worlds = await fresh();
      const desk = sqlDesk(house.anna);
      for (const step of story) {
        await take(worlds, step, desk);
        await compare(worlds.model);
      }
    }),
    { numRuns: RUNS },
  );
}, 60_000);
