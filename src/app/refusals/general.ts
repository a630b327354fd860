// What any use case may answer: the input, the role, a race, nothing set up.

import type { Role } from '../../core/actor.ts';
import { missing, says, type Texts } from './say.ts';
import { ROLE } from './state-words.ts';

export const GENERAL = {
  invalid_input: says<{ useCase: string; what: Texts; where: string }>('invalid_input', {
    en: ({ useCase, what, where }) => `${useCase}: ${what.en}${where}`,
    de: ({ useCase, what, where }) => `${useCase}: ${what.de}${where}`,
  }),
  role_needed: says<{ name: string; role: Role }>('forbidden', {
    en: ({ name, role }) => `${name} may not do this: it needs the role ${ROLE.en[role]}.`,
    de: ({ name, role }) => `${name} darf das nicht: es braucht die Rolle ${ROLE.de[role]}.`,
  }),
  may_not_decide: says<{ name: string }>('forbidden', {
    en: ({ name }) => `${name} may not decide.`,
    de: ({ name }) => `${name} darf nicht entscheiden.`,
  }),
  on_record_already: says('conflict', {
    en: 'Something with this name or number is on record already.',
    de: 'Etwas mit diesem Namen oder dieser Nummer gibt es schon.',
  }),
  refers_to_nothing: says('not_found', {
    en: 'Something that this refers to does not exist.',
    de: 'Etwas, worauf sich das bezieht, gibt es nicht.',
  }),
  /** `at` and `fields`: when the last change was, and what it changed. */
  changed_meanwhile: says<{ by: string | null; at: string | null; fields: readonly string[] }>('conflict', {
    en: ({ by }) =>
      `This was changed meanwhile${by === null ? '' : ` by ${by}`}. Look at it again before you change it.`,
    de: ({ by }) =>
      `Das wurde inzwischen${by === null ? '' : ` von ${by}`} geändert. Bitte vor dem Ändern noch einmal ansehen.`,
  }),
  not_set_up: says('unavailable', {
    en: 'The organisation is not set up yet. Start the service or the demo once.',
    de: 'Die Organisation ist noch nicht eingerichtet. Bitte den Dienst oder die Demo einmal starten.',
  }),
  no_default_plan: says('unavailable', {
    en: 'There is no default dunning plan yet.',
    de: 'Es gibt noch keinen Standard-Mahnplan.',
  }),
  no_document: says('not_found', { en: 'There is no document to give.', de: 'Es gibt kein Dokument dazu.' }),
  customer_unknown: missing<{ customer: string }>({
    en: ({ customer }) => `Customer ${customer}`,
    de: ({ customer }) => `Kunde ${customer}`,
  }),
  invoice_unknown: missing<{ invoice: string; similar: readonly string[] }>(
    { en: ({ invoice }) => `Invoice ${invoice}`, de: ({ invoice }) => `Rechnung ${invoice}` },
    {
      en: ({ similar }) => (similar.length === 0 ? '' : `Did you mean ${similar.join(', ')}?`),
      de: ({ similar }) => (similar.length === 0 ? '' : `Gemeint sein könnte ${similar.join(', ')}.`),
    },
  ),
};
