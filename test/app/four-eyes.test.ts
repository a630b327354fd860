// Four eyes: above the amount or from the level on, a notice goes out after two different people approved it.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { invoiceHistory } from '../../src/app/insight/invoice-history.ts';
import { listUndecided, weighProposals } from '../../src/app/insight/list-proposals.ts';
import { viewProposal } from '../../src/app/insight/preview-proposal.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { automateProposals } from '../../src/app/proposals/automate.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { reopenProposal } from '../../src/app/proposals/reopen.ts';
import { changeOrganisation } from '../../src/app/settings/change-organisation.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { personOn } from '../support/people.ts';
import { addCustomers, addInvoices, type House, level, openHouse, proposalOf, refusalOf, run } from './house.ts';

let store: Store;
let house: House;
let anna: Context;
let ben: Context;
let cara: Context;

beforeAll(async () => {
  store = await openTestStore();
});

/** Above 1,000.00 EUR, or from the third level on; BIG waits with 1,000.01 EUR, EVEN with 1,000.00 EUR at L1. */
beforeEach(async () => {
  house = await openHouse(store, { organisation: { fourEyes: { above: { EUR: '1000' }, fromLevel: 3 } } });
  anna = await personOn(house.anna, 'Anna');
  ben = await personOn(house.anna, 'Ben');
  cara = await personOn(house.anna, 'Cara');
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [
    { number: 'BIG', gross: '1000.01' },
    { number: 'EVEN', gross: '1000.00', customer: 'K2' },
  ]);
  await run(house);
});

type Decision = Parameters<typeof decideProposals>[1]['decision'];
const APPROVE = { kind: 'approve' } as const;
const idOf = async (invoice: string) => (await proposalOf(house, invoice)).id;
const stateOf = async (invoice: string) => (await proposalOf(house, invoice)).state;

async function decide(by: Context, invoice: string, decision: Decision = APPROVE) {
  return decideProposals(by, { proposals: [await idOf(invoice)], decision });
}

describe('above the amount', () => {
  test('one approval waits for a second, and at the amount one is enough', async () => {
    const both = [await idOf('BIG'), await idOf('EVEN')];
    const result = await decideProposals(anna, { proposals: both, decision: APPROVE });
    expect(result).toEqual({ decided: [both[1]], waiting: [both[0]], withheld: [], decidedBefore: [] });
    expect(await issueApproved(house.anna, {})).toHaveLength(1);
    expect(await stateOf('BIG')).toBe('approved_once');
  });

  test('the second person lets the notice go, and both are on record', async () => {
    await decide(anna, 'BIG');
    expect((await decide(ben, 'BIG')).decided).toEqual([await idOf('BIG')]);
    const { row } = await proposalOf(house, 'BIG');
    expect(row).toMatchObject({ state: 'approved', first_approved_by: 'Anna', decided_by: 'Ben' });
    expect(await issueApproved(house.anna, {})).toMatchObject([{ outcome: 'issued' }]);
    const audit = await house.rows(
      sql`select actor, person_id from audit where action = 'proposal.decide' order by id`,
    );
    expect(audit.map((one) => [one.actor, one.person_id !== null])).toEqual([
      ['Anna', true],
      ['Ben', true],
    ]);
    const { events } = await invoiceHistory(house.anna, { invoice: 'BIG' });
    expect(events.filter((event) => event.kind === 'decided').map((event) => [event.by, event.facts.decision])).toEqual(
      [
        ['Anna', 'approved_once'],
        ['Ben', 'approved'],
      ],
    );
  });

  test('one person twice counts once, from whichever surface', async () => {
    await decide(anna, 'BIG');
    const fromSlack = { ...anna, actor: { ...anna.actor, surface: 'slack' as const } };
    expect((await decide(fromSlack, 'BIG')).withheld).toEqual([{ id: await idOf('BIG'), why: 'approved_by_you' }]);
    expect(await stateOf('BIG')).toBe('approved_once');
  });

  test('whoever is not on the list approves nothing that needs two people', async () => {
    expect((await decide(house.anna, 'BIG')).withheld).toEqual([{ id: await idOf('BIG'), why: 'not_a_person' }]);
    expect(await stateOf('BIG')).toBe('proposed');
    await decide(anna, 'BIG');
    expect((await decide(house.anna, 'BIG')).withheld).toMatchObject([{ why: 'not_a_person' }]);
  });

  test('the database itself refuses two approvals of one person', async () => {
    await decide(anna, 'BIG');
    const same = sql`update proposals set state = 'approved', decided_by = 'Anna', decider_id = first_approver_id
      where state = 'approved_once'`;
    await expect(house.rows(same)).rejects.toMatchObject({ cause: { constraint: 'proposals_two_people' } });
  });
});

