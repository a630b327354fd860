// The list of people: who is let in, who changed it, and that an admin always remains.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personBehind } from '../../src/app/people/identity.ts';
import * as people from '../../src/app/people/people.ts';
import { changeOrganisation, readSettings } from '../../src/app/settings/change-organisation.ts';
import { setUpOrganisation } from '../../src/app/settings/set-up.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { type House, openHouse, refusalOf } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
});

const add = (name: string, more: Partial<Parameters<typeof people.addPerson>[1]> = {}) =>
  people.addPerson(house.anna, { name, role: 'approver', ...more });

describe('a person on the list', () => {
  test('is found by address, chat id and subject, with the role of now', async () => {
    const { id } = await add('Ben', { email: ' Ben@Nordwind.Example.com ', slackUserId: 'U0BEN' });
    const ben = { personId: id, name: 'Ben', role: 'approver', language: null };
    expect(await personBehind(house.anna, { email: 'BEN@nordwind.example.com' })).toEqual(ben);
    expect(await personBehind(house.anna, { slackUserId: 'U0BEN' })).toEqual(ben);
    await people.changePerson(house.anna, { person: id, role: 'viewer', language: 'de' });
    expect(await personBehind(house.anna, { id })).toEqual({ ...ben, role: 'viewer', language: 'de' });
  });

  test('is let in no longer once deactivated, and again when reactivated', async () => {
    const { id } = await add('Ben', { slackUserId: 'U0BEN' });
    await people.deactivatePerson(house.anna, { person: id });
    expect(await personBehind(house.anna, { slackUserId: 'U0BEN' })).toBeNull();
    await people.reactivatePerson(house.anna, { person: id });
    expect(await personBehind(house.anna, { slackUserId: 'U0BEN' })).not.toBeNull();
    const actions = await house.rows(sql`select action from audit where entity = 'person' order by id`);
    expect(actions.map((row) => row.action)).toEqual(['person.add', 'person.deactivate', 'person.reactivate']);
  });

  test('shares neither address nor chat id with anybody', async () => {
    const { id } = await add('Ben', { email: 'ben@nordwind.example.com', slackUserId: 'U0BEN' });
    expect(await refusalOf(add('Eve', { email: 'BEN@nordwind.example.com' }))).toBe('conflict');
    expect(await refusalOf(add('Eve', { slackUserId: 'U0BEN' }))).toBe('conflict');
    await people.changePerson(house.anna, { person: id, email: 'ben@nordwind.example.com', name: 'Benedikt' });
  });

  test('is listed without any secret', async () => {
    await add('Ben');
    expect(await people.listPeople(house.as('Vera', 'viewer'), {})).toMatchObject([
      { name: 'Ben', hasPassword: false },
    ]);
    expect(JSON.stringify(await people.listPeople(house.anna, {}))).not.toContain('Hash');
  });
});

describe('the last active admin', () => {
  test('can neither be deactivated nor made something less', async () => {
    const { id } = await add('Ben', { role: 'admin' });
    expect(await refusalOf(people.deactivatePerson(house.anna, { person: id }))).toBe('refused');
    expect(await refusalOf(people.changePerson(house.anna, { person: id, role: 'approver' }))).toBe('refused');
    const cara = await add('Cara', { role: 'admin' });
    await people.deactivatePerson(house.anna, { person: id });
    expect(await refusalOf(people.deactivatePerson(house.anna, { person: cara.id }))).toBe('refused');
  });
});

test('only an admin changes the list', async () => {
  const { id } = await add('Ben');
  const approver = house.as('Ben', 'approver');
  expect(await refusalOf(people.addPerson(approver, { name: 'Eve', role: 'admin' }))).toBe('forbidden');
  expect(await refusalOf(people.changePerson(approver, { person: id, role: 'admin' }))).toBe('forbidden');
  expect(await refusalOf(people.deactivatePerson(approver, { person: id }))).toBe('forbidden');
});

test('a change to what somebody else changed meanwhile is refused by name', async () => {
  const { id, version } = await add('Ben');
  await people.changePerson(house.as('Cara'), { person: id, name: 'Benno', seen: version });
  await expect(people.changePerson(house.anna, { person: id, name: 'Bernd', seen: version })).rejects.toThrow(
    /by Cara/,
  );
});

describe('the settings', () => {
  test.each([
    ['iban', 'DE89370400440532013001'],
    ['timeZone', 'Europe/Atlantis'],
    ['runSchedule', 'every morning'],
    ['calendar', 'DE-XX'],
    ['fourEyes', { above: { EUR: '1.234' }, fromLevel: null }],
    ['fourEyes', { above: {}, fromLevel: 0 }],
  ])('refuse a wrong %s, at set-up and later alike', async (field, value) => {
    expect(await refusalOf(changeOrganisation(house.anna, { [field]: value }))).toBe('invalid_input');
    const { name, address, accountHolder } = await readSettings(house.anna, {});
    const again = { name, address, accountHolder, [field]: value };
    expect(await refusalOf(setUpOrganisation(house.anna, again as never))).toBe('invalid_input');
  });

  test('keep an IBAN without blanks, and what they said before for the runs of then', async () => {
    const { version } = await readSettings(house.anna, {});
    const { iban } = await changeOrganisation(house.anna, { iban: 'de89 3704 0044 0532 0130 00', seen: version });
    expect(iban).toBe('DE89370400440532013000');
    const [row] = await house.rows(sql`select before from revisions where entity = 'organisation'`);
    expect(row).toMatchObject({ before: { iban: null } });
  });

  test('refuse a change to what was changed meanwhile, and change nothing when nothing changes', async () => {
    const { version, name } = await readSettings(house.anna, {});
    await changeOrganisation(house.anna, { name, seen: version });
    await changeOrganisation(house.as('Cara'), { phone: '040 123', seen: version });
    await expect(changeOrganisation(house.anna, { phone: '040 124', seen: version })).rejects.toThrow(/by Cara/);
    expect(await house.rows(sql`select id from audit where action = 'organisation.change'`)).toHaveLength(1);
  });
});
