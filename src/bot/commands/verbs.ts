// The words of `/dunning`: each verb with its other names, in English and German. Names are compared folded: case,
// accents and hyphens do not count, ü is ue.

import { foldName, nearestName } from '../../app/ingest/fold.ts';

export const VERBS = [
  'help',
  'run',
  'status',
  'why',
  'history',
  'preview',
  'forecast',
  'skip',
  'snooze',
  'pass',
  'level',
  'pause',
  'resume',
  'exclude',
  'include',
  'paid',
  'promise',
  'unpromise',
  'dispute',
  'settle',
  'setup',
] as const;
export type Verb = (typeof VERBS)[number];

/** The first German name is the one that German answers show. */
const NAMES: Readonly<Record<Verb, { de: readonly [string, ...string[]]; more: readonly string[] }>> = {
  help: { de: ['hilfe'], more: ['?', 'h', 'usage', 'commands', 'befehle'] },
  run: { de: ['lauf', 'mahnlauf'], more: ['start', 'starten'] },
  status: { de: ['stand'], more: ['show', 'zeige', 'info'] },
  why: { de: ['warum', 'wieso', 'weshalb'], more: [] },
  history: { de: ['verlauf', 'historie'], more: ['log', 'timeline'] },
  preview: { de: ['vorschau'], more: ['letter', 'brief'] },
  forecast: { de: ['prognose', 'vorausschau'], more: ['cash'] },
  skip: { de: ['überspringen', 'auslassen'], more: [] },
  snooze: { de: ['verschieben', 'später'], more: ['later', 'postpone', 'zurückstellen'] },
  pass: { de: ['weiterstufen', 'stufe-überspringen'], more: ['skip-level', 'skiplevel'] },
  level: { de: ['stufe', 'mahnstufe'], more: [] },
  pause: { de: ['pausieren', 'aussetzen'], more: ['stop', 'hold', 'stopp', 'anhalten'] },
  resume: { de: ['fortsetzen', 'weiter'], more: ['unpause', 'continue'] },
  exclude: { de: ['ausschließen', 'sperren'], more: ['block'] },
  include: { de: ['einschließen', 'einbeziehen', 'entsperren'], more: ['unblock'] },
  paid: { de: ['bezahlt', 'zahlung'], more: ['payment'] },
  promise: { de: ['zusage', 'zugesagt'], more: ['promised'] },
  unpromise: { de: ['zusage-beenden'], more: ['end-promise'] },
  dispute: { de: ['strittig', 'reklamation'], more: ['disputed', 'reklamiert'] },
  settle: { de: ['geklärt', 'beigelegt'], more: ['settled', 'resolved'] },
  setup: { de: ['einrichten'], more: ['set-up', 'install'] },
};

const verbs = new Map<string, Verb>();
for (const verb of VERBS) {
  for (const name of namesOf(verb)) verbs.set(key(name), verb);
}

/** The name of a verb that a language's answers show. */
export function verbName(verb: Verb, language: 'de' | 'en'): string {
  return language === 'de' ? NAMES[verb].de[0] : verb;
}

/** The verb's other names, without the one a language shows. */
export function otherNames(verb: Verb, language: 'de' | 'en'): string[] {
  return namesOf(verb).filter((name) => name !== verbName(verb, language));
}

/** The verb a word names, or null. */
export function verbOf(word: string): Verb | null {
  return verbs.get(key(word)) ?? null;
}

/** What people try as a command and is a button: who approves must see what, and undo stands below what it undoes. */
const BUTTONS = {
  approve: [
    'approve',
    'approved',
    'ok',
    'send',
    'release',
    'freigeben',
    'freigabe',
    'genehmigen',
    'senden',
    'versenden',
  ],
  undo: ['undo', 'revert', 'back', 'rueckgaengig', 'zurueck', 'zuruecknehmen'],
} as const;

/** The button that a word asks for; null = none. */
export function placeOf(word: string): keyof typeof BUTTONS | null {
  const folded = foldName(word);
  const found = (['approve', 'undo'] as const).find((button) => BUTTONS[button].some((name) => name === folded));
  return found ?? null;
}

/** The verb a word was probably meant to be; null when none is near. */
export function nearestVerb(word: string): Verb | null {
  const near = nearestName(
    word,
    // A name of a sign or two is like anything.
    VERBS.flatMap(namesOf).filter((name) => foldName(name).length > 2),
  );
  return near === null ? null : verbOf(near);
}

function namesOf(verb: Verb): string[] {
  return [verb, ...NAMES[verb].de, ...NAMES[verb].more];
}

function key(word: string): string {
  // A question mark is a name of its own, and folding would leave nothing of it.
  return word === '?' ? word : foldName(word);
}
