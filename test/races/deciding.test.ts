// Runs and people at the same time, in two processes on one server: one run, one decision, no proposal twice.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { addDays } from '../../src/core/day.ts';
import { addCustomers, addInvoices, type House, proposalOf, refusalOf, run } from '../app/house.ts';
import { numbered, openSharedHouse, openTwice, soon, type TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;

beforeAll(async () => {
  processes = await openTwice();
});

const INVOICES = numbered('R', 50);

async function openFilled() {
  const house = await openSharedHouse(processes);
  await addCustomers(house, ['K1']);
  await addInvoices(
    house,
    INVOICES.map((number) => ({ number })),
  );
  return house;
}

const idsOf = async (house: House, state: string) =>
  (await house.rows(sql`select id from proposals where state = ${state} order by id`)).map((row) => Number(row.id));

/** Invoices that move on more than one open proposal, which the key forbids, or stand on none. */
async function countOpen(house: House) {
  const [row] = await house.rows(sql`
    select count(*)::int as lines, count(distinct invoice_id)::int as invoices
    from proposal_invoices join proposals on proposals.id = proposal_id
    where moves and state in ('proposed', 'approved')`);
  return row;
}

test('of twenty scheduled runs of a plan and day one takes place', async () => {
  const house = await openFilled();
  const asked = Array.from({ length: 20 }, (_, index) =>
    startRun(index % 2 === 0 ? house.anna : house.ben, { trigger: index % 5 === 0 ? 'catch_up' : 'schedule' }),
  );
  const outcomes = (await Promise.all(asked)).flat().map((one) => one.outcome);
  expect(outcomes.filter((outcome) => outcome === 'planned')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'already_run')).toHaveLength(19);
  expect(await countOpen(house)).toEqual({ lines: 50, invoices: 50 });
});

test('two runs by people at once make every proposal once', async () => {
  const house = await openFilled();
  const runs = await Promise.all([startRun(house.anna, {}), startRun(house.ben, {})]);
  expect(runs.flat().map((one) => one.outcome)).toEqual(['planned', 'planned']);
  expect(await countOpen(house)).toEqual({ lines: 50, invoices: 50 });
  expect(await house.rows(sql`select id from proposals`)).toHaveLength(50);
});

describe('two people who decide the same fifty proposals', () => {
  test('decide each once, and each is told what the other one did', async () => {
    const house = await openFilled();
    await run(house);
    const ids = await idsOf(house, 'proposed');
    const [anna, ben] = await Promise.all([
      decideProposals(house.anna, { proposals: ids, decision: { kind: 'approve' } }),
      decideProposals(house.ben, { proposals: ids.toReversed(), decision: { kind: 'skip' } }),
    ]);
    expect([...anna.decided, ...ben.decided].sort((a, b) => a - b)).toEqual(ids);
    expect(anna.decided.length === 50 || ben.decided.length === 50).toBe(true);
    expect(anna.decidedBefore.every((one) => one.state === 'skipped' && one.by === 'Ben')).toBe(true);
    expect(ben.decidedBefore.every((one) => one.state === 'approved' && one.by === 'Anna')).toBe(true);
  });

  test('one by one, each of them as often as it was open', async () => {
    const house = await openFilled();
    await run(house);
    const ids = await idsOf(house, 'proposed');
    const results = await Promise.all(
      ids.flatMap((id) => [
        decideProposals(house.anna, { proposals: [id], decision: { kind: 'approve' } }),
        decideProposals(house.ben, { proposals: [id], decision: { kind: 'snooze', until: '2026-03-20' } }),
      ]),
    );
    const decided = results.flatMap((one) => one.decided);
    expect(decided.toSorted((a, b) => a - b)).toEqual(ids);
    const [row] = await house.rows(sql`
      select count(*)::int as rows, count(distinct entity_id)::int as proposals from audit where action = 'proposal.decide'`);
    expect(row).toEqual({ rows: 50, proposals: 50 });
  });
});

