// The German words of delivery: problems, letters to print, what was handed over.

import { counted } from '../count.ts';
import type { DeliveryWords } from '../en/delivery.ts';

const n = counted('de-DE');
const letters = (count: number) => n(count, 'Brief', 'Briefe');

export const delivery: DeliveryWords = {
  delivery: {
    title: 'Zustellung',
    problems: 'Schreiben, die nicht ankamen',
    noProblems: 'Alles Versandte ist angekommen, soweit man weiß.',
    notice: 'Mahnung',
    what: 'Was geschah',
    todo: 'Was zu tun ist',
    actions: {
      correct_address: 'An eine andere Adresse senden',
      send_as_letter: 'Als Brief senden',
      send_again: 'Erneut senden',
      review: 'Sagen, was daraus wurde',
      accept: 'Dabei belassen',
    },
    address: 'E-Mail-Adresse',
    remember: 'Für diesen Kunden merken',
    sendButton: 'Senden',
    reason: 'Grund',
    arrived: 'Es kam an',
    notArrived: 'Es kam nicht an',
    sendAgain: 'Noch einmal senden',
    reviewHint: 'Niemand weiß, ob es ankam. Fragen Sie zuerst den Kunden oder den Dienstleister.',
    acceptButton: 'Dabei belassen',
    letterButton: 'Als Brief senden',
    againButton: 'Erneut senden',
    handled: 'Das ist erledigt.',
    queue: 'Briefe zum Drucken und Einwerfen',
    queueEmpty: 'Kein Brief wartet auf Druck oder Post.',
    unprinted: (count) => `${letters(count)} zu drucken`,
    print: (count) => `${letters(count)} drucken`,
    batch: (id, count) => `Stapel ${id}: ${letters(count)}`,
    printedBy: (name, at) => `gedruckt von ${name}, ${at}`,
    pdf: 'PDF öffnen',
    postedButton: 'Alles ist eingeworfen',
    stopped: 'nicht einwerfen: bezahlt oder angehalten',
    stoppedNote: (count) => `${letters(count)} aus dem Stapel nehmen: inzwischen bezahlt, angehalten oder storniert.`,
    posted: (count) => `Eingeworfen: ${letters(count)}.`,
    outbox: 'Zuletzt übergeben',
    outboxEmpty: 'Bisher wurde nichts übergeben.',
    way: 'Weg',
    state: 'Stand',
    when: 'Wann',
    pages: (count) => n(count, 'Seite', 'Seiten'),
    to: 'An',
    waiting: (count) => `${count} unterwegs`,
    byProvider: 'Briefe übernimmt ein Dienstleister oder der Postausgangsordner; hier ist nichts zu drucken.',
  },
};
