// The organisation's settings: read by every surface, changed by admins, what they were kept for the runs of then.

import { z } from 'zod';
import { sameValue } from '../../core/same-value.ts';
import { keepRevisions } from '../../db/as-of.ts';
import { lockOrganisation, type Organisation, updateOrganisation } from '../../db/organisation.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { refusal } from '../errors.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command, query } from '../use-case.ts';
import { checkPostage, ORGANISATION_FIELDS } from './organisation-input.ts';

/** The settings without what only the database is interested in. */
export type Settings = Omit<Organisation, 'id' | 'logo'>;

export const readSettings = query({
  name: 'organisation.read',
  summary: 'The settings of the organisation, with the version to name when changing them.',
  role: 'viewer',
  input: z.strictObject({}),
  run: async ({ organisation }): Promise<Settings> => settingsOf(organisation),
});

/** Settings that no notice shows and no amount depends on: what was approved before stays approved. */
const BESIDE_NOTICES = new Set([
  'dunAllCustomers',
  'staleAfterDays',
  'minDaysBetweenNotices',
  'runSchedule',
  'postageHome',
  'postageAbroad',
  'fourEyes',
]);

export const changeOrganisation = command({
  name: 'organisation.change',
  summary: 'Changes settings of the organisation: company, bank, calendar, schedule, four eyes.',
  role: 'admin',
  input: z.strictObject(ORGANISATION_FIELDS).partial().extend({
    /** The version that was looked at; when it has changed since, nothing is changed. */
    seen: z.int().optional(),
  }),
  async run(work, { seen, ...fields }) {
    const before = await lockOrganisation(work.db);
    if (before === null) throw refusal('not_set_up');
    if (seen !== undefined && seen !== before.version)
      throw await changedMeanwhile(work, { entity: 'organisation', id: 1 });
    const given = Object.entries(fields).filter(
      ([key, value]) => value !== undefined && !sameValue(value, before[key as keyof typeof fields]),
    );
    if (given.length === 0) return { result: settingsOf(before), audit: [] };
    const { logo: _bytes, ...kept } = before;
    await keepRevisions(work.db, 'organisation', [kept], work.now);
    const change = Object.fromEntries(given);
    const next = { ...before, ...change };
    checkPostage('organisation.change', next, next.currency);
    const isSeen = given.some(([key]) => !BESIDE_NOTICES.has(key));
    const organisation = await updateOrganisation(work.db, { ...change, ...(isSeen ? { changedAt: work.now } : {}) });
    await reviewAfterChange({ ...work, organisation }, 'all');
    const note = {
      entity: 'organisation',
      entityId: '1',
      before: Object.fromEntries(given.map(([key]) => [key, before[key as keyof typeof fields]])),
      after: change,
    };
    return { result: settingsOf(organisation), audit: [note] };
  },
});

function settingsOf({ id: _id, logo: _logo, ...settings }: Organisation): Settings {
  return settings;
}
