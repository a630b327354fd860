// The German words of the chat.

import type { Words } from './index.ts';

const figures = new Intl.NumberFormat('de-DE');
const n = (count: number, one: string, many: string) => `${figures.format(count)} ${count === 1 ? one : many}`;
const reminders = (count: number) => n(count, 'Mahnung', 'Mahnungen');

export const de: Words = {
  count: (count) => figures.format(count),
  reminders,
  and: 'und',
  more: (count) => `… und ${figures.format(count)} weitere`,
  days: (days) => (days <= 0 ? 'noch nicht fällig' : `${n(days, 'Tag', 'Tage')} überfällig`),
  by: { email: 'E-Mail', letter: 'Brief' },
  nowhere: 'keine Adresse',
  statement: 'Kontoübersicht',
  moreInvoices: (count) => (count === 0 ? '' : ` +${figures.format(count)}`),

  digest: {
    title: (day, count) => `Mahnlauf ${day} · ${n(count, 'Vorschlag', 'Vorschläge')}`,
    nothing: (day) => `Mahnwesen ${day} · nichts zu mahnen`,
    nextUp: 'Als Nächstes',
    nextUpLine: (level, day) => `${level} am ${day}`,
    emptied: (days) => `Nach ${n(days, 'Tag', 'Tagen')} geleert. In der Konsole steht alles.`,
    nothingText: 'Heute ist nichts zu mahnen.',
    notification: (day, open) =>
      open === 0
        ? `Mahnwesen ${day}: nichts wartet auf eine Entscheidung`
        : `Mahnwesen ${day}: ${reminders(open)} zu entscheiden`,
    total: 'Offen gesamt',
    oldest: 'Älteste',
    bank: (day) => `Bankdaten bis ${day}`,
    noBank: 'Noch keine Bankdaten',
    nextRun: (when) => `Nächster Lauf ${when}`,
    goesOut: (time, minutes) =>
      minutes === 0
        ? `Freigegebenes geht ab ${time} hinaus`
        : `Freigegebenes geht ab ${time} hinaus, frühestens ${minutes} Minuten nach der Freigabe`,
    outbox: 'Kein Versand eingerichtet: alles geht in den Ausgangsordner, nichts verlässt den Rechner',
    closed: (time) => `Geschlossen um ${time}. Was nicht entschieden ist, wird beim nächsten Lauf wieder gefragt.`,
    replaced: 'Durch einen späteren Lauf ersetzt.',
    held: (count) => `${figures.format(count)} zurückgehalten`,
    attention: 'Zuerst ansehen',
    inConsole: (count) => `+${figures.format(count)} weitere in der Konsole`,
    counts: {
      open: (count) => `${figures.format(count)} offen`,
      second: (count) => `${figures.format(count)} ${count === 1 ? 'wartet' : 'warten'} auf zweite Freigabe`,
      approved: (count) => `${figures.format(count)} freigegeben`,
      underway: (count) => `${figures.format(count)} unterwegs`,
      sent: (count) => `${figures.format(count)} übergeben`,
      delivered: (count) => `${figures.format(count)} zugestellt`,
      trouble: (count) => `${figures.format(count)} nicht zugestellt`,
      skipped: (count) => `${figures.format(count)} übersprungen`,
      withdrawn: (count) => `${figures.format(count)} zurückgezogen`,
    },
    byItself: (count, level, day, time) =>
      `${n(count, 'Mahnung', 'Mahnungen')} der Stufe ${level} ${count === 1 ? 'läuft' : 'laufen'} am ${day} um ${time} von selbst weiter`,
    automation: {
      draft: 'nur als Entwurf',
      issue: 'ausgestellt, nicht versandt',
      send: 'ausgestellt und versandt',
      propose: '',
    },
  },

  warning: {
    stopped: (plan) => `Der Mahnlauf ${plan} wurde angehalten.`,
    noAddress: (count) => `${n(count, 'Kunde', 'Kunden')} ohne Adresse: `,
    troubles: (count) => `${n(count, 'Mahnung', 'Mahnungen')} nicht angekommen: `,
    rates: (day) => `Gesetzliche Zinssätze sind nur bis ${day} bekannt. Bitte eine neuere Version installieren.`,
    holidays: (year) => `Feiertage sind nur bis ${year} geprüft. Bitte eine neuere Version installieren.`,
    item: {
      no_address: 'keine Adresse',
      bounced: 'kam schon einmal zurück',
      unmatched: 'ungeklärtes Guthaben',
      came_back: 'wieder vorgelegt',
      last_level: 'letzte Stufe',
    },
  },

  button: {
    review: 'Prüfen…',
    approveAll: (count) => `Alle freigeben (${figures.format(count)})…`,
    approveClean: (count) => `Alle ohne Warnung freigeben (${figures.format(count)})…`,
    approveLevel: 'Eine Stufe freigeben…',
    console: 'In der Konsole öffnen',
    runAnyway: 'Trotzdem mahnen…',
    runNow: 'Jetzt mahnen…',
    stop: 'Anhalten…',
    undo: 'Zurücknehmen…',
    approve: 'Freigeben',
    skip: 'Überspringen…',
    snooze: 'Zurückstellen…',
    details: 'Einzelheiten…',
    more: 'Anders entscheiden…',
    back: 'Zurück',
    close: 'Schließen',
    selectAll: 'Alle wählen',
    selectNone: 'Keine wählen',
    previous: 'Zurückblättern',
    next: 'Weiter',
    testMail: 'Test-Mail an mich',
    original: 'Rechnung als PDF an mich',
    toChannel: 'Im Kanal öffnen',
    pdf: 'PDF in den Thread',
    second: 'Zweite Freigabe…',
  },

  review: {
    title: 'Prüfen',
    selected: (chosen, all) => `${figures.format(chosen)} von ${figures.format(all)} gewählt`,
    level: 'Alle Stufen',
    attention: 'Nur mit Warnung',
    everything: 'Alle Vorschläge',
    customer: 'Kunde enthält…',
    page: (page, pages) => `Seite ${page} von ${pages}`,
    details: 'Einzelheiten einer Mahnung…',
    submit: (count) => `Freigeben (${figures.format(count)})…`,
    none: 'Nichts gefunden.',
    nothing: 'Nichts wartet mehr auf eine Entscheidung.',
    large: 'Mehr als 300 Vorschläge: hier stehen die, die Aufmerksamkeit brauchen. Alle zeigt die Konsole.',
    nothingSelected: 'Nichts ist gewählt. Bitte anhaken, was freigegeben werden soll.',
  },

  confirm: {
    title: 'Freigeben?',
    submit: 'Jetzt freigeben',
    summary: (count, customers) => `${reminders(count)} an ${n(customers, 'Kunden', 'Kunden')}`,
    ways: (emails, letters) => `${n(emails, 'E-Mail', 'E-Mails')}, ${n(letters, 'Brief', 'Briefe')}`,
    postage: (amount) => ` (Porto etwa ${amount})`,
    fees: 'Gebühren und Zinsen kommen je nach Stufe hinzu.',
    warned: (count) => `${figures.format(count)} davon mit Warnung.`,
    changed: (now, then) =>
      `Die Liste hat sich geändert: die Nachricht zeigte ${figures.format(then)}, jetzt sind es ${figures.format(now)}.`,
    second: 'Was das Vier-Augen-Prinzip verlangt, wartet auf eine zweite Person.',
    undo: (minutes) =>
      `Mindestens ${minutes} Minuten lang kann es jeder zurücknehmen. Jede Rechnung wird vor dem Versand noch einmal geprüft.`,
    noUndo: 'Die Mahnungen werden sofort ausgestellt. Jede Rechnung wird vor dem Versand noch einmal geprüft.',
    nothing: 'Davon wartet nichts mehr auf eine Entscheidung.',
  },

  detail: {
    customer: 'Kunde',
    open: 'Offen',
    total: 'Zu zahlen',
    overdue: 'Überfällig',
    to: 'An',
    level: 'Stufe',
    levelHint: 'Eine höhere Stufe als vorgeschlagen braucht eine Bemerkung.',
    proposed: (name) => `${name} (wie vorgeschlagen)`,
    fee: (amount) => ` +${amount}`,
    remark: 'Bemerkung (steht auf der Mahnung)',
    options: 'Optionen',
    attachOriginal: 'Mit Kopie der Rechnung',
    alsoLetter: 'Zusätzlich als Brief',
    originalOf: (invoices) => `Original von ${invoices}`,
    originalDone: 'Die Rechnung liegt in deinen Direktnachrichten mit Duly.',
    waiveFee: 'Ohne Gebühr',
    letterAlt: (customer) => `Erste Seite des Briefs an ${customer}`,
    drawing: 'Der Brief wird gezeichnet …',
    noPicture: 'Vom Brief gibt es kein Bild.',
    mail: 'E-Mail',
    lines: 'Rechnungen',
    changed: 'Dieser Vorschlag hat sich seit dem Öffnen geändert. Bitte noch einmal ansehen.',
    remarkNeeded: 'Bitte sagen, warum eine höhere Stufe richtig ist.',
    testSent: (to) => `Die Test-Mail ist unterwegs an ${to}.`,
    testOutbox: 'Die Test-Mail liegt im Ausgangsordner; nichts hat den Rechner verlassen.',
    pdfDone: 'Das PDF steht im Thread.',
    last: (level, day) => `Letzte Mahnung: ${level}, ${day}`,
  },

  decide: {
    title: 'Anders entscheiden',
    kind: 'Entscheidung',
    kinds: {
      skip: 'Überspringen: beim nächsten Lauf wieder gefragt',
      snooze: 'Zurückstellen: an einem Tag wieder gefragt',
      skip_level: 'Stufe auslassen: gilt als durchlaufen, nichts geht hinaus',
      pause: 'Rechnung pausieren bis einschließlich',
      exclude: 'Kunden sperren bis einschließlich',
      promise: 'Zahlung zugesagt bis zu einem Tag',
      dispute: 'Die Rechnung ist strittig',
    },
    submit: 'Entscheiden',
    reason: 'Grund',
    reasons: {
      paid: 'Schon bezahlt, noch nicht gebucht',
      credit: 'Gutschrift folgt',
      talk: 'Erst mit dem Kunden sprechen',
      address: 'Falsche Adresse',
      other: 'Anderer (bitte nennen)',
    },
    remark: 'Bemerkung',
    scope: 'Gilt für',
    one: 'Diese Mahnung',
    customer: 'Alle offenen Mahnungen dieses Kunden',
    until: 'Tag',
    untilHint: 'Zurückstellen: Tag der Wiedervorlage. Pause, Sperre: letzter Tag; leer = bis jemand sie beendet.',
    dayNeeded: 'Bitte einen Tag nach heute wählen.',
    remarkNeeded: 'Bitte den Grund nennen.',
  },

  did: {
    approved: (count) => `${figures.format(count)} freigegeben`,
    once: (count) => `${n(count, 'wartet', 'warten')} auf zweite Freigabe`,
    skipped: (count) => `${figures.format(count)} übersprungen`,
    snoozed: (count) => `${figures.format(count)} zurückgestellt`,
    level_skipped: (count) => `Stufe von ${figures.format(count)} ausgelassen`,
    tookBack: (count) => `${figures.format(count)} zurückgenommen`,
    stopped: (count) => `Automatik von ${figures.format(count)} angehalten`,
    held: (count) => `${figures.format(count)} zurückgehalten`,
    paid: (count) => `${figures.format(count)} als bezahlt erfasst`,
    askedAgain: 'wieder vorgelegt',
    lastUndo: (time) => `mindestens bis ${time} rücknehmbar`,
  },

  state: {
    proposed: 'offen',
    approved_once: (by) => `freigegeben von ${by}, wartet auf zweite Freigabe`,
    approved: (by, time) => `freigegeben von ${by}, ${time}`,
    issuedUnsent: 'ausgestellt, nicht versandt',
    underway: 'ausgestellt, unterwegs',
    sent: 'übergeben',
    delivered: 'zugestellt',
    bounced: 'zurückgekommen',
    complained: 'als Spam gemeldet',
    failed: 'nicht zustellbar',
    unknown: 'unklar, ob versandt',
    needs_review: 'bitte ansehen',
    cancelled: 'nicht versandt',
    skipped: (by) => `übersprungen von ${by}`,
    snoozed: (by, day) => `zurückgestellt von ${by}, wieder gefragt am ${day}`,
    level_skipped: (by) => `Stufe ausgelassen von ${by}`,
    withdrawn: (why) => `zurückgezogen: ${why}`,
  },

  told: {
    already: (state) => `Zu spät: schon ${state}.`,
    alreadyMany: (count) => `${n(count, 'Mahnung war', 'Mahnungen waren')} schon entschieden:`,
    done: (count) => `${reminders(count)} freigegeben.`,
    waits: (count) => `${n(count, 'Mahnung wartet', 'Mahnungen warten')} auf eine zweite Person.`,
    withheld: {
      approved_by_you: 'Du hast zuerst freigegeben; jetzt ist eine zweite Person nötig.',
      level_chosen_by_you: 'Du hast die Stufe gewählt; freigeben muss jemand anderes.',
      not_a_person: 'Zwei Personen sind nötig, und du stehst nicht auf der Liste der Personen.',
    },
    goesOut: (time) => `Geht ab ${time} hinaus.`,
    decided: 'Notiert.',
    askedAgain: (day) => `Wieder gefragt am ${day}.`,
    tooLate: (count) =>
      `${n(count, 'Mahnung ist', 'Mahnungen sind')} schon ausgestellt und hier nicht mehr zurückzunehmen.`,
    tookBack: (count) => `${n(count, 'Freigabe', 'Freigaben')} zurückgenommen.`,
    waitAgain: (count) => `${n(count, 'Mahnung wartet', 'Mahnungen warten')} wieder auf eine Entscheidung.`,
    nothingToUndo: 'Es gibt nichts mehr zurückzunehmen.',
    gone: 'Das gibt es nicht mehr. Die Nachricht zeigt den Stand.',
    failed: 'Das ging nicht. Nichts wurde geändert; bitte in einer Minute noch einmal versuchen.',
    live: 'Diese Kopie wird nicht mehr gepflegt. Die gültige Nachricht:',
    stopped: (count) => `Angehalten: ${n(count, 'Mahnung wartet', 'Mahnungen warten')} jetzt auf eine Entscheidung.`,
    ran: (count) => `Der Lauf schlägt ${reminders(count)} vor.`,
    runStopped: 'Der Lauf wurde angehalten.',
  },

  may: {
    nobody: (names) =>
      names === ''
        ? 'Du stehst hier nicht auf der Liste der Personen. Ein Admin von Duly kann dich eintragen.'
        : `Du stehst hier nicht auf der Liste der Personen. Entscheiden dürfen: ${names}`,
    guest: 'Gäste dürfen das nicht.',
    bot: 'Apps dürfen das nicht.',
    stranger: 'Das ist nur für Mitglieder unseres eigenen Workspace.',
    role: (needed, names) => `Dafür braucht es die Rolle ${needed}. Das dürfen: ${names}`,
    roles: { viewer: 'Lesen', approver: 'Freigeben', admin: 'Admin' },
  },

  undo: {
    title: 'Zurücknehmen?',
    submit: 'Zurücknehmen',
    text: (count) =>
      `${n(count, 'Entscheidung lässt', 'Entscheidungen lassen')} sich noch zurücknehmen. Pause, Sperre, Reklamation, Zusage enden, eine Zahlung wird storniert.`,
  },

  anyway: {
    title: 'Trotzdem mahnen?',
    submit: 'Jetzt mahnen',
    text: 'Vielleicht werden Kunden gemahnt, die schon bezahlt haben. Der Lauf hält fest, dass du es so entschieden hast.',
    plain: 'Der Lauf sieht alle Rechnungen an, wie sie jetzt stehen.',
  },

  stop: {
    title: 'Automatik anhalten?',
    submit: 'Anhalten',
    text: (count) =>
      `${reminders(count)} ${count === 1 ? 'liefe' : 'liefen'} von selbst weiter. Angehalten warten sie auf eine Entscheidung.`,
  },

  thread: {
    results: 'Versand',
    sentOf: (sent, all) => `${figures.format(sent)} von ${figures.format(all)} übergeben`,
    paidSince: (count) => `${figures.format(count)} seit dem Vorschlag bezahlt oder angehalten`,
    trouble: 'Nicht zugestellt',
    nudge: (count) =>
      `${n(count, 'Mahnung wartet', 'Mahnungen warten')} noch auf eine Entscheidung. Ohne sie geht nichts hinaus.`,
    direct: (time, count) =>
      `${time}: ${n(count, 'Mahnung wartet', 'Mahnungen warten')} auf eine Entscheidung, und noch niemand hat sie angesehen. Ohne Entscheidung geht nichts hinaus.`,
    directDone: 'Es wartet nichts mehr auf eine Entscheidung.',
    closed: (day) => `Abschluss ${day}`,
    undecided: (count) => `${figures.format(count)} nicht entschieden (beim nächsten Lauf wieder gefragt)`,
    audit: (head) => `Stand des Protokolls: ${head}`,
  },

  home: {
    title: 'Mahnwesen',
    overdue: 'Überfällig',
    bank: 'Bankdaten',
    stale: 'veraltet',
    role: 'Deine Rolle',
    today: 'Heute',
    open: (open, all) => `${figures.format(all)} Vorschläge, davon ${figures.format(open)} offen`,
    nothing: 'Nichts zu entscheiden.',
    second: 'Wartet auf deine zweite Freigabe',
    paused: 'Pausiert und gesperrt',
    commands: 'Mit `/dunning hilfe` siehst du, was du in jedem Kanal tun kannst.',
    stranger: 'Du stehst hier nicht auf der Liste der Personen. Ein Admin von Duly kann dich eintragen.',
    until: (day) => `bis einschließlich ${day}`,
    openEnd: 'bis jemand es beendet',
    all: 'Alles Mahnen',
  },
};
