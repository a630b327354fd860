// Which invoice or customer somebody means by some words. Certain or not at all: where several fit, or one is only like
// it, the candidates are returned and a person chooses.

import { z } from 'zod';
import { editDistance } from '../../core/edit-distance.ts';
import {
  bareNumber,
  keysOneSlipAway,
  nearestNumbers,
  numberEnd,
  numberGroups,
  numberKey,
} from '../../core/invoice-number.ts';
import * as find from '../../db/find-subject.ts';
import type { Db } from '../../db/store.ts';
import { foldName } from '../ingest/fold.ts';
import { textInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export type Subject =
  | { kind: 'invoice'; number: string; customerName: string; currency: string; openCents: number }
  | { kind: 'customer'; number: string; name: string };

export type FoundSubject =
  /** `words`: how many of the words name it; the others are something else. */
  | { kind: 'found'; subject: Subject; words: number }
  /** Several are called so, at most five of them. */
  | { kind: 'several'; candidates: Subject[]; more: boolean; words: number }
  /** None is; these are like it, at most five. */
  | { kind: 'none'; near: Subject[] };

/** So many are offered to choose from. */
const OFFERED = 5;
/** A number or a name is not longer than that. */
const MAX_WORDS = 8;
const LIKE_LIMIT = 400;

export const findSubject = query({
  name: 'subject.find',
  summary: 'The invoice or customer that some words begin with, near misses included.',
  role: 'viewer',
  input: z.strictObject({
    words: z.array(textInput(200)).min(1).max(400),
    accept: z.enum(['invoice', 'customer', 'either']),
    /** The first word is all of it: it stood in quotation marks. */
    exact: z.boolean().default(false),
  }),
  async run(work, { words, accept, exact }): Promise<FoundSubject> {
    const beginnings = beginningsOf(words, exact ? 1 : MAX_WORDS);
    const invoice = accept === 'customer' ? null : await findInvoice(work.db, beginnings);
    const customer = accept === 'invoice' ? null : await findCustomer(work.db, beginnings);
    const certain = longest(invoice, customer);
    if (certain !== null) return certain;
    const loose = await findLoosely(work.db, beginnings, accept);
    return loose ?? { kind: 'none', near: await findNear(work.db, beginnings, accept) };
  },
});

interface Beginning {
  text: string;
  words: number;
}

/** The first n words, for every n; the longest first. */
function beginningsOf(words: readonly string[], most: number): Beginning[] {
  const count = Math.min(words.length, most);
  return Array.from({ length: count }, (_, index) => count - index).map((length) => ({
    text: words.slice(0, length).join(' '),
    words: length,
  }));
}

type Settled = Exclude<FoundSubject, { kind: 'none' }>;

/** Exactly this number, else the same letters and digits, else those without leading zeros. */
async function findInvoice(db: Db, beginnings: readonly Beginning[]): Promise<Settled | null> {
  const texts = beginnings.map(({ text }) => text);
  const exact = await find.invoicesNumbered(db, texts);
  const same = settle(beginnings, exact, (text, row) => text === row.number);
  if (same !== null) return same;
  const keys = texts.map(numberKey).filter((key) => /\d/.test(key));
  if (keys.length === 0) return null;
  const keyed = await find.invoicesKeyed(db, keys, LIKE_LIMIT);
  const alike = settle(beginnings, keyed, (text, row) => numberKey(text) === numberKey(row.number));
  if (alike !== null) return alike;
  const wanted = texts.flatMap((text) => {
    const end = numberEnd(text);
    return end === null ? [] : [{ groups: numberGroups(text), end }];
  });
  const grouped = wanted.length === 0 ? [] : await find.invoicesGrouped(db, wanted, LIKE_LIMIT);
  return settle(beginnings, grouped, (text, row) => numberGroups(text) === numberGroups(row.number));
}

async function findCustomer(db: Db, beginnings: readonly Beginning[]): Promise<Settled | null> {
  const rows = await find.customersNamed(
    db,
    beginnings.map(({ text }) => text),
  );
  const numbered = settleCustomers(beginnings, rows, (text, row) => text === row.number);
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return (
    numbered ??
    settleCustomers(beginnings, rows, (text, row) => same(text, row.number)) ??
    settleCustomers(beginnings, rows, (text, row) => same(text, row.name))
  );
}

/** The end of a number (417 for RE-2026-0417), or a part of a customer's name. */
async function findLoosely(
  db: Db,
  beginnings: readonly Beginning[],
  accept: 'invoice' | 'customer' | 'either',
): Promise<Settled | null> {
  const first = beginnings.at(-1);
  const digits = first === undefined ? null : bareNumber(first.text);
  if (accept !== 'customer' && digits !== null) {
    const rows = await find.invoicesEnding(db, digits, OFFERED + 1);
    if (rows.length > 0) return settledAs(rows.map(invoiceSubject), 1);
  }
  if (accept === 'invoice') return null;
  for (const { text, words } of beginnings) {
    if (foldName(text).length < 3) continue;
    const rows = await find.customersLike(db, text, OFFERED + 1);
    if (rows.length > 0) return settledAs(rows.map(customerSubject), words);
  }
  return null;
}

/** What is a few slips away. */
async function findNear(
  db: Db,
  beginnings: readonly Beginning[],
  accept: 'invoice' | 'customer' | 'either',
): Promise<Subject[]> {
  const typed = beginnings.at(-1)?.text ?? '';
  const near: Subject[] = [];
  const key = numberKey(typed);
  if (accept !== 'customer' && key.length >= 3 && /\d/.test(key)) {
    const like = { key, slips: keysOneSlipAway(key), end: numberEnd(typed) };
    const found = new Map((await find.invoicesLike(db, like, LIKE_LIMIT)).map((row) => [row.number, row]));
    near.push(...nearestNumbers(typed, [...found.values()]).map(invoiceSubject));
  }
  if (accept !== 'invoice') near.push(...(await nearCustomers(db, beginnings)));
  return near.slice(0, OFFERED);
}

/** Customers with a name whose first word is a slip away from what was typed. */
async function nearCustomers(db: Db, beginnings: readonly Beginning[]): Promise<Subject[]> {
  const typed = foldName(beginnings.at(-1)?.text ?? '');
  if (typed.length < 4) return [];
  const first = beginnings.at(-1)?.text ?? '';
  const rows = [
    ...(await find.customersLike(db, first.slice(0, 3), LIKE_LIMIT)),
    ...(await find.customersLike(db, first.slice(-3), LIKE_LIMIT)),
  ];
  const stopAt = Math.floor(typed.length / 3) + 1;
  const distance = ({ name }: find.CustomerMatch) =>
    Math.min(...[name, ...name.split(/[\s-]+/)].map((part) => editDistance(typed, foldName(part), stopAt)));
  const unique = [...new Map(rows.map((row) => [row.number, row])).values()];
  return unique
    .map((row) => ({ row, far: distance(row) }))
    .filter(({ far }) => far < stopAt)
    .sort((a, b) => a.far - b.far)
    .map(({ row }) => customerSubject(row));
}

function settle(
  beginnings: readonly Beginning[],
  rows: readonly find.InvoiceMatch[],
  fits: (text: string, row: find.InvoiceMatch) => boolean,
): Settled | null {
  for (const { text, words } of beginnings) {
    const fitting = rows.filter((row) => fits(text, row));
    if (fitting.length > 0) return settledAs(fitting.map(invoiceSubject), words);
  }
  return null;
}

function settleCustomers(
  beginnings: readonly Beginning[],
  rows: readonly find.CustomerMatch[],
  fits: (text: string, row: find.CustomerMatch) => boolean,
): Settled | null {
  for (const { text, words } of beginnings) {
    const fitting = rows.filter((row) => fits(text, row));
    if (fitting.length > 0) return settledAs(fitting.map(customerSubject), words);
  }
  return null;
}

function settledAs(subjects: Subject[], words: number): Settled {
  const [only, second] = subjects;
  if (only !== undefined && second === undefined) return { kind: 'found', subject: only, words };
  return { kind: 'several', candidates: subjects.slice(0, OFFERED), more: subjects.length > OFFERED, words };
}

/** Of an invoice and a customer that both fit, the one that more words name; an invoice when that is equal. */
function longest(invoice: Settled | null, customer: Settled | null): Settled | null {
  if (invoice === null || customer === null) return invoice ?? customer;
  return customer.words > invoice.words ? customer : invoice;
}

function invoiceSubject({ number, customerName, currency, openCents }: find.InvoiceMatch): Subject {
  return { kind: 'invoice', number, customerName, currency, openCents };
}

function customerSubject({ number, name }: find.CustomerMatch): Subject {
  return { kind: 'customer', number, name };
}
