// camt.053, 054 and 052 of any version to statements: what differs between versions (names, status, parties) is read
// both ways. Structure only; keys are made in entry-keys.ts, matching and writing happen elsewhere.

import type { StatementFormat } from '../../core/bank-entry.ts';
import { type Day, isDay, parseDay } from '../../core/day.ts';
import { isCurrency, parseAmount } from '../../core/money.ts';
import { ImportRefused } from '../ingest/refused.ts';
import { attribute, element, elements, textAt, type XmlDocument, type XmlList, type XmlNode } from '../ingest/xml.ts';
import { readTransactions } from './camt-transaction.ts';
import { keyEntries } from './entry-keys.ts';
import { MAX_ENTRIES } from './limits.ts';
import type { Statement, StatementFile, StatementProblem } from './types.ts';

/** Root below `Document`, and what each statement of it is called. */
const MESSAGES: readonly { root: string; item: string; format: StatementFormat }[] = [
  { root: 'BkToCstmrStmt', item: 'Stmt', format: 'camt053' },
  { root: 'BkToCstmrDbtCdtNtfctn', item: 'Ntfctn', format: 'camt054' },
  { root: 'BkToCstmrAcctRpt', item: 'Rpt', format: 'camt052' },
];

/** What a statement lists; a file is read with these outside its tree. */
export const ENTRY = 'Ntry';

export function isCamt({ name, root }: XmlDocument): boolean {
  return name === 'Document' && MESSAGES.some((message) => element(root, message.root) !== undefined);
}

/** All statements of a camt document; entries that cannot be read are problems, the others are kept. */
export function readCamt(file: string, document: XmlDocument, tell?: (entries: number) => void): StatementFile {
  const { root } = document;
  const message = MESSAGES.find((one) => element(root, one.root) !== undefined);
  const body = message === undefined ? undefined : element(root, message.root);
  if (message === undefined || body === undefined)
    throw refuse(file, 'this is no bank statement (camt.052, 053 or 054)');
  const problems: StatementProblem[] = [];
  const items = elements(body, message.item);
  if (items.length === 0) throw refuse(file, 'the file holds no statement');
  let entryCount = 0;
  const statements = items.map((item, index) => {
    const entries = document.listed(item);
    const before = entryCount;
    entryCount += entries.count;
    if (entryCount > MAX_ENTRIES) throw refuse(file, `the file holds more than ${MAX_ENTRIES} entries`);
    return readStatement(
      file,
      item,
      entries,
      {
        format: message.format,
        place: `statement ${index + 1}`,
        tell: (count) => tell?.(before + count),
      },
      problems,
    );
  });
  return { statements, problems };
}

function readStatement(
  file: string,
  item: XmlNode,
  listed: XmlList,
  { format, place, tell }: Omit<EntryPlace, 'currency'>,
  problems: StatementProblem[],
): Statement {
  const account = accountOf(item);
  if (account === null) throw refuse(file, `${place} names no account`);
  const currency = currencyOf(item, listed);
  if (currency === null) throw refuse(file, `${place} names no currency`);
  const opening = balanceOf(item, ['OPBD', 'PRCD'], currency);
  const closing = balanceOf(item, ['CLBD'], currency);
  const read = readEntries(listed.nodes(), { format, place, currency, tell }, problems);
  const until = dayAt(item, 'FrToDt', 'ToDtTm') ?? dayAt(item, 'FrToDt', 'ToDt');
  const created = dayAt(item, 'CreDtTm');
  const lastBooked = read.lastBookedOn;
  // The day of a statement without bookings still says how far the account is known.
  const day = closing?.on ?? until ?? lastBooked ?? created;
  const sequence = textAt(item, 'ElctrncSeqNb') ?? textAt(item, 'LglSeqNb');
  return {
    account,
    format,
    statementKey: `${textAt(item, 'Id') ?? sequence ?? ''} ${day ?? ''}`.trim(),
    sequence: sequence !== null && /^\d{1,15}$/.test(sequence) ? Number(sequence) : null,
    currency,
    openingCents: opening?.cents ?? null,
    openingOn: opening?.on ?? null,
    closingCents: closing?.cents ?? null,
    closingOn: closing?.on ?? null,
    provesThrough: format === 'camt053' ? day : null,
    entries: keyEntries(account, read.entries),
    pendingCount: read.pendingCount,
    debitCount: read.debitCount,
  };
}

