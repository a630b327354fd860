// The German words of deciding: buttons, questions, outcomes, one proposal.

import { counted } from '../count.ts';
import type { DecidingWords } from '../en/deciding.ts';

const n = counted('de-DE');
const notices = (count: number) => n(count, 'Schreiben', 'Schreiben');
const proposals = (count: number) => n(count, 'Vorschlag', 'Vorschläge');
const ofProposals = (count: number) => n(count, 'Vorschlag', 'Vorschlägen');
const by = (name: string | null) => (name === null ? '' : ` durch ${name}`);

export const deciding: DecidingWords = {
  decisions: {
    buttons: {
      approve: 'Freigeben …',
      skip: 'Überspringen …',
      snooze: 'Zurückstellen …',
      skip_level: 'Stufe auslassen …',
      pause: 'Pausieren …',
      exclude: 'Kunden sperren …',
    },
    ask: {
      approve: (count) => `${notices(count)} freigeben?`,
      skip: (count) => `${proposals(count)} überspringen?`,
      snooze: (count) => `${proposals(count)} zurückstellen?`,
      skip_level: (count) => `Mahnstufe von ${ofProposals(count)} auslassen?`,
      pause: (count) => `Rechnungen von ${ofProposals(count)} pausieren?`,
      exclude: (count) => `Kunden von ${ofProposals(count)} sperren?`,
    },
    means: {
      approve:
        'Die Schreiben bekommen ihre Nummern und werden versandt. Zurücknehmen lässt sich die Freigabe nur, bis ein ' +
        'Schreiben ausgestellt ist.',
      skip: 'Diesmal wird nichts versandt. Der nächste Mahnlauf fragt wieder.',
      snooze: 'Es wird nichts versandt. An diesem Tag wird wieder gefragt.',
      skip_level: 'Es wird nichts versandt, und die Mahnstufe gilt als erreicht: die nächste folgt nach ihren Tagen.',
      pause: 'Diese Rechnungen werden bis zu dem Tag nicht gemahnt, den Sie nennen, oder bis jemand sie fortsetzt.',
      exclude:
        'Keine Rechnung dieser Kunden wird bis zu dem Tag gemahnt, den Sie nennen, oder bis jemand die Sperre beendet.',
    },
    meansOutbox:
      'Die Schreiben bekommen ihre Nummern und werden in den Postausgangsordner gelegt; nichts verlässt diesen Rechner. ' +
      'Zurücknehmen lässt sich die Freigabe nur, bis ein Schreiben ausgestellt ist.',
    confirm: {
      approve: (count) => `${notices(count)} freigeben`,
      skip: (count) => `${proposals(count)} überspringen`,
      snooze: (count) => `${proposals(count)} zurückstellen`,
      skip_level: (count) => `Mahnstufe von ${ofProposals(count)} auslassen`,
      pause: (count) => `Rechnungen von ${ofProposals(count)} pausieren`,
      exclude: (count) => `Kunden von ${ofProposals(count)} sperren`,
    },
    cancel: 'Zurück, ohne zu entscheiden',
    until: 'Bis einschließlich',
    snoozeUntil: 'Wieder fragen am',
    optional: '(freiwillig)',
    remark: 'Bemerkung',
    reason: 'Grund',
    printed: 'Steht im Brief und in der E-Mail.',
    kept: 'Bleibt bei der Entscheidung; Kunden sehen sie nicht.',
    openEnd: 'Leer: bis jemand sie beendet.',
    waiveFee: 'Ohne die Gebühr dieser Mahnstufe',
    figures: 'Worüber Sie entscheiden',
    gone: (count) =>
      count === 1
        ? '1 davon wurde inzwischen entschieden oder zurückgezogen und ist nicht mehr dabei.'
        : `${count} davon wurden inzwischen entschieden oder zurückgezogen und sind nicht mehr dabei.`,
    look: 'Diese zuerst ansehen',
    theRows: 'Die Schreiben',
    nothingLeft: 'Davon ist nichts mehr offen.',
    done: {
      approve: (count) => `${notices(count)} freigegeben`,
      skip: (count) => `${proposals(count)} übersprungen`,
      snooze: (count) => `${proposals(count)} zurückgestellt`,
      skip_level: (count) => `Mahnstufe von ${ofProposals(count)} ausgelassen`,
      pause: (count) => `Rechnungen von ${ofProposals(count)} pausiert`,
      exclude: (count) => `Kunden von ${ofProposals(count)} gesperrt`,
    },
    followsOutbox: 'Sie werden jetzt ausgestellt und in den Postausgangsordner gelegt; nichts verlässt diesen Rechner.',
    follows: 'Sie werden jetzt ausgestellt und in ihrem Versandfenster versandt.',
    waiting: (count) => `${notices(count)} einmal freigegeben: eine zweite Person muss noch freigeben.`,
    before: (count) =>
      count === 1 ? '1 Vorschlag war schon entschieden:' : `${proposals(count)} waren schon entschieden:`,
    beforeLine: (customer, state, who) => `${customer}: ${state}${who}`,
    who: (name, at, surface) => `${by(name)}, ${at}${surface}`,
    surfaces: {
      slack: ' (Slack)',
      console: '',
      api: ' (API)',
      cli: ' (Kommandozeile)',
      schedule: ' (automatisch)',
      webhook: ' (Webhook)',
      simulate: '',
    },
    states: {
      proposed: 'wartet auf Entscheidung',
      approved_once: 'einmal freigegeben, wartet auf die zweite Freigabe',
      approved: 'freigegeben',
      issued: 'freigegeben und ausgestellt',
      skipped: 'übersprungen',
      snoozed: 'zurückgestellt',
      level_skipped: 'Mahnstufe ausgelassen',
      withdrawn: 'zurückgezogen',
    },
  },
  proposal: {
    title: (customer) => `Schreiben an ${customer}`,
    customerNumber: (number) => `Kunde ${number}`,
    lines: 'Rechnungen in diesem Schreiben',
    invoice: 'Rechnung',
    dueOn: 'Fällig',
    overdueDays: 'Tage überfällig',
    reaches: 'Mahnstufe erreicht',
    listedOnly: 'aufgeführt, Mahnstufe bleibt',
    amounts: 'Beträge',
    principal: 'Offener Betrag',
    fee: 'Gebühr dieser Mahnstufe',
    carried: 'Frühere Gebühren',
    interest: 'Verzugszinsen',
    compensation: 'Verzugspauschale',
    total: 'Gesamtbetrag',
    payBy: 'Zahlbar bis',
    goesOut: 'Versand',
    decide: 'Entscheiden',
    level: 'Mahnstufe',
    asProposed: (name) => `${name} (wie vorgeschlagen)`,
    levelHint: 'Eine höhere Mahnstufe lässt die dazwischen aus und verlangt eine Bemerkung.',
    remarkNeeded: 'Bitte in der Bemerkung sagen, warum eine höhere Mahnstufe richtig ist.',
    letter: 'Brief',
    letterAlt: (customer) => `Erste Seite des Briefs an ${customer}`,
    openPdf: 'PDF mit allen Seiten öffnen',
    mail: 'E-Mail',
    mailTitle: 'Vorschau der E-Mail',
    subject: 'Betreff',
    to: 'An',
    noMail: 'Es gibt keine E-Mail-Adresse; so läse sich die E-Mail.',
    noLetter: 'Es gibt keinen Brief zu zeigen.',
    state: 'Stand',
    decided: 'Entscheidung',
    noticeLink: (number) => `Mahnung ${number}`,
    takeBack: 'Freigabe zurücknehmen',
    takenBack: 'Die Freigabe wurde zurückgenommen.',
  },
};
