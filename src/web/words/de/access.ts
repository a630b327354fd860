// The German words of signing in by password or provider, and of one's own account.

import type { AccessWords } from '../en/access.ts';

export const access: AccessWords = {
  with: (label) => `Mit ${label} anmelden`,
  byPassword: 'Mit E-Mail-Adresse und Passwort',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  signIn: 'Anmelden',
  wrong: 'E-Mail-Adresse oder Passwort ist falsch, oder niemand Aktives hat diese Adresse.',
  unknown: {
    title: 'Sie stehen nicht auf der Liste',
    text: 'Die Anmeldung hat geklappt, aber Sie stehen nicht in der Liste der Personen. Bitten Sie die Verwaltung, Sie mit dieser E-Mail-Adresse aufzunehmen.',
  },
  failed: {
    title: 'Die Anmeldung hat nicht geklappt',
    text: 'Die Antwort des Anmeldedienstes passte nicht oder kam zu spät. Bitte noch einmal von vorn.',
  },
  again: 'Zurück zur Anmeldung',
  account: 'Ihr Konto',
  notOnList:
    'Sie sind mit dem Link des ersten Starts angemeldet. Nehmen Sie sich in die Liste der Personen auf, um sich selbst anmelden zu können.',
  name: 'Name',
  newPassword: 'Neues Passwort',
  passwordHint: 'Mindestens 12 Zeichen; ein paar Wörter sind gut. Alle Sitzungen enden, auch diese.',
  passwordHintOther: 'Mindestens 12 Zeichen; einige Wörter sind gut.',
  create: 'Mein Konto anlegen',
  setPassword: 'Passwort setzen',
  language: 'Sprache',
  languages: { '': 'Wie der Browser', de: 'Deutsch', en: 'English' },
  save: 'Speichern',
  sessions: 'Wo Sie angemeldet sind',
  since: 'Seit',
  lastUsed: 'Zuletzt benutzt',
  thisOne: 'diese hier',
  end: 'Dort abmelden',
  endAll: 'Überall abmelden',
  done: {
    sessionsEnded: 'Dort abgemeldet.',
    passwordSet: 'Das Passwort ist gesetzt. Bitte damit anmelden.',
    languageSet: 'Gespeichert.',
  },
};
