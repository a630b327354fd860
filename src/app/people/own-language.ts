// The language somebody chose for the screens: everybody his own.

import { z } from 'zod';
import { updatePerson } from '../../db/people.ts';
import { refusal } from '../errors.ts';
import { command } from '../use-case.ts';

export const chooseLanguage = command({
  name: 'person.choose_language',
  summary: 'Chooses the language of the screens for whoever is signed in; null = as the browser asks.',
  role: 'viewer',
  input: z.strictObject({ language: z.enum(['de', 'en']).nullable() }),
  async run(work, { language }) {
    const { personId, name } = work.ctx.actor;
    if (personId === undefined) throw refusal('not_a_listed_person', { name });
    await updatePerson(work.db, personId, { language, changedAt: work.now });
    return { result: { language }, audit: [{ entity: 'person', entityId: String(personId), after: { language } }] };
  },
});
