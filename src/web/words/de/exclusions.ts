// The German words of the exclusions: what is not dunned, and why.

import type { ExclusionsWords } from '../en/exclusions.ts';

export const exclusions: ExclusionsWords = {
  exclusions: {
    title: 'Sperren',
    lead: 'Alles, was eine Rechnung vom Mahnen ausnimmt, mit seinem Ende. Abgelaufenes steht nicht mehr hier.',
    scope: 'Was',
    kind: 'Art',
    kinds: {
      all: 'Ganzes Mahnwesen',
      customer: 'Kunde gesperrt',
      invoice: 'Rechnung pausiert',
      dispute: 'Strittig',
      promise: 'Zahlung zugesagt',
      snooze: 'Zurückgestellt',
    },
    reason: 'Grund',
    until: 'Bis',
    open: 'bis jemand sie beendet',
    settled: 'bis sie geklärt ist',
    since: 'Seit',
    who: 'Wer',
    end: 'Beenden',
    none: 'Nichts ist ausgenommen. Jede überfällige Rechnung kommt an die Reihe.',
    add: 'Etwas ausnehmen',
    addKinds: { customer: 'Einen Kunden', invoice: 'Eine Rechnung', all: 'Das ganze Mahnwesen' },
    number: 'Nummer des Kunden oder der Rechnung',
    numberNeeded: 'Bitte die Nummer des Kunden oder der Rechnung angeben.',
    button: 'Ausnehmen',
    filterAll: 'Alle Arten',
    added: {
      customer: 'Der Kunde ist gesperrt.',
      invoice: 'Die Rechnung ist pausiert.',
      all: 'Das Mahnwesen ist ausgesetzt.',
    },
    ended: {
      customer: 'Die Sperre ist beendet.',
      invoice: 'Die Pause ist beendet.',
      all: 'Das Mahnwesen geht weiter.',
      dispute: 'Die Rechnung gilt als geklärt.',
      promise: 'Die Zusage ist zurückgenommen.',
    },
    everything: 'die ganze Organisation',
  },
};