interface EntryPlace {
  format: StatementFormat;
  place: string;
  currency: string;
  tell(entries: number): void;
}

const ENTRIES_BETWEEN_TELLING = 1_000;

function readEntries(nodes: Iterable<XmlNode>, at: EntryPlace, problems: StatementProblem[]) {
  const entries: Parameters<typeof keyEntries>[1][number][] = [];
  let pendingCount = 0;
  let debitCount = 0;
  let lastBookedOn: Day | null = null;
  let number = 0;
  for (const entry of nodes) {
    number += 1;
    if (number % ENTRIES_BETWEEN_TELLING === 0) at.tell(number);
    const place = `${at.place}, entry ${number}`;
    if (!isBooked(entry)) {
      pendingCount += 1;
      continue;
    }
    const found = readTransactions(entry, place, at.currency, problems);
    if (found === null) continue;
    if (lastBookedOn === null || found.bookedOn > lastBookedOn) lastBookedOn = found.bookedOn;
    // A statement of the day is not final: without the bank's own reference its booking could not be known again.
    if (at.format === 'camt052' && found.bookingReference === null) {
      pendingCount += 1;
      continue;
    }
    // Money back from a payment of our own, and debits of our own, are no customer's payments.
    const taken = found.transactions.filter((one) => one.amountCents > 0 !== one.isReturn);
    debitCount += found.transactions.length - taken.length;
    if (taken.length > 0) entries.push({ ...found, transactions: taken });
  }
  return { entries, pendingCount, debitCount, lastBookedOn };
}

/** A plain code in version 02, an element of its own from 08 on. Only BOOK is final. */
function isBooked(entry: XmlNode): boolean {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
  return status === null || status === 'BOOK';
}

function accountOf(item: XmlNode): string | null {
  const iban = textAt(item, 'Acct', 'Id', 'IBAN') ?? textAt(item, 'Acct', 'Id', 'Othr', 'Id');
  const account = iban?.replace(/\s/g, '').toUpperCase() ?? null;
  return account === null || account.length > 70 ? null : account;
}

function currencyOf(item: XmlNode, listed: XmlList): string | null {
  const balances = elements(item, 'Bal').map((balance) => attribute(element(balance, 'Amt'), 'Ccy'));
  const named = [textAt(item, 'Acct', 'Ccy'), ...balances].find((code) => code !== null && isCurrency(code));
  if (named !== undefined) return named;
  for (const entry of listed.nodes()) {
    const code = attribute(element(entry, 'Amt'), 'Ccy');
    if (code !== null && isCurrency(code)) return code;
  }
  return null;
}

function balanceOf(
  item: XmlNode,
  codes: readonly string[],
  currency: string,
): { cents: number; on: Day | null } | null {
  for (const code of codes) {
    for (const balance of elements(item, 'Bal')) {
      if (textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') !== code) continue;
      if (attribute(element(balance, 'Amt'), 'Ccy') !== currency) continue;
      const cents = parseAmount(textAt(balance, 'Amt') ?? '', currency);
      if (cents === null) continue;
      const sign = textAt(balance, 'CdtDbtInd') === 'DBIT' ? -1 : 1;
      return { cents: sign * cents, on: dayAt(balance, 'Dt', 'Dt') ?? dayAt(balance, 'Dt', 'DtTm') };
    }
  }
  return null;
}

/** The day of a date or of a time of the bank, whose zone is that of the account. */
export function dayAt(node: XmlNode, ...path: string[]): Day | null {
  const text = textAt(node, ...path)?.slice(0, 10) ?? '';
  return isDay(text) ? parseDay(text) : null;
}

function refuse(file: string, what: string): ImportRefused {
  const todo = 'Fetch the statement from the bank as camt.053 (or 054) and import it unchanged.';
  return new ImportRefused({ code: 'statement_refused', file, line: null, what, todo });
}
