// Deciding: every kind of decision with what follows from it, and that the first one wins.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { reopenProposal, reopenProposals } from '../../src/app/proposals/reopen.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  approveAll,
  type House,
  level,
  liveDay,
  openHouse,
  passedBy,
  proposalOf,
  refusalOf,
  run,
} from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** On 10 March A and B of customer K1, C of K2 wait for a decision about level L1. */
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B' }, { number: 'C', customer: 'K2' }]);
  await run(house);
});

type Decision = Parameters<typeof decideProposals>[1]['decision'];

async function decide(invoice: string, decision: Decision, by = house.anna) {
  return decideProposals(by, { proposals: [(await proposalOf(house, invoice)).id], decision });
}

const stateOf = async (invoice: string) => (await proposalOf(house, invoice)).state;

describe('an approval', () => {
  test('records who, when and from where, and lets the notice be issued', async () => {
    await decide('A', { kind: 'approve', remark: 'called him' }, house.as('Ben', 'approver'));
    const { row } = await proposalOf(house, 'A');
    expect(row).toMatchObject({ state: 'approved', decided_by: 'Ben', decided_from: 'console', remark: 'called him' });
    expect(String(row.decided_on)).toContain('2026-03-10');
    expect(await issueApproved(house.anna, {})).toMatchObject([{ outcome: 'issued', totalCents: 10_000 }]);
    expect(await passedBy(house, 'A')).toBe('L1');
  });

  test('can leave the fee out', async () => {
    const fee = { kind: 'fixed' as const, amount: { '*': '5.00' } };
    house = await openHouse(store, { plan: { levels: [level('L1', { fee })] } });
    await addCustomers(house, ['K1']);
    await addInvoices(house, [{ number: 'A' }, { number: 'B' }]);
    await run(house);
    await decide('A', { kind: 'approve', waiveFee: true });
    await decide('B', { kind: 'approve' });
    const issued = await issueApproved(house.anna, {});
    expect(issued.map((one) => one.outcome === 'issued' && one.totalCents)).toEqual([10_000, 10_500]);
  });

  test('can be taken back until its notice is issued', async () => {
    await decide('A', { kind: 'approve' });
    const { id } = await proposalOf(house, 'A');
    await reopenProposal(house.anna, { proposal: id });
    expect((await proposalOf(house, 'A')).row).toMatchObject({
      state: 'proposed',
      reopened_reason: { code: 'taken_back', by: 'Anna' },
    });
    await approveAll(house);
    expect(await refusalOf(reopenProposal(house.anna, { proposal: id }))).toBe('refused');
  });

  test('that can be taken back for a while is not issued before, and never waits past its day', async () => {
    await decide('A', { kind: 'approve', undoMinutes: 15 });
    house.clock.set('2026-03-10', '08:14');
    expect(await issueApproved(house.anna, {})).toEqual([]);
    house.clock.set('2026-03-10', '08:16');
    expect(await issueApproved(house.anna, {})).toMatchObject([{ outcome: 'issued' }]);
    house.clock.set('2026-03-10', '23:40');
    await decide('B', { kind: 'approve', undoMinutes: 240 });
    house.clock.set('2026-03-10', '23:44');
    expect(await issueApproved(house.anna, {})).toEqual([]);
    house.clock.set('2026-03-10', '23:46');
    expect(await issueApproved(house.anna, {})).toMatchObject([{ outcome: 'issued' }]);
  });

  test('of many can be taken back together, as far as it is not too late', async () => {
    await decide('A', { kind: 'approve' });
    await issueApproved(house.anna, {});
    await decide('B', { kind: 'approve', undoMinutes: 15 });
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((invoice) => proposalOf(house, invoice)));
    const ids = [a?.id ?? 0, b?.id ?? 0, c?.id ?? 0];
    expect(await reopenProposals(house.anna, { proposals: ids })).toEqual({ takenBack: [b?.id], tooLate: [a?.id] });
    expect((await proposalOf(house, 'B')).row).toMatchObject({ state: 'proposed', issue_not_before: null });
  });

  test('at a higher level passes over those between, and the next comes after that one', async () => {
    await decide('A', { kind: 'approve', levelId: house.levels.L2 });
    await issueApproved(house.anna, {});
    expect(await passedBy(house, 'A')).toBe('L2');
    await liveDay(house, '2026-03-12');
    expect(await passedBy(house, 'A')).toBe('L2 L3');
  });

  test('at a lower level than proposed, or one switched off or unknown, is refused and decides nothing', async () => {
    await liveDay(house, '2026-03-10');
    house.clock.set('2026-03-12');
    await run(house);
    expect(await refusalOf(decide('A', { kind: 'approve', levelId: house.levels.L1 }))).toBe('refused');
    await house.rows(sql`update levels set active = false where name = 'L3'`);
    expect(await refusalOf(decide('A', { kind: 'approve', levelId: house.levels.L3 }))).toBe('refused');
    expect(await refusalOf(decide('A', { kind: 'approve', levelId: 999_999 }))).toBe('not_found');
    expect(await stateOf('A')).toBe('proposed');
  });
});

