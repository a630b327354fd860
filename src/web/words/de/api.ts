// The German words of the page about the REST interface.

import type { ApiWords } from '../en/api.ts';

export const api: ApiWords = {
  title: 'REST-Schnittstelle',
  intro:
    'Alles, was die Konsole kann, für Programme. Ein Token mit „duly token create“ anlegen, hier einfügen, ausprobieren.',
  document: 'OpenAPI-3.1-Dokument',
  token: 'Token',
  tokenHint: 'Bleibt in dieser Seite und wird nicht gespeichert.',
  needs: (role, scope) => `Rolle ${role}, Bereich ${scope}`,
  noScript: 'Ausprobieren geht nur mit JavaScript; das Dokument beschreibt ebenfalls alles.',
  body: 'Inhalt',
  send: 'Senden',
  sendsForReal: 'Das ändert die echten Daten.',
};