describe('the second person', () => {
  test('who changes the fee is the first again, and the first one may confirm it', async () => {
    await decide(anna, 'BIG');
    expect((await decide(ben, 'BIG', { kind: 'approve', waiveFee: true })).waiting).toHaveLength(1);
    expect((await decide(ben, 'BIG')).withheld).toMatchObject([{ why: 'approved_by_you' }]);
    await decide(anna, 'BIG');
    expect((await proposalOf(house, 'BIG')).row).toMatchObject({
      state: 'approved',
      waive_fee: true,
      decided_by: 'Anna',
    });
  });

  test('who chooses another level is the first again; taken back, the level is the proposed one', async () => {
    await decide(anna, 'BIG');
    await decide(ben, 'BIG', { kind: 'approve', levelId: house.levels.L2!, remark: 'he knows' });
    expect((await proposalOf(house, 'BIG')).row).toMatchObject({ state: 'approved_once', first_approved_by: 'Ben' });
    await reopenProposal(cara, { proposal: await idOf('BIG') });
    expect((await proposalOf(house, 'BIG')).row).toMatchObject({
      level_id: house.levels.L1,
      level_chosen_by_id: null,
      first_approved_by: null,
    });
  });

  test('is not the one who proposed it by hand at a level of his choice', async () => {
    await addInvoices(house, [{ number: 'HAND', gross: '5000', due: '2026-03-09' }]);
    await proposeByHand(anna, { invoices: ['HAND'], levelId: house.levels.L2! });
    await decide(ben, 'HAND');
    expect((await decide(anna, 'HAND')).withheld).toMatchObject([{ why: 'level_chosen_by_you' }]);
  });

  test('may decide otherwise: skipping needs one person', async () => {
    await decide(anna, 'BIG');
    await decide(ben, 'BIG', { kind: 'skip' });
    expect((await proposalOf(house, 'BIG')).row).toMatchObject({ state: 'skipped', decided_by: 'Ben' });
  });
});

describe('a level chosen from the third on', () => {
  test('needs two people also below the amount', async () => {
    await decide(anna, 'EVEN', { kind: 'approve', levelId: house.levels.L3!, remark: 'last chance' });
    expect((await proposalOf(house, 'EVEN')).row).toMatchObject({
      state: 'approved_once',
      second_needed: { code: 'level', fromLevel: 3 },
    });
  });
});

describe('an approval under way', () => {
  test('keeps the rule it began with when the rule is lifted', async () => {
    await decide(anna, 'BIG');
    await changeOrganisation(house.anna, { fourEyes: { above: {}, fromLevel: null } });
    expect((await decide(anna, 'BIG')).withheld).toHaveLength(1);
    expect((await decide(ben, 'BIG')).decided).toHaveLength(1);
  });

  test.each([
    ['asked anew when the invoice says something else', '0.01', { state: 'proposed', first_approved_by: null }],
    ['withdrawn when it is paid', '1000.01', { state: 'withdrawn', first_approved_by: 'Anna' }],
  ])('is %s', async (_what, amount, after) => {
    await decide(anna, 'BIG');
    await recordPayment(house.anna, { invoice: 'BIG', amount, valueOn: '2026-03-10' });
    expect((await proposalOf(house, 'BIG')).row).toMatchObject(after);
  });

  test('survives the next run as it is, without a second proposal', async () => {
    await decide(anna, 'BIG');
    await run(house);
    expect(await stateOf('BIG')).toBe('approved_once');
    const rows = await house.rows(sql`select state from proposals order by id`);
    expect(rows.map((row) => row.state)).toEqual(['approved_once', 'proposed']);
  });

  test('is listed with who approved it and why two are needed', async () => {
    await decide(anna, 'BIG');
    const { rows, total } = await listUndecided(ben, {});
    expect(total).toBe(2);
    const big = rows.find((row) => row.lines[0]?.invoice === 'BIG');
    expect(big).toMatchObject({
      state: 'approved_once',
      secondNeeded: { code: 'amount', currency: 'EUR', limitCents: 100_000 },
      firstApproval: { by: 'Anna', personId: anna.actor.personId, from: 'console' },
    });
    expect((await listUndecided(ben, { state: 'approved_once' })).total).toBe(1);
    expect((await viewProposal(ben, { proposal: await idOf('BIG') })).outcome.firstApprovedBy).toBe('Anna');
    expect(
      (await weighProposals(ben, { proposals: 'all' })).rows.filter((row) => row.secondNeeded !== null),
    ).toHaveLength(1);
  });

  test('can be taken back by anybody who may approve', async () => {
    await decide(anna, 'BIG');
    await reopenProposal(ben, { proposal: await idOf('BIG') });
    expect((await proposalOf(house, 'BIG')).row).toMatchObject({ state: 'proposed', first_approver_id: null });
  });
});

test('no automation stands in for one of the two people', async () => {
  const sendAtOnce = { automation: 'send' as const, graceDays: 0, actAt: '00:00' };
  house = await openHouse(store, {
    organisation: { fourEyes: { above: { EUR: '1000' }, fromLevel: null } },
    plan: { levels: [level('L1', sendAtOnce)] },
  });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'BIG', gross: '1000.01' }, { number: 'SMALL' }]);
  await run(house);
  expect(await automateProposals(house.anna, {})).toMatchObject({ sent: 1 });
  expect([await stateOf('BIG'), await stateOf('SMALL')]).toEqual(['proposed', 'issued']);
});

test('only an admin changes the rule, and the change is on record', async () => {
  const change = { fourEyes: { above: { '*': '5' }, fromLevel: null } };
  expect(await refusalOf(changeOrganisation(ben, change))).toBe('forbidden');
  await changeOrganisation(house.anna, change);
  const [row] = await house.rows(sql`select actor, before, after from audit where action = 'organisation.change'`);
  expect(row).toMatchObject({ actor: 'Anna', before: { fourEyes: { fromLevel: 3 } }, after: change });
});
