// `/dunning ...` to what is asked for, or to what was not understood. Pure: text and today in, nothing read, nothing
// changed. Which invoice or customer is meant is found out later, since only the records know.

import { foldName } from '../../app/ingest/fold.ts';
import type { Day } from '../../core/day.ts';
import { type Amount, readAmount } from './amounts.ts';
import { UNITS } from './date-words.ts';
import { type DateProblem, type ReadDay, readDay } from './dates.ts';
import { GRAMMAR, type Grammar, type OrderVerb } from './grammar.ts';
import { nearestVerb, type Verb, verbOf } from './verbs.ts';
import { cleaned, MAX_COMMAND_CHARACTERS, type Word, wordsOf } from './words-of.ts';

/** Something about an invoice or a customer. */
export interface Order {
  kind: 'order';
  verb: OrderVerb;
  /** Begins with the invoice or customer; what is left of it belongs to the reason. Never empty. */
  head: readonly Word[];
  /** What stood behind the day, the amount or the level. */
  tail: readonly Word[];
  day: Day | null;
  amount: Amount | null;
  /** A level's place in its plan, or its name. */
  level: string | null;
}

export type Ask =
  | { kind: 'help'; about: Verb | null }
  | { kind: 'run'; dry: boolean; evenIfStale: boolean }
  | { kind: 'overview' }
  | { kind: 'forecast'; weeks: number }
  | { kind: 'setup' }
  | Order;

export type Problem =
  | { code: 'unknown_verb'; word: string; near: Verb | null }
  | { code: 'unclosed_quote' }
  | { code: 'too_long' }
  | { code: 'missing_subject'; verb: OrderVerb }
  | { code: 'missing_day'; verb: OrderVerb; word: string }
  | { code: 'bad_day'; verb: OrderVerb; word: string; why: DateProblem | 'past' | 'future' | 'not_a_day' }
  | { code: 'missing_level'; verb: OrderVerb }
  | { code: 'bad_amount'; verb: OrderVerb; word: string }
  | { code: 'day_or_amount'; verb: OrderVerb; word: string }
  | { code: 'unexpected'; verb: Verb; word: string }
  | { code: 'bad_weeks'; word: string };

export type Parsed = { ok: true; ask: Ask } | { ok: false; problem: Problem };

const DEFAULT_WEEKS = 8;
const MAX_WEEKS = 26;
const DRY = new Set(['dry', 'dryrun', 'trocken', 'test', 'probe', 'trockenlauf', 'simulate']);
const ANYWAY = new Set(['anyway', 'trotzdem', 'evenifstale', 'force']);
const HERE = new Set(['here', 'hier']);
const WEEKS = new Set(['week', 'weeks', 'w', 'woche', 'wochen']);

/** Reads what stands behind `/dunning`. */
export function parseCommand(text: string, today: Day): Parsed {
  const clean = cleaned(text);
  if ([...clean].length > MAX_COMMAND_CHARACTERS) return failed({ code: 'too_long' });
  const words = wordsOf(clean);
  if (words === null) return failed({ code: 'unclosed_quote' });
  const [first, ...rest] = words;
  if (first === undefined) return asked({ kind: 'help', about: null });
  const verb = first.quoted ? null : verbOf(first.text);
  // A bare number is a question about it.
  if (verb === null && /\d/.test(first.text)) return order('status', words, today);
  if (verb === null) return failed({ code: 'unknown_verb', word: first.text, near: nearestVerb(first.text) });
  switch (verb) {
    case 'help':
      return help(rest);
    case 'run':
      return run(rest);
    case 'forecast':
      return forecast(rest);
    case 'setup':
      return setup(rest);
    case 'status':
      return rest.length === 0 ? asked({ kind: 'overview' }) : order(verb, rest, today);
    default:
      return order(verb, rest, today);
  }
}

function asked(ask: Ask): Parsed {
  return { ok: true, ask };
}

function failed(problem: Problem): Parsed {
  return { ok: false, problem };
}

function help([about, extra]: readonly Word[]): Parsed {
  if (about === undefined) return asked({ kind: 'help', about: null });
  const verb = verbOf(about.text);
  if (verb === null) return failed({ code: 'unknown_verb', word: about.text, near: nearestVerb(about.text) });
  return extra === undefined ? asked({ kind: 'help', about: verb }) : unexpected('help', extra);
}

