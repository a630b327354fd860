// Die deutschen Wörter von `/dunning`, mit genau den Schlüsseln der englischen.

import { type Md, md, own } from '../../text.ts';
import type { en } from './en.ts';

const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const because = (reason: string) => (reason === '' ? own('') : md` Grund: ${reason}`);

export const de: typeof en = {
  help: {
    title: 'Was `/dunning` kann',
    intro:
      'RECHNUNG ist eine Nummer, auch ein Teil davon; KUNDE eine Nummer oder ein Name. DATUM: 1.12., 2026-12-01, nächsten Freitag, +14d.',
    usage: (usage) => own(`So geht es: \`/dunning ${usage}\``),
    otherNames: (names) => own(`Auch: ${names}`),
    more: 'Mehr dazu: `/dunning hilfe pausieren`. Den Text eines Befehls sieht sonst niemand.',
    verbs: {
      help: ['hilfe [Befehl]', 'diese Liste, oder ein Befehl genauer'],
      run: [
        'lauf [trocken]',
        'vorschlagen, was fällig ist; `trocken` zeigt es nur; `lauf trotzdem` auch bei alten Bankdaten',
      ],
      status: ['stand [RECHNUNG oder KUNDE]', 'wie es steht; eine Rechnungsnummer allein tut dasselbe'],
      why: ['warum RECHNUNG [am DATUM]', 'warum sie gemahnt wird oder nicht'],
      history: ['verlauf RECHNUNG oder KUNDE', 'alles, was geschehen ist'],
      preview: ['vorschau RECHNUNG [Stufe]', 'das nächste Schreiben als Bild und E-Mail, nur für dich'],
      forecast: ['prognose [Wochen]', 'was in 1 bis 26 Wochen fällig wird; ohne Angabe 8'],
      skip: ['überspringen RECHNUNG [Grund]', 'diesmal nicht; der nächste Lauf fragt wieder'],
      snooze: ['verschieben RECHNUNG bis DATUM [Grund]', 'an diesem Tag wird wieder gefragt'],
      pass: ['weiterstufen RECHNUNG [Grund]', 'diese Stufe gilt als durchlaufen, nichts geht hinaus'],
      level: ['stufe RECHNUNG N [Grund]', 'eine höhere Stufe für das nächste Schreiben, als Zahl oder "Name"'],
      pause: [
        'pausieren RECHNUNG oder KUNDE [bis DATUM] [Grund]',
        'keine Schreiben bis einschließlich dieses Tages, oder bis jemand fortsetzt',
      ],
      resume: ['fortsetzen RECHNUNG oder KUNDE', 'beendet eine Pause'],
      exclude: ['ausschließen KUNDE [bis DATUM] [Grund]', 'gar keine Schreiben an diesen Kunden'],
      include: ['einschließen KUNDE', 'beendet den Ausschluss'],
      paid: [
        'bezahlt RECHNUNG [BETRAG] [am DATUM]',
        'eine Zahlung, die die Bank noch nicht gemeldet hat; ohne Betrag alles',
      ],
      promise: ['zusage RECHNUNG DATUM [BETRAG]', 'der Kunde will bis zu diesem Tag zahlen'],
      unpromise: ['zusage-beenden RECHNUNG', 'die Zusage war keine'],
      dispute: ['strittig RECHNUNG [Grund]', 'der Kunde bestreitet sie; nichts geht hinaus, bis es geklärt ist'],
      settle: ['geklärt RECHNUNG', 'sie ist nicht mehr strittig'],
      setup: ['einrichten hier', 'die tägliche Übersicht kommt in diesen Kanal'],
    },
  },

  problem: {
    unknown: (word) => md`„${word}“ kenne ich nicht.`,
    didYouMean: (verb) => own(`Meintest du \`/dunning ${verb}\`?`),
    elsewhere: {
      approve: own(
        'Freigegeben wird in der Tagesübersicht, mit ihren Knöpfen oder „Prüfen…“, oder in der Konsole: dort siehst du, was du freigibst.',
      ),
      undo: own('Rückgängig ist ein Knopf: unter der Antwort auf deinen Befehl und im Thread der Tagesübersicht.'),
    },
    seeHelp: own('`/dunning hilfe` zeigt alle Befehle.'),
    unclosedQuote: own('Ein Anführungszeichen ist nicht geschlossen.'),
    tooLong: own('Das ist zu lang: höchstens 2.000 Zeichen.'),
    reasonTooLong: own('Der Grund ist zu lang: höchstens 500 Zeichen.'),
    missingSubject: own('Welche Rechnung oder welcher Kunde?'),
    missingDay: own('Bis wann? Es fehlt ein Tag.'),
    missingLevel: own('Welche Stufe? Gib ihre Zahl an, oder ihren Namen in Anführungszeichen.'),
    noSuchDay: (word) => md`„${word}“ ist ein Tag, den es nicht gibt.`,
    ambiguousDay: (word) => md`„${word}“ können zwei Tage sein. Schreib es wie 1.12. oder 2026-12-01.`,
    past: (day) => md`${day} liegt nicht in der Zukunft. Gib einen Tag an, der noch kommt.`,
    future: (day) => md`${day} kommt erst noch. Gib einen Tag an, der vorbei ist.`,
    notADay: (word) => md`„${word}“ verstehe ich nicht als Tag. Gehört es zum Grund, setz ihn in Anführungszeichen.`,
    badAmount: (word) => md`„${word}“ verstehe ich nicht als Betrag. Schreib ihn wie 1.190,00 EUR.`,
    dayOrAmount: (word) =>
      md`„${word}“ kann ein Tag oder ein Betrag sein. Schreib „am ${word}.“ für den Tag, oder die Währung dazu.`,
    otherCurrency: (given, its) => md`Die Rechnung ist in ${its}, nicht in ${given}.`,
    oneAtATime: (first, second) =>
      md`Eine Rechnung auf einmal: „${second}“ ist auch eine Rechnung. Nichts wurde geändert; wiederhole den Befehl für *${first}* und für *${second}*.`,
    unexpected: (word) => md`„${word}“ verstehe ich an dieser Stelle nicht.`,
    badWeeks: (word) => md`„${word}“ ist keine Zahl von Wochen zwischen 1 und 26.`,
    notFound: (what) => md`„${what}“ finde ich nicht.`,
    near: own('Meintest du eine von diesen?'),
    several: (what) => md`„${what}“ passt auf mehrere. Welche?`,
    moreThan: own('Es gibt noch mehr; gib mehr von der Nummer oder vom Namen an.'),
    failed: own('Das hat nicht geklappt. Nichts wurde geändert; bitte in einer Minute noch einmal.'),
    refused: (why) => md`Das ist nicht möglich: ${why}`,
    again: own('Dieser Befehl ist schon bearbeitet.'),
  },

  done: {
    paused: (invoice, until, reason): Md =>
      md`*${invoice}* ist pausiert ${until === null ? 'bis jemand fortsetzt' : `bis einschließlich ${until}`}.${because(reason)}`,
    excluded: (customer, until, reason): Md =>
      md`Kunde *${customer}* bekommt keine Schreiben ${until === null ? 'bis jemand das beendet' : `bis einschließlich ${until}`}.${because(reason)}`,
    resumed: (invoice) => md`*${invoice}* wird wieder gemahnt.`,
    notPaused: (invoice) => md`*${invoice}* war nicht pausiert.`,
    included: (customer) => md`Kunde *${customer}* wird wieder gemahnt.`,
    notExcluded: (customer) => md`Kunde *${customer}* war nicht ausgeschlossen.`,
    skipped: (invoice, reason) => md`*${invoice}* ist übersprungen; der nächste Lauf fragt wieder.${because(reason)}`,
    snoozed: (invoice, day, reason) => md`*${invoice}*: wieder gefragt am ${day}.${because(reason)}`,
    passed: (invoice, level, reason) =>
      md`*${invoice}*: „${level}“ gilt als durchlaufen, nichts geht hinaus.${because(reason)}`,
    level: (invoice, level) => md`*${invoice}* ist mit „${level}“ vorgeschlagen und wartet auf Freigabe.`,
    disputed: (invoice, reason) =>
      md`*${invoice}* ist strittig; nichts geht hinaus, bis es geklärt ist.${because(reason)}`,
    settled: (invoice) => md`*${invoice}* ist nicht mehr strittig.`,
    notDisputed: (invoice) => md`*${invoice}* war nicht strittig.`,
    promised: (invoice, day, through, amount) =>
      md`*${invoice}*: ${amount === null ? 'Zahlung' : amount} zugesagt zum ${day}; gehalten bis einschließlich ${through}.`,
    unpromised: (invoice) => md`Die Zusage zu *${invoice}* ist beendet.`,
    notPromised: (invoice) => md`Zu *${invoice}* gab es keine Zusage.`,
    paid: (invoice, amount, open) =>
      md`*${invoice}*: Zahlung von ${amount} vermerkt. ${open === null ? 'Nichts ist mehr offen.' : `${open} sind noch offen.`}`,
    withdrew: (count) => own(`${n(count, 'offener Vorschlag wurde', 'offene Vorschläge wurden')} zurückgezogen.`),
    approvedHeld: own('Sie war schon freigegeben: das Schreiben wird nicht ausgestellt, solange das gilt.'),
    setUp: own('Die tägliche Übersicht kommt ab jetzt in diesen Kanal.'),
    hello: (by) => md`Die tägliche Übersicht des Mahnwesens kommt ab jetzt in diesen Kanal. Gewählt von ${by}.`,
    inviteMe: own('Ich bin nicht in diesem Kanal. Lade mich mit `/invite` ein und wiederhole den Befehl.'),
    noChannel: own('Das geht in einem Kanal, nicht in einer Direktnachricht.'),
  },

  late: {
    sent: (notice, when) => md`Das kam zu spät für Schreiben ${notice}: es wurde übergeben, ${when}.`,
    sending: (notice) => md`Schreiben ${notice} wird gerade übergeben; ob es noch hinausging, ist noch nicht klar.`,
    unclear: (notice) => md`Ob Schreiben ${notice} hinausging, ist nicht klar; jemand muss nachsehen.`,
    stopped: (notice) =>
      md`Schreiben ${notice} ist ausgestellt, aber nicht übergeben: es geht nicht hinaus, solange das gilt.`,
  },

  noProposal: {
    none: (invoice) => md`Zu *${invoice}* wartet kein Vorschlag auf eine Entscheidung.`,
    decided: (invoice, by, when) => md`Zu spät: der Vorschlag zu *${invoice}* wurde von ${by} freigegeben, ${when}.`,
    nextRun: own('Sie ist an der Reihe: der nächste Lauf schlägt sie vor.'),
    byWhom: 'jemand',
  },

  undo: {
    button: 'Rückgängig',
    takeBackApproval: 'Freigabe zurücknehmen',
    done: (what) => md`Zurückgenommen: ${what}`,
    channel: 'die Wahl dieses Kanals',
    already: own('Es gibt nichts mehr zurückzunehmen.'),
  },

  quoted: (text) => `„${text}“`,

  show: {
    open: 'offen',
    overdue: (days) => (days <= 0 ? 'nicht überfällig' : `${n(days, 'Tag', 'Tage')} überfällig`),
    due: (day) => `fällig ${day}`,
    paidAll: 'bezahlt',
    dispute: (day, by) => md`Strittig seit ${day} (${by}).`,
    promise: (day) => md`Zahlung zugesagt zum ${day}.`,
    nextLevel: (level, day) => md`Als Nächstes: „${level}“, erreicht am ${day}.`,
    proposed: (level) => md`„${level}“ ist an der Reihe: vorgeschlagen, oder beim nächsten Lauf.`,
    statementDue: own('Sie steht auf der nächsten Kontoübersicht.'),
    gate: (why) => md`Der Lauf dieses Tages wurde angehalten: ${why}`,
    asOf: (day) => md`Stand ${day}:`,
    notice: (notice, level, when) => md`Letztes Schreiben: ${notice} „${level}“, ${when}.`,
    deliveries: {
      approved: 'wartet auf die Übergabe',
      claimed: 'wartet auf die Übergabe',
      attempted: 'wird gerade übergeben',
      sent: 'übergeben',
      unknown: 'unklar, ob es hinausging',
      needs_review: 'unklar, ob es hinausging',
      delivered: 'zugestellt',
      bounced: 'nicht zustellbar',
      complained: 'als Spam gemeldet',
      failed: 'konnte nicht zugestellt werden',
      cancelled: 'nicht gesendet',
    },
    customer: (name, number) => md`*${name}* (${number})`,
    noInvoices: own('Es gibt keine Rechnungen.'),
    nothingHappened: own('Es ist noch nichts geschehen.'),
    moreRows: (count) => `… und ${count} weitere`,
    today: (day) => md`*Mahnwesen ${day}*`,
    undecided: (count) => `${n(count, 'Vorschlag wartet', 'Vorschläge warten')} auf eine Entscheidung`,
    nothingUndecided: 'nichts wartet auf eine Entscheidung',
    approved: (count) => `${count} freigegeben und noch nicht ausgestellt`,
    issued: (count) => `${n(count, 'Schreiben', 'Schreiben')} heute ausgestellt`,
    forecast: (weeks) =>
      own(`*Die nächsten ${n(weeks, 'Woche', 'Wochen')}*, wenn alles freigegeben wird und niemand zahlt:`),
    forecastRow: (day, level, count, amount) =>
      md`${day} · ${level} · ${n(count, 'Schreiben', 'Schreiben')} · ${amount}`,
    nothingDue: own('In dieser Zeit wird nichts fällig.'),
    statement: 'Kontoübersicht',
    ran: (plan, proposed, refreshed, withdrawn) =>
      md`*${plan}*: ${n(proposed, 'neuer Vorschlag', 'neue Vorschläge')}, ${refreshed} geändert, ${withdrawn} zurückgezogen.`,
    dry: own('Probelauf: nichts wurde behalten.'),
    stopped: (plan, why) => md`*${plan}* wurde angehalten: ${why}`,
    runAnyway: own('Trotzdem laufen lassen: `/dunning lauf trotzdem`.'),
    previewSent: own('Die erste Seite des Schreibens liegt in unseren Direktnachrichten.'),
    previewFailed: own('Das Bild des Schreibens konnte nicht gesendet werden.'),
    previewOf: (invoice) => md`Vorschau auf das nächste Schreiben zu *${invoice}*. Nichts ist ausgestellt.`,
    mail: (subject) => md`*E-Mail:* ${subject}`,
    page: (invoice) => `Erste Seite des Schreibens zu ${invoice}`,
  },

  history: {
    recorded: 'erfasst',
    payment: 'Zahlung',
    reversal: 'Zahlung zurückgebucht',
    credited: 'Gutschrift',
    original: 'Original abgelegt',
    paused: 'pausiert',
    resumed: 'fortgesetzt',
    excluded: 'Kunde ausgeschlossen',
    included: 'Kunde wieder gemahnt',
    disputed: 'strittig',
    settled: 'nicht mehr strittig',
    promised: 'Zahlung zugesagt',
    promise_ended: 'Zusage beendet',
    proposed: 'vorgeschlagen',
    decided: 'entschieden',
    withdrawn: 'Vorschlag zurückgezogen',
    issued: 'Schreiben ausgestellt',
    level_skipped: 'Stufe übergangen',
    cancelled: 'Schreiben storniert',
    undelivered_accepted: 'hingenommen, dass sie niemanden erreicht hat',
    delivery: 'Zustellung',
    decisions: {
      approved: 'freigegeben',
      skipped: 'übersprungen',
      snoozed: 'verschoben',
      level_skipped: 'Stufe übergangen',
    },
    until: (day) => `bis ${day}`,
  },
};
