// Roles from a user group of Slack: who joins may decide, who leaves may not, guests never; and what an admin has said
// about somebody counts more than any group.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { changePerson, deactivatePerson, listPeople } from '../../src/app/people/people.ts';
import { ACTION, rowValue } from '../../src/bot/ids.ts';
import { BOT_SCOPES, GROUP_SCOPE } from '../../src/bot/manifest.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import type { Person } from '../support/slack/slack.ts';
import { type Office, openOffice, until } from './office.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

const GROUP = 'S0FINANCE1';

async function withGroup(scopes: readonly string[] = [...BOT_SCOPES, GROUP_SCOPE]): Promise<Office & { gil: Person }> {
  const office = await openOffice(store, { slack: { scopes }, organisation: { language: 'en' } });
  const gil = office.slack.person('Gil');
  office.channel.members.add(gil.id);
  office.slack.workspace.groups.set(GROUP, { id: GROUP, handle: 'finance', members: [gil.id, office.ben.id] });
  await setUpChat(office.house.anna, { approverGroup: GROUP });
  await addCustomers(office.house, ['K1']);
  await addInvoices(office.house, [{ number: 'A' }]);
  await run(office.house);
  await office.settle();
  return { ...office, gil };
}

/** Slack is told that an event arrived before it is acted on: what comes of it is waited for. */
async function changed(office: Office, then: () => Promise<void> | void = () => undefined): Promise<void> {
  const asked = office.slack.calls('usergroups.users.list').length;
  await office.slack.event({ type: 'subteam_members_changed', subteam_id: GROUP });
  await until(() => expect(office.slack.calls('usergroups.users.list').length).toBeGreaterThan(asked));
  for (let look = 0; look < 100; look += 1) {
    try {
      return await then();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await then();
}
const setMembers = ({ slack }: Office, ...people: Person[]) =>
  slack.workspace.groups.set(GROUP, { id: GROUP, handle: 'finance', members: people.map(({ id }) => id) });
async function approve(office: Office, by: Person) {
  const { id } = await proposalOf(office.house, 'A');
  await office.slack.click(office.digest(), ACTION.row, by, { option: rowValue('approve', id) });
  return (await proposalOf(office.house, 'A')).row.decided_by ?? null;
}
const gilOnTheList = async (office: Office) =>
  (await listPeople(office.house.anna, {})).find(({ name }) => name === 'Gil');

const isActive =
  (office: Office, active: boolean, role = 'approver') =>
  async () => {
    expect(await gilOnTheList(office)).toMatchObject({ active, role });
  };

describe('a user group', () => {
  test('puts its members on the list when they come, with a row in the audit trail', async () => {
    const office = await withGroup();
    expect(await approve(office, office.gil)).toBe('Gil');
    expect(await gilOnTheList(office)).toMatchObject({ role: 'approver', active: true, slackUserId: office.gil.id });
    const rows = await office.house.rows(sql`select actor, action from audit where action = 'person.from_group'`);
    expect(rows).toEqual([{ actor: 'Duly', action: 'person.from_group' }]);
    expect((await listPeople(office.house.anna, {})).filter(({ name }) => name === 'Ben')).toHaveLength(1);
  });

  test('takes those off who leave it, and only those it brought', async () => {
    const office = await withGroup();
    await changed(office, isActive(office, true));
    setMembers(office);
    await changed(office, isActive(office, false));
    expect(await approve(office, office.gil)).toBeNull();
    expect((await office.told(office.gil))[0]).toContain('You are not on the list');
    expect(await approve(office, office.ben)).toBe('Ben');
  });

  test('brings in no guest and no stranger', async () => {
    const office = await withGroup();
    const guest = office.slack.person('Guest', { guest: true });
    const stranger = office.slack.person('Stranger', { teamId: 'T0OTHER01' });
    setMembers(office, guest, stranger, office.gil);
    await changed(office, isActive(office, true));
    const names = (await listPeople(office.house.anna, {})).map(({ name }) => name);
    expect(names.sort()).toEqual(['Anna', 'Ben', 'Cleo', 'Gil']);
  });

  test('does not undo what an admin did by hand', async () => {
    const office = await withGroup();
    await changed(office, isActive(office, true));
    const person = (await gilOnTheList(office))?.id ?? 0;
    await changePerson(office.house.anna, { person, role: 'admin' });
    setMembers(office);
    await changed(office, isActive(office, true, 'admin'));
    await deactivatePerson(office.house.anna, { person });
    setMembers(office, office.gil);
    await changed(office, isActive(office, false, 'admin'));
  });

  test('that cannot be read leaves the list as it is for a day, and not longer', async () => {
    const office = await withGroup();
    await changed(office, isActive(office, true));
    office.slack.faults.plan('usergroups.users.list', { kind: 'error', error: 'missing_scope' });
    await changed(office, () => expect(office.logged).toHaveLength(1));
    await isActive(office, true)();
    expect(office.logged).toEqual([expect.stringContaining('user groups of Slack were not read')]);
    office.house.clock.set('2026-03-11', '08:30');
    expect(await approve(office, office.gil)).toBeNull();
    expect((await office.told(office.gil))[0]).toContain('You are not on the list');
  });
});
