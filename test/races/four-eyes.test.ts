// Two approvals at the same moment, in two processes on one server: two people let a notice go, one person does not.
import { beforeAll, expect, test } from 'vitest';
import { deactivatePerson, listPeople } from '../../src/app/people/people.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { changeOrganisation } from '../../src/app/settings/change-organisation.ts';
import { addCustomers, addInvoices, proposalOf, refusalOf, run } from '../app/house.ts';
import { personOn } from '../support/people.ts';
import { numbered, openSharedHouse, openTwice, type TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;

beforeAll(async () => {
  processes = await openTwice();
});

const INVOICES = numbered('F', 20);

async function openGuarded() {
  const house = await openSharedHouse(processes);
  await changeOrganisation(house.anna, { fourEyes: { above: { EUR: '1' }, fromLevel: null } });
  await addCustomers(house, ['K1']);
  await addInvoices(
    house,
    INVOICES.map((number) => ({ number })),
  );
  await run(house);
  const anna = await personOn(house.anna, 'Anna', 'admin');
  const ben = await personOn(house.anna, 'Ben', 'admin');
  return { house, anna, ben: { ...house.ben, actor: ben.actor, personId: ben.personId } };
}

test('two people at once make one approval; each is first or second, never both', async () => {
  const { house, anna, ben } = await openGuarded();
  for (const invoice of INVOICES) {
    const { id } = await proposalOf(house, invoice);
    const approve = (by: typeof anna) => decideProposals(by, { proposals: [id], decision: { kind: 'approve' } });
    const results = await Promise.all([approve(anna), approve(ben)]);
    expect(results.flatMap((one) => one.waiting)).toEqual([id]);
    expect(results.flatMap((one) => one.decided)).toEqual([id]);
    const { row } = await proposalOf(house, invoice);
    expect(row.state).toBe('approved');
    expect(row.first_approver_id).not.toBe(row.decider_id);
  }
});

test('one person clicking in two places at once approves once', async () => {
  const { house, anna } = await openGuarded();
  const elsewhere = { ...house.ben, actor: { ...anna.actor, surface: 'slack' as const } };
  for (const invoice of INVOICES.slice(0, 10)) {
    const { id } = await proposalOf(house, invoice);
    const results = await Promise.all(
      [anna, elsewhere].map((by) => decideProposals(by, { proposals: [id], decision: { kind: 'approve' } })),
    );
    expect(results.flatMap((one) => one.waiting)).toEqual([id]);
    expect(results.flatMap((one) => one.withheld)).toEqual([{ id, why: 'approved_by_you' }]);
    expect((await proposalOf(house, invoice)).state).toBe('approved_once');
  }
});

test('of two admins who deactivate each other one remains', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { house, anna, ben } = await openGuarded();
    const outcomes = await Promise.all([
      refusalOf(deactivatePerson(anna, { person: ben.personId })),
      refusalOf(deactivatePerson(ben, { person: anna.personId })),
    ]);
    expect(outcomes.toSorted()).toEqual(['done', 'refused']);
    expect((await listPeople(house.anna, {})).filter((person) => person.active)).toHaveLength(1);
  }
});
