// Who may work here, and with which role: the list that chat, console, API and command line all read. Nobody is
// deleted, since decisions name people; whoever leaves is deactivated. One active admin always remains.

import { z } from 'zod';
import { ROLES } from '../../core/actor.ts';
import { revokeSessionsOf } from '../../db/access.ts';
import {
  findPerson,
  insertPerson,
  listPeople as listRows,
  lockActiveAdmins,
  lockPerson,
  type NewPerson,
  type PersonRow,
  updatePerson,
} from '../../db/people.ts';
import { hashPassword } from '../access/password-hash.ts';
import { PASSWORD, refuseGuessable } from '../access/password-rules.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { refusal } from '../errors.ts';
import { filledInput, idInput } from '../inputs.ts';
import { complain, inputProblem } from '../refusals/complaints.ts';
import { type AuditNote, command, query, type Work } from '../use-case.ts';

const FIELDS = {
  name: filledInput(100),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email(complain('email')).max(200))
    .nullable(),
  role: z.enum(ROLES),
  slackUserId: z
    .string()
    .trim()
    .regex(/^[UW][A-Z0-9]{2,20}$/, complain('member_id'))
    .nullable(),
  language: z.enum(['de', 'en']).nullable(),
};

/** A person as every surface shows one: how to sign in, but no secret. */
export interface PersonView {
  id: number;
  name: string;
  email: string | null;
  role: PersonRow['role'];
  active: boolean;
  slackUserId: string | null;
  language: PersonRow['language'];
  hasPassword: boolean;
  /** Whether an identity provider has vouched for the person once. */
  hasSignedInWithProvider: boolean;
  changedAt: string;
  version: number;
}

export const addPerson = command({
  name: 'person.add',
  summary: 'Puts a person on the list, with a role.',
  role: 'admin',
  input: z.strictObject({
    name: FIELDS.name,
    role: FIELDS.role,
    email: FIELDS.email.default(null),
    slackUserId: FIELDS.slackUserId.default(null),
    language: FIELDS.language.default(null),
    /** To sign in with the e-mail address. */
    password: PASSWORD.nullable().default(null),
  }),
  async run(work, { password, ...input }) {
    await refuseTaken(work, input, null);
    if (password !== null) refuseGuessable(password, input);
    const passwordHash = password === null ? null : await hashPassword(password);
    const row = await insertPerson(work.db, { ...input, passwordHash, changedAt: work.now });
    return { result: viewOf(row), audit: [noteOf(row, { after: input })] };
  },
});

export const changePerson = command({
  name: 'person.change',
  summary: 'Changes name, role, addresses or language of a person. A change of role ends all sessions.',
  role: 'admin',
  input: z.strictObject({
    person: idInput,
    name: FIELDS.name.optional(),
    email: FIELDS.email.optional(),
    role: FIELDS.role.optional(),
    slackUserId: FIELDS.slackUserId.optional(),
    language: FIELDS.language.optional(),
    /** The version that was looked at; when it has changed since, nothing is changed. */
    seen: z.int().optional(),
  }),
  async run(work, { person: id, seen, ...fields }) {
    const admins = await lockActiveAdmins(work.db);
    const row = await personOf(work, id);
    if (seen !== undefined && seen !== row.version) throw await changedMeanwhile(work, { entity: 'person', id });
    const given = Object.entries(fields).filter(
      ([key, value]) => value !== undefined && value !== row[key as keyof typeof fields],
    );
    if (given.length === 0) return { result: viewOf(row), audit: [] };
    await refuseTaken(work, fields, id);
    const change: Partial<NewPerson> = Object.fromEntries(given);
    if (row.active && change.role !== undefined) {
      if (change.role !== 'admin') keepAnAdmin(admins, row);
      await revokeSessionsOf(work.db, id, work.now);
    }
    // A new address is another mailbox: whoever signed in through the old one has to be vouched for again.
    const vouched = change.email === undefined ? {} : { oidcIssuer: null, oidcSubject: null };
    // Whatever a group of the chat said before: from now on an admin says it.
    const after = await updatePerson(work.db, id, { ...change, ...vouched, fromGroup: false, changedAt: work.now });
    const before = Object.fromEntries(given.map(([key]) => [key, row[key as keyof typeof fields]]));
    return { result: viewOf(after), audit: [noteOf(row, { before, after: change })] };
  },
});

export const deactivatePerson = command({
  name: 'person.deactivate',
  summary: 'Lets a person in no longer and ends all sessions; what the person decided stays.',
  role: 'admin',
  input: z.strictObject({ person: idInput }),
  async run(work, { person: id }) {
    const admins = await lockActiveAdmins(work.db);
    const row = await personOf(work, id);
    if (!row.active) return { result: viewOf(row), audit: [] };
    keepAnAdmin(admins, row);
    await revokeSessionsOf(work.db, id, work.now);
    return setActive(work, row, false);
  },
});

export const reactivatePerson = command({
  name: 'person.reactivate',
  summary: 'Lets a deactivated person in again, with the role of before.',
  role: 'admin',
  input: z.strictObject({ person: idInput }),
  async run(work, { person: id }) {
    const row = await personOf(work, id);
    return row.active ? { result: viewOf(row), audit: [] } : setActive(work, row, true);
  },
});

export const listPeople = query({
  name: 'person.list',
  summary: 'Everybody on the list: role, how to sign in, whether active.',
  role: 'viewer',
  input: z.strictObject({}),
  run: async (work): Promise<PersonView[]> => (await listRows(work.db)).map(viewOf),
});

async function setActive(work: Work, row: PersonRow, active: boolean) {
  const after = await updatePerson(work.db, row.id, { active, fromGroup: false, changedAt: work.now });
  return { result: viewOf(after), audit: [noteOf(row, { before: { active: !active }, after: { active } })] };
}

async function personOf(work: Work, id: number): Promise<PersonRow> {
  const row = await lockPerson(work.db, id);
  if (row === null) throw refusal('person_unknown', { person: id });
  return row;
}

function keepAnAdmin(admins: readonly number[], row: PersonRow): void {
  if (admins.some((id) => id !== row.id) || row.role !== 'admin') return;
  throw refusal('only_admin', { name: row.name });
}

async function refuseTaken(
  work: Work,
  { email, slackUserId }: { email?: string | null | undefined; slackUserId?: string | null | undefined },
  own: number | null,
): Promise<void> {
  const taken = [
    { path: 'email', text: email, row: email == null ? null : await findPerson(work.db, { email }) },
    {
      path: 'slackUserId',
      text: slackUserId,
      row: slackUserId == null ? null : await findPerson(work.db, { slackUserId }),
    },
  ];
  for (const { path, text, row } of taken) {
    if (text == null || row === null || row.id === own) continue;
    const problem = inputProblem(path, row.active ? 'taken' : 'taken_inactive', { name: row.name, expected: text });
    throw refusal('taken_by', { what: text, by: row.name, active: row.active }).at([problem]);
  }
}

function viewOf(row: PersonRow): PersonView {
  const { id, name, email, role, active, slackUserId, language, changedAt, version } = row;
  const hasPassword = row.passwordHash !== null;
  const hasSignedInWithProvider = row.oidcSubject !== null;
  return {
    id,
    name,
    email,
    role,
    active,
    slackUserId,
    language,
    hasPassword,
    hasSignedInWithProvider,
    changedAt,
    version,
  };
}

function noteOf(row: PersonRow, change: Pick<AuditNote, 'before' | 'after'>): AuditNote {
  return { entity: 'person', entityId: String(row.id), ...change };
}
