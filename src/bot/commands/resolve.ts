// From the words of a command to the invoice or customer it is about: found or asked about, never guessed.

import { type Subject as FoundSubject, findSubject } from '../../app/insight/find-subject.ts';
import type { Day } from '../../core/day.ts';
import { type Md, md } from '../text.ts';
import type { Visitor } from '../who.ts';
import type { Amount } from './amounts.ts';
import type { Answer } from './answer.ts';
import { GRAMMAR, type OrderVerb } from './grammar.ts';
import type { Order } from './parse.ts';
import { COMMAND_WORDS } from './words/index.ts';
import { said, type Word } from './words-of.ts';

export type Subject = { kind: 'invoice'; number: string } | { kind: 'customer'; number: string; name: string };

/** A command about something that was found. */
export interface ResolvedOrder {
  verb: OrderVerb;
  subject: Subject;
  day: Day | null;
  amount: Amount | null;
  level: string | null;
  reason: string;
}

const REASON_MAX = 500;

export async function resolve(
  visitor: Visitor,
  order: Order,
): Promise<{ ok: true; order: ResolvedOrder } | { ok: false; answer: Answer }> {
  const words = COMMAND_WORDS[visitor.voice.language];
  const { verb, head, tail, day, amount, level } = order;
  const grammar = GRAMMAR[verb];
  const found = await findSubject(visitor.ctx, {
    words: head.map(({ text }) => text),
    accept: grammar.subject,
    exact: head[0]?.quoted === true,
  });
  const resolved = (subject: FoundSubject, taken: number): ResolvedOrder => {
    const reason = said([...head.slice(taken), ...tail]);
    return { verb, subject: shortened(subject), day, amount, level, reason };
  };
  const choices = (subjects: readonly FoundSubject[], taken: number) =>
    subjects.map((subject) => ({ subject: shortened(subject), order: resolved(subject, taken) }));
  const fail = (...lines: Md[]) => ({ ok: false as const, answer: { lines } });
  switch (found.kind) {
    case 'found': {
      const rest: readonly Word[] = head.slice(found.words);
      if (!grammar.reason && rest[0] !== undefined)
        return fail(words.problem.unexpected(rest[0].text), usageOf(visitor, verb));
      const whole = resolved(found.subject, found.words);
      // A bare number behind a payment was meant as money, and is told to be none.
      const next = grammar.amount && /^\d+$/.test(head[found.words]?.text ?? '') ? undefined : head[found.words];
      const second = found.subject.kind === 'invoice' ? await alsoMeant(visitor, next) : null;
      if (second !== null) return fail(words.problem.oneAtATime(found.subject.number, second));
      if ([...whole.reason].length > REASON_MAX) return fail(words.problem.reasonTooLong);
      return { ok: true, order: whole };
    }
    case 'several': {
      const lines = [
        words.problem.several(said(head.slice(0, found.words))),
        ...found.candidates.map((one) => lineOf(visitor, one)),
      ];
      if (found.more) lines.push(words.problem.moreThan);
      return { ok: false, answer: { lines, choices: choices(found.candidates, found.words) } };
    }
    case 'none': {
      const lines = [words.problem.notFound(head[0]?.text ?? '')];
      if (found.near.length === 0) return fail(...lines, usageOf(visitor, verb));
      lines.push(words.problem.near, ...found.near.map((one) => lineOf(visitor, one)));
      return { ok: false, answer: { lines, choices: choices(found.near, 1) } };
    }
  }
}

/** The invoice that the first word of a reason is: whoever names two would be surprised that one was left alone. */
async function alsoMeant({ ctx }: Visitor, word: Word | undefined): Promise<string | null> {
  if (word === undefined || word.quoted || !/\d{3}/.test(word.text)) return null;
  const found = await findSubject(ctx, { words: [word.text], accept: 'invoice', exact: true });
  return found.kind === 'found' && found.subject.kind === 'invoice' ? found.subject.number : null;
}

export function usageOf({ voice }: Visitor, verb: keyof (typeof COMMAND_WORDS)['en']['help']['verbs']): Md {
  const { help } = COMMAND_WORDS[voice.language];
  return help.usage(help.verbs[verb][0]);
}

function shortened(subject: FoundSubject): Subject {
  const { kind, number } = subject;
  return kind === 'invoice' ? { kind, number } : { kind, number, name: subject.name };
}

function lineOf({ voice }: Visitor, subject: FoundSubject): Md {
  const { show } = COMMAND_WORDS[voice.language];
  if (subject.kind === 'customer') return md`• ${show.customer(subject.name, subject.number)}`;
  const open =
    subject.openCents > 0 ? `${voice.money(subject.openCents, subject.currency)} ${show.open}` : show.paidAll;
  return md`• *${subject.number}* · ${subject.customerName} · ${open}`;
}
