// The first thing of all: the organisation and its default plan. Does nothing when they are there.

import { insertOrganisation, readOrganisation } from '../../db/organisation.ts';
import type { Context } from '../context.ts';
import { noteChanges, operation, startWork } from '../use-case.ts';
import { checkPostage, ORGANISATION_INPUT } from './organisation-input.ts';

export { ORGANISATION_INPUT } from './organisation-input.ts';

export const setUpOrganisation = operation({
  name: 'organisation.set_up',
  summary: 'Creates the organisation when there is none yet.',
  role: 'admin',
  input: ORGANISATION_INPUT,
  run: (ctx: Context, input) => {
    checkPostage('organisation.set_up', input, input.currency);
    return ctx.store.tx(async (db) => {
      if ((await readOrganisation(db)) !== null) return { created: false };
      await insertOrganisation(db, { ...input, changedAt: ctx.clock.now() });
      const work = await startWork(ctx, db);
      await noteChanges(work, 'organisation.set_up', [
        { entity: 'organisation', entityId: '1', after: { name: input.name } },
      ]);
      return { created: true };
    });
  },
});