function run(words: readonly Word[]): Parsed {
  const folded = words.map(({ text }) => foldName(text));
  const strange = words.find((_, index) => !DRY.has(folded[index] ?? '') && !ANYWAY.has(folded[index] ?? ''));
  if (strange !== undefined) return unexpected('run', strange);
  const dry = folded.some((word) => DRY.has(word));
  return asked({ kind: 'run', dry, evenIfStale: folded.some((word) => ANYWAY.has(word)) });
}

function forecast([count, unit, extra]: readonly Word[]): Parsed {
  if (count === undefined) return asked({ kind: 'forecast', weeks: DEFAULT_WEEKS });
  const weeks = /^\d{1,3}$/.test(count.text) ? Number(count.text) : 0;
  if (weeks < 1 || weeks > MAX_WEEKS) return failed({ code: 'bad_weeks', word: count.text });
  if (unit !== undefined && !WEEKS.has(foldName(unit.text))) return unexpected('forecast', unit);
  return extra === undefined ? asked({ kind: 'forecast', weeks }) : unexpected('forecast', extra);
}

function setup([here, extra]: readonly Word[]): Parsed {
  if (here !== undefined && !HERE.has(foldName(here.text))) return unexpected('setup', here);
  return extra === undefined ? asked({ kind: 'setup' }) : unexpected('setup', extra);
}

function unexpected(verb: Verb, word: Word): Parsed {
  return failed({ code: 'unexpected', verb, word: word.text });
}

/** A part of the words that was understood as a day, an amount or a level. */
interface Part<T> {
  value: T;
  start: number;
  end: number;
}
type Search<T> = Part<T> | Problem | null;

function order(verb: OrderVerb, words: readonly Word[], today: Day): Parsed {
  if (words.length === 0) return failed({ code: 'missing_subject', verb });
  const grammar = GRAMMAR[verb];
  const day = findDay(verb, grammar, words, today);
  if (isProblem(day)) return failed(day);
  const free = (at: number) => at > 0 && (day === null || at < day.start || at >= day.end);
  const amount = grammar.amount ? findAmount(verb, words, free) : null;
  if (isProblem(amount)) return failed(amount);
  const level = grammar.level === 'none' ? null : findLevel(words);
  if (level === null && grammar.level === 'must') return failed({ code: 'missing_level', verb });
  const parts = [day, amount, level].filter((part) => part !== null);
  const cut = Math.min(words.length, ...parts.map((part) => part.start));
  const inPart = (at: number) => parts.some((part) => at >= part.start && at < part.end);
  const head = words.slice(0, cut);
  const tail = words.filter((_, at) => at >= cut && !inPart(at));
  if (day === null && grammar.day?.needed === true) {
    return failed({ code: 'missing_day', verb, word: words.at(-1)?.text ?? '' });
  }
  if (!grammar.reason && tail[0] !== undefined) return unexpected(verb, tail[0]);
  return asked({
    kind: 'order',
    verb,
    head,
    tail,
    day: day?.value ?? null,
    amount: amount?.value ?? null,
    level: level?.value ?? null,
  });
}

function isProblem(found: Search<unknown>): found is Problem {
  return found !== null && 'code' in found;
}

/** The first day among the words; the first word is always the invoice or customer. */
function findDay(verb: OrderVerb, { day: rule, amount }: Grammar, words: readonly Word[], today: Day): Search<Day> {
  if (rule === null) return null;
  for (let at = 1; at < words.length; at += 1) {
    const led = markersAt(words, at, rule.markers);
    const start = at + led;
    const read = readDay(words, start, today, rule.lean);
    const word = words[at]?.text ?? '';
    if (read === null) {
      if (led > 0 && !isQuoted(words[at]) && rule.strict.has(foldName(word)) && words[start] !== undefined) {
        return { code: 'bad_day', verb, word: words[start].text, why: 'not_a_day' };
      }
      continue;
    }
    const text = words[start]?.text ?? '';
    if (led === 0 && !standsAlone(words, at, rule.unmarked)) continue;
    if (led === 0 && amount && /^\d{1,2}\.\d{2}$/.test(text) && rule.lean === 'behind') {
      // "11.12" is a day or an amount; "12.50" can be money only.
      if (read.kind === 'wrong') continue;
      return { code: 'day_or_amount', verb, word: text };
    }
    return judged(verb, rule, read, today, at, start);
  }
  return null;
}

