// The German words around every page: frame, sign-in, errors.

import type { ShellWords } from '../en/shell.ts';

export const shell: ShellWords = {
  frame: {
    skip: 'Zum Inhalt springen',
    nav: { today: 'Heute', why: 'Rechnung suchen' },
    signOut: 'Abmelden',
    otherLanguage: 'English',
    otherLanguageHint: 'Show in English',
    outbox: 'Schreiben werden in den Postausgangsordner gelegt. Nichts verlässt diesen Rechner.',
    outboxShort: 'Nur Postausgang',
    roles: { viewer: 'nur lesen', approver: 'Freigabe', admin: 'Verwaltung' },
    errorTitle: (title) => `Fehler: ${title}`,
  },
  signIn: {
    title: 'Anmelden',
    as: (name) => `Sie melden sich gleich als ${name} an.`,
    button: (name) => `Als ${name} anmelden`,
    once: 'Der Link gilt einmal und zehn Minuten lang.',
    noLink: 'Öffnen Sie den Anmeldelink, den Duly beim Start ausgegeben hat.',
    fresh: 'Jeder Link gilt einmal und zehn Minuten lang. Einen neuen gibt es, wenn Duly neu gestartet wird.',
    spent: 'Dieser Link wurde schon benutzt oder ist älter als zehn Minuten.',
    plain: 'Diese Adresse ist nicht verschlüsselt: nur auf diesem Rechner benutzen.',
    signedOut: 'Sie sind abgemeldet.',
  },
  errors: {
    problem: 'Es gibt ein Problem',
    notFound: {
      title: 'Diese Seite gibt es nicht',
      text: 'Die Adresse ist vielleicht falsch geschrieben, oder was sie zeigte, ist nicht mehr da.',
    },
    forbidden: {
      title: 'Das dürfen Sie nicht',
      text: 'Ihre Rolle erlaubt es nicht. Bitten Sie die Verwaltung um die Rolle Freigabe.',
    },
    foreign: { title: 'Das kam von einer fremden Seite', text: 'Gehen Sie zurück zu Duly und versuchen Sie es dort.' },
    tooLarge: { title: 'Das war zu viel', text: 'Das Gesendete ist größer als jedes Formular dieser Konsole.' },
    unsupported: { title: 'Das war kein Formular', text: 'Die Seiten dieser Konsole nehmen nur Formulare an.' },
    tooMany: { title: 'Zu viele Versuche', text: 'Bitte eine Minute warten und dann noch einmal versuchen.' },
    tampered: {
      title: 'Das Formular war nicht vollständig',
      text: 'Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
    },
    refused: { title: 'Das wurde abgelehnt', text: '' },
    unavailable: { title: 'Noch nicht bereit', text: '' },
    failed: {
      title: 'Hier ist etwas schiefgegangen',
      text: 'Es steht im Protokoll. Vielleicht ist nicht geschehen, was Sie wollten: erst nachsehen, dann wiederholen.',
    },
    home: 'Zu den Vorschlägen von heute',
    back: 'Zurück',
    day: 'Bitte ein Datum wie 24.05.2026 oder 2026-05-24 angeben.',
    dayNeeded: 'Bitte angeben, bis wann.',
    amount: 'Bitte einen Betrag wie 119,00 angeben, nicht 0.',
    tooLong: (most) => `Höchstens ${most} Zeichen.`,
    characters: 'Bitte die Steuerzeichen entfernen.',
    changed:
      'Hier hat sich etwas geändert, seit Sie es angesehen haben. Die Zahlen unten sind die von jetzt; bitte neu entscheiden.',
  },
};