describe('a run while people decide', () => {
  test('asks nobody again about what was put off or passed over that day', async () => {
    for (let round = 0; round < 8; round += 1) {
      const house = await openFilled();
      await run(house);
      const ids = await idsOf(house, 'proposed');
      const decide = (from: number, decision: Parameters<typeof decideProposals>[1]['decision']) =>
        Promise.all(
          ids
            .slice(from, from + 10)
            .map((id) => soon(15).then(() => decideProposals(house.ben, { proposals: [id], decision }))),
        );
      const again = async () => {
        for (let n = 0; n < 3; n += 1) await startRun(house.anna, {});
      };
      await Promise.all([
        again(),
        decide(0, { kind: 'snooze', until: addDays('2026-03-10', 5) }),
        decide(10, { kind: 'skip' }),
        decide(20, { kind: 'skip_level' }),
        decide(30, { kind: 'approve' }),
      ]);
      const states = await house.rows(sql`
        select state, count(*)::int as n from proposals group by state order by state`);
      expect(states).toEqual([
        { state: 'approved', n: 10 },
        { state: 'level_skipped', n: 10 },
        { state: 'proposed', n: 10 },
        { state: 'skipped', n: 10 },
        { state: 'snoozed', n: 10 },
      ]);
    }
  });

  test('finds each decided proposal as it was decided when it has something to refresh', async () => {
    const house = await openFilled();
    await run(house);
    const ids = await idsOf(house, 'proposed');
    await house.rows(sql`update invoices set paid_cents = 1000`);
    await Promise.all([
      startRun(house.anna, {}),
      ...ids.map((id) =>
        soon(20).then(() => decideProposals(house.ben, { proposals: [id], decision: { kind: 'skip' } })),
      ),
    ]);
    expect(await idsOf(house, 'skipped')).toEqual(ids);
  });

  test('two people propose the same invoice by hand: one of them is refused, or finds it proposed', async () => {
    const house = await openFilled();
    for (const invoice of INVOICES.slice(0, 15)) {
      const outcomes = await Promise.all([
        refusalOf(proposeByHand(house.anna, { invoices: [invoice] })),
        refusalOf(proposeByHand(house.ben, { invoices: [invoice] })),
      ]);
      expect(outcomes.toSorted()).toEqual(['done', 'refused']);
      expect((await proposalOf(house, invoice)).state).toBe('proposed');
    }
  });
});

describe('two workers who issue the same approvals', () => {
  test('issue each notice once, with numbers without gaps', async () => {
    const house = await openFilled();
    await run(house);
    const ids = await idsOf(house, 'proposed');
    await decideProposals(house.anna, { proposals: ids, decision: { kind: 'approve' } });
    const [here, there] = await Promise.all([
      issueApproved(house.anna, { proposals: ids }),
      issueApproved(house.ben, { proposals: ids.toReversed() }),
    ]);
    const issued = [...here, ...there].filter((one) => one.outcome === 'issued');
    expect(issued.map((one) => one.proposalId).toSorted((a, b) => a - b)).toEqual(ids);
    expect([...here, ...there].filter((one) => one.outcome === 'not_approved')).toHaveLength(50);
    const numbers = (await house.rows(sql`select number from notices order by number`)).map((row) =>
      Number(row.number),
    );
    expect(numbers).toEqual(ids.map((_, index) => index + 1));
    expect(await house.rows(sql`select id from passages`)).toHaveLength(50);
  });

  test('leave no gap either when some of the letters cannot be made', async () => {
    const house = await openFilled();
    await run(house);
    await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
    const { letter } = house.ports.renderer;
    // A renderer that fails now and then: the number it had been given must go to the next one.
    house.ports.renderer.letter = async (...asked) => {
      await soon(2);
      if (Math.random() < 0.3) throw new Error('no font');
      return letter(...asked);
    };
    try {
      await Promise.all([issueApproved(house.anna, {}), issueApproved(house.ben, {})]);
    } finally {
      house.ports.renderer.letter = letter;
    }
    const numbers = (await house.rows(sql`select number from notices order by number`)).map((row) =>
      Number(row.number),
    );
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(10);
  });
});