function judged(
  verb: OrderVerb,
  rule: NonNullable<Grammar['day']>,
  read: ReadDay,
  today: Day,
  at: number,
  start: number,
): Search<Day> {
  if (read.kind === 'wrong') return { code: 'bad_day', verb, word: read.text, why: read.problem };
  const { day } = read;
  if (rule.lean === 'ahead' && (day < today || (day === today && !rule.today))) {
    return { code: 'bad_day', verb, word: day, why: 'past' };
  }
  if (rule.lean === 'behind' && day > today) return { code: 'bad_day', verb, word: day, why: 'future' };
  return { value: day, start: at, end: start + read.words };
}

/** How many words at a place only lead to a day: "bis", "bis zum", "until the". */
function markersAt(words: readonly Word[], at: number, markers: ReadonlySet<string>): number {
  const folded = (index: number) => (isQuoted(words[index]) ? '' : foldName(words[index]?.text ?? ''));
  if (!markers.has(folded(at))) return 0;
  return ['zum', 'zur', 'the', 'einschliesslich', 'including', 'am'].includes(folded(at + 1)) ? 2 : 1;
}

const CLEAR = /^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})?$|^\+\d{1,3}[a-z]+$/i;
const LEADS = new Set(['am', 'on', 'by', 'zum', 'vom', 'seit', 'since', 'from', 'der', 'den']);

/** Whether a day without a leading word is meant as one, not as a part of the reason. */
function standsAlone(words: readonly Word[], at: number, unmarked: 'any' | 'clear'): boolean {
  if (unmarked === 'any') return true;
  const before = at > 1 ? foldName(words[at - 1]?.text ?? '') : '';
  if (LEADS.has(before)) return false;
  return CLEAR.test(words[at]?.text ?? '') || isLastly(words.slice(at));
}

/** "2 weeks" with nothing behind it is how long, "2 weeks late" is a reason. */
function isLastly([count, unit, more]: readonly Word[]): boolean {
  return more === undefined && /^\d{1,3}$/.test(count?.text ?? '') && UNITS.has(foldName(unit?.text ?? ''));
}

function findAmount(verb: OrderVerb, words: readonly Word[], free: (at: number) => boolean): Search<Amount> {
  for (let at = 1; at < words.length; at += 1) {
    const read = free(at) ? readAmount(words, at) : null;
    if (read === null) continue;
    if (read.kind === 'wrong') return { code: 'bad_amount', verb, word: read.text };
    return { value: read.amount, start: at, end: at + read.words };
  }
  return null;
}

const LEVEL_WORDS = new Set(['stufe', 'mahnstufe', 'level', 'to', 'auf', 'zu']);

/** A level: its place in the plan, or its name; a name of several words only in quotation marks or as "2. Mahnung". */
function findLevel(words: readonly Word[]): Part<string> | null {
  const isPlace = ({ text, quoted }: Word) => quoted || /^[1-9]\d?\.?$/.test(text);
  const isName = ({ text }: Word) => /\p{L}/u.test(text) && !LEVEL_WORDS.has(foldName(text));
  const found = words.findIndex((word, at) => at > 0 && isPlace(word));
  const at = found > 0 ? found : words.findIndex((word, index) => index > 0 && isName(word));
  const word = words[at];
  if (word === undefined) return null;
  let start = at;
  while (start > 1 && LEVEL_WORDS.has(foldName(words[start - 1]?.text ?? ''))) start -= 1;
  const next = words[at + 1];
  // The second level of a plan is seldom the one that is called "2. Mahnung".
  if (!word.quoted && /^\d+\.$/.test(word.text) && next !== undefined && !next.quoted && /^\p{L}/u.test(next.text)) {
    return { value: `${word.text} ${next.text}`, start, end: at + 2 };
  }
  return { value: word.quoted ? word.text : word.text.replace(/^(\d+)\.$/, '$1'), start, end: at + 1 };
}

function isQuoted(word: Word | undefined): boolean {
  return word?.quoted === true;
}
