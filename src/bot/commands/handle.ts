// One command, from its text to its answer. Nothing here decides anything: use cases check the role, keep the rules
// and write the audit trail.

import { UseCaseError } from '../../app/errors.ts';
import { describeHouse } from '../../app/insight/house.ts';
import type { Bot } from '../deps.ts';
import type { Md } from '../text.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer } from './answer.ts';
import * as asking from './asking.ts';
import * as deciding from './deciding.ts';
import type { OrderVerb } from './grammar.ts';
import * as holding from './holding.ts';
import { type Ask, type Problem, parseCommand } from './parse.ts';
import { type ResolvedOrder, resolve, usageOf } from './resolve.ts';
import * as running from './running.ts';
import { placeOf, verbName } from './verbs.ts';
import { COMMAND_WORDS } from './words/index.ts';

export interface Said {
  text: string;
  /** Where it was said. */
  channel: string;
}

/** Understands a command and carries it out; what was not understood is said, with the word, the usage and a hint. */
export async function handleCommand(visitor: Visitor, bot: Bot, said: Said): Promise<Answer> {
  const { today } = await describeHouse(visitor.ctx, {});
  const parsed = parseCommand(said.text, today);
  if (!parsed.ok) return answer(...problemLines(visitor, parsed.problem));
  return refusalsSaid(visitor, () => carryOut(visitor, bot, parsed.ask, said.channel));
}

/** The same for an order whose invoice or customer was chosen with a button. */
export function handleChosen(visitor: Visitor, bot: Bot, order: ResolvedOrder): Promise<Answer> {
  return refusalsSaid(visitor, () => act(visitor, bot, order));
}

/** A refusal of a use case becomes an answer; anything else is somebody else's to handle. */
export async function refusalsSaid(visitor: Visitor, work: () => Promise<Answer>): Promise<Answer> {
  const { problem } = COMMAND_WORDS[visitor.voice.language];
  try {
    return await work();
  } catch (error) {
    // Who may do it instead is known at the door.
    if (!(error instanceof UseCaseError) || error.code === 'forbidden') throw error;
    return answer(problem.refused(error.in(visitor.voice.language)));
  }
}

async function carryOut(visitor: Visitor, bot: Bot, ask: Ask, channel: string): Promise<Answer> {
  switch (ask.kind) {
    case 'help':
      return running.help(visitor, ask.about);
    case 'run':
      return running.run(visitor, ask);
    case 'overview':
      return asking.overview(visitor);
    case 'forecast':
      return asking.forecast(visitor, ask.weeks);
    case 'setup':
      return running.setup(visitor, bot, channel);
    case 'order': {
      const resolved = await resolve(visitor, ask);
      return resolved.ok ? act(visitor, bot, resolved.order) : resolved.answer;
    }
  }
}

const ACTS: Readonly<Record<OrderVerb, (visitor: Visitor, order: ResolvedOrder, bot: Bot) => Promise<Answer>>> = {
  status: asking.status,
  why: asking.why,
  history: asking.history,
  preview: (visitor, order, bot) => running.preview(visitor, bot, order),
  skip: deciding.skip,
  snooze: deciding.snooze,
  pass: deciding.pass,
  level: deciding.level,
  paid: deciding.paid,
  pause: holding.pause,
  resume: holding.resume,
  exclude: holding.exclude,
  include: holding.include,
  promise: holding.promise,
  unpromise: holding.unpromise,
  dispute: holding.dispute,
  settle: holding.settle,
};

function act(visitor: Visitor, bot: Bot, order: ResolvedOrder): Promise<Answer> {
  return ACTS[order.verb](visitor, order, bot);
}

/** What was not understood, how it is meant to be, and what may have been meant. */
function problemLines(visitor: Visitor, problem: Problem): Md[] {
  const { language, weekday } = visitor.voice;
  const words = COMMAND_WORDS[language].problem;
  switch (problem.code) {
    case 'unknown_verb': {
      const elsewhere = placeOf(problem.word);
      if (elsewhere !== null) return [words.elsewhere[elsewhere]];
      const hint = problem.near === null ? words.seeHelp : words.didYouMean(verbName(problem.near, language));
      return [words.unknown(problem.word), hint];
    }
    case 'unclosed_quote':
      return [words.unclosedQuote];
    case 'too_long':
      return [words.tooLong];
    case 'missing_subject':
      return [words.missingSubject, usageOf(visitor, problem.verb)];
    case 'missing_day':
      return [words.missingDay, usageOf(visitor, problem.verb)];
    case 'missing_level':
      return [words.missingLevel, usageOf(visitor, problem.verb)];
    case 'bad_day':
      return [badDay(problem, words, weekday), usageOf(visitor, problem.verb)];
    case 'bad_amount':
      return [words.badAmount(problem.word), usageOf(visitor, problem.verb)];
    case 'day_or_amount':
      return [words.dayOrAmount(problem.word), usageOf(visitor, problem.verb)];
    case 'unexpected':
      return [words.unexpected(problem.word), usageOf(visitor, problem.verb)];
    case 'bad_weeks':
      return [words.badWeeks(problem.word), usageOf(visitor, 'forecast')];
  }
}

function badDay(
  { word, why }: Extract<Problem, { code: 'bad_day' }>,
  words: (typeof COMMAND_WORDS)['en']['problem'],
  weekday: Visitor['voice']['weekday'],
): Md {
  switch (why) {
    case 'no_such_day':
      return words.noSuchDay(word);
    case 'ambiguous':
      return words.ambiguousDay(word);
    case 'not_a_day':
      return words.notADay(word);
    case 'past':
      return words.past(weekday(word as Parameters<typeof weekday>[0]));
    case 'future':
      return words.future(weekday(word as Parameters<typeof weekday>[0]));
  }
}