describe('putting off', () => {
  test('a skip is asked again at the run of the next day, not of the same', async () => {
    await decide('A', { kind: 'skip' });
    const first = await proposalOf(house, 'A');
    await run(house);
    expect((await proposalOf(house, 'A')).id).toBe(first.id);
    house.clock.set('2026-03-11');
    await run(house);
    const second = await proposalOf(house, 'A');
    expect([first.state, second.state, second.id > first.id]).toEqual(['skipped', 'proposed', true]);
  });

  test('a snooze is asked again on its day and not the day before', async () => {
    await decide('A', { kind: 'snooze', until: '2026-03-13' });
    const { id } = await proposalOf(house, 'A');
    house.clock.set('2026-03-12');
    await run(house);
    expect((await proposalOf(house, 'A')).id).toBe(id);
    house.clock.set('2026-03-13');
    await run(house);
    expect(await proposalOf(house, 'A')).toMatchObject({ state: 'proposed' });
  });

  test('a snooze ends on a day to come', async () => {
    expect(await refusalOf(decide('A', { kind: 'snooze', until: '2026-03-10' }))).toBe('refused');
    expect(await refusalOf(decide('A', { kind: 'snooze', until: '2026-02-30' as '2026-02-28' }))).toBe('invalid_input');
    expect(await refusalOf(decide('A', { kind: 'snooze', until: '2026-03-11' }))).toBe('done');
  });

  test('a skipped level counts as passed on that day, and nothing is issued', async () => {
    await decide('A', { kind: 'skip_level' });
    expect(await passedBy(house, 'A')).toBe('L1(skipped)');
    expect(await issueApproved(house.anna, {})).toEqual([]);
    house.clock.set('2026-03-11');
    await run(house);
    expect(await stateOf('A')).toBe('level_skipped');
    house.clock.set('2026-03-12');
    await run(house);
    expect((await proposalOf(house, 'A')).row).toMatchObject({ state: 'proposed', level_id: house.levels.L2 });
  });
});

describe('stopping', () => {
  test('a pause withdraws the proposal with its reason, and nothing else', async () => {
    await decide('A', { kind: 'pause', until: '2026-03-12', remark: 'he is ill' });
    expect((await proposalOf(house, 'A')).row).toMatchObject({
      state: 'withdrawn',
      withdrawn_reason: { code: 'invoice_paused', until: '2026-03-12', by: 'Anna', reason: 'he is ill' },
    });
    expect([await stateOf('B'), await stateOf('C')]).toEqual(['proposed', 'proposed']);
    for (const [day, state] of [
      ['2026-03-12', 'withdrawn'],
      ['2026-03-13', 'proposed'],
    ] as const) {
      house.clock.set(day);
      await run(house);
      expect(await stateOf('A')).toBe(state);
    }
  });

  test('an exclusion withdraws all proposals of the customer, and of nobody else', async () => {
    await decide('A', { kind: 'exclude', remark: 'insolvent' });
    expect([await stateOf('A'), await stateOf('B'), await stateOf('C')]).toEqual([
      'withdrawn',
      'withdrawn',
      'proposed',
    ]);
    expect((await proposalOf(house, 'B')).row.withdrawn_reason).toMatchObject({
      code: 'customer_blocked',
      until: null,
    });
  });
});

describe('of two decisions', () => {
  test('the first wins, and the second is told who decided what', async () => {
    await decide('A', { kind: 'skip' }, house.as('Ben', 'approver'));
    const late = await decide('A', { kind: 'approve' });
    expect(late.decided).toEqual([]);
    expect(late.decidedBefore).toMatchObject([{ state: 'skipped', by: 'Ben', from: 'console' }]);
    expect(await stateOf('A')).toBe('skipped');
  });

  test('also a pause or an exclusion tells who it was', async () => {
    await decide('A', { kind: 'pause' }, house.as('Ben', 'approver'));
    expect((await decide('A', { kind: 'approve' })).decidedBefore).toMatchObject([{ state: 'withdrawn', by: 'Ben' }]);
  });

  test('about many proposals only those still open are decided', async () => {
    await decide('B', { kind: 'skip' }, house.as('Ben', 'approver'));
    const ids = [];
    for (const invoice of ['A', 'B', 'C']) ids.push((await proposalOf(house, invoice)).id);
    const { decided, decidedBefore } = await decideProposals(house.anna, {
      proposals: [...ids, ...ids],
      decision: { kind: 'approve' },
    });
    expect(decided).toEqual([ids[0], ids[2]]);
    expect(decidedBefore.map((one) => [one.id, one.by])).toEqual([[ids[1], 'Ben']]);
  });

  test('one that looked at an older version decides none of its proposals', async () => {
    const [a, b] = [await proposalOf(house, 'A'), await proposalOf(house, 'B')];
    const seen = [a, b].map(({ id, row }) => ({ id, version: Number(row.version) }));
    await house.rows(sql`update proposals set version = version + 1 where id = ${b.id}`);
    const act = decideProposals(house.anna, { proposals: [a.id, b.id], decision: { kind: 'approve' }, seen });
    await expect(act).rejects.toThrow(/changed since you looked at it/);
    expect([await stateOf('A'), await stateOf('B')]).toEqual(['proposed', 'proposed']);
    const [first] = seen;
    await decideProposals(house.anna, { proposals: [a.id], decision: { kind: 'approve' }, seen: first ? [first] : [] });
    expect(await stateOf('A')).toBe('approved');
  });

  test('about a proposal that does not exist nothing is decided', async () => {
    const { id } = await proposalOf(house, 'A');
    const act = decideProposals(house.anna, { proposals: [id, 999_999], decision: { kind: 'approve' } });
    expect(await refusalOf(act)).toBe('not_found');
    expect(await stateOf('A')).toBe('proposed');
  });
});
