// Words around numbers and names in bank texts: what says "an invoice number follows", what says "another number
// follows", and when two names are the same payer.

import { isDigitCode, keyCode } from './match-key.ts';

const INVOICE_WORDS = words(
  'rechnung rechnungs rechnungsnr rechnungnr rechnungsnummer rechnr rechn rech rechg re rg rgnr renr rnr rgnummer ' +
    'rng inv invoice invoiceno invoicenr invno invnr beleg belegnr belegnummer faktura facture fattura fact',
);
/** A word for "number" alone says nothing; the word before it does. */
const NUMBER_WORDS = words('nr no nummer number num nro');
const OTHER_WORDS = words(
  'kunde kunden kundennr kundennummer kdnr kd knr kdnummer customer customerno debitor debitorennr auftrag auftrags ' +
    'auftragsnr auftragsnummer order orderno bestellung bestell bestellnr bestellnummer lieferschein ls lsnr vertrag ' +
    'vertrags vertragsnr vertragsnummer tel telefon plz mitglied mitgliedsnr steuernr ustid angebot angebots angebotsnr ' +
    'konto kontonr kto iban blz mandat mandatsref',
);
const LOOK_BACK = 30;

/** What the words before a place in a text announce. */
export function contextOf(text: string, at: number): 'invoice' | 'customer' | 'none' {
  const [last = '', before = ''] = wordsBefore(text, at);
  const telling = NUMBER_WORDS.has(last) ? before : last;
  if (OTHER_WORDS.has(telling) || OTHER_WORDS.has(before + last)) return 'customer';
  if (INVOICE_WORDS.has(telling) || INVOICE_WORDS.has(before + last)) return 'invoice';
  // Texts without spaces: "ZAHLUNGRECHNUNG4711".
  for (const word of ['rechnung', 'rechnungsnr', 'rechnungnr', 'invoice']) if (last.endsWith(word)) return 'invoice';
  return 'none';
}

/** The last two words before a place, nearest first; a digit ends the search, signs between are passed over. */
function wordsBefore(text: string, at: number): string[] {
  const found: string[] = [];
  let word = '';
  for (let place = at - 1; place >= 0 && at - place <= LOOK_BACK; place -= 1) {
    const code = keyCode(text.charCodeAt(place));
    if (isDigitCode(code)) break;
    if (code !== 0) word = String.fromCharCode(code) + word;
    else if (word !== '') {
      found.push(word.toLowerCase());
      word = '';
      if (found.length === 2) return found;
    }
  }
  if (word !== '') found.push(word.toLowerCase());
  return found;
}

/** Whether a text names an invoice number that begins right after one of the words for it, e.g. "Rechnung 4711". */
export function announcesNumber(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigitCode(text.charCodeAt(at)) || isDigitCode(text.charCodeAt(at - 1))) continue;
    let end = at;
    while (end + 1 < text.length && isDigitCode(text.charCodeAt(end + 1))) end += 1;
    if (end - at >= 2 && contextOf(text, at) === 'invoice') found.push({ from: at, to: end });
    at = end;
  }
  return found;
}

const LEGAL_FORMS = words(
  'gmbh ag kg ohg ug co cokg mbh ggmbh gbr ek se sa sarl sagl ltd limited inc llc bv nv srl spa eg ev kgaa plc und ' +
    'and et herr frau herrn dr prof mr mrs ms haftungsbeschraenkt',
);

/** The telling words of a name, folded: without accents, legal forms and titles. */
export function nameWords(name: string): ReadonlySet<string> {
  const folded = name
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return new Set(folded.split(/[^a-z0-9]+/).filter((word) => word.length > 1 && !LEGAL_FORMS.has(word)));
}

/**
 * Whether two names are those of one payer: the same telling words, or all of the shorter within the longer where that
 * is at least two words.
 */
export function sameName(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  if (few.size === 0 || (few.size !== many.size && few.size < 2)) return false;
  return [...few].every((word) => many.has(word));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
