// `/dunning` in Slack: who says it, the answer to him alone, and the buttons of that answer. What a command changed is
// committed before Slack is told that it arrived, unless it takes longer than Slack waits.

import type { App, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { UseCaseError } from '../../app/errors.ts';
import { type Day, isDay } from '../../core/day.ts';
import { failureOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { type Md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import type { Door, Visitor } from '../who.ts';
import { type Answer, answer, COMMAND_ACTION, renderAnswer } from './answer.ts';
import { GRAMMAR, type OrderVerb } from './grammar.ts';
import { handleChosen, handleCommand, refusalsSaid } from './handle.ts';
import type { ResolvedOrder } from './resolve.ts';
import { readUndo, takeBack } from './undo.ts';
import { COMMAND_WORDS } from './words/index.ts';

export const COMMAND = '/dunning';

/** Slack gives up after 3 s; a longer work is acknowledged before it ends, and its answer sent after it. */
const ACK_WITHIN_MS = 2_000;

export function registerCommands(app: App, bot: Bot, door: Door): void {
  app.command(COMMAND, async ({ command, ack, respond }) => {
    const working = answered(bot, door, command.user_id, command.team_id, `command ${command.trigger_id}`, (visitor) =>
      handleCommand(visitor, bot, { text: command.text, channel: command.channel_id }),
    );
    const early = await Promise.race([working, after(ACK_WITHIN_MS)]);
    if (early !== null) return ack({ response_type: 'ephemeral', ...early });
    await ack();
    await send(bot, respond, { response_type: 'ephemeral', ...(await working) });
  });
  onButton(app, bot, door, COMMAND_ACTION.undo, (visitor, value) => {
    const undo = readUndo(value);
    const { undo: words } = COMMAND_WORDS[visitor.voice.language];
    return undo === null ? answer(words.already) : takeBack(visitor, undo);
  });
  onButton(app, bot, door, new RegExp(`^${COMMAND_ACTION.choose.replace('.', '\\.')}\\.\\d$`), (visitor, value) => {
    const order = readOrder(value);
    const { undo: words } = COMMAND_WORDS[visitor.voice.language];
    return order === null ? answer(words.already) : handleChosen(visitor, bot, order);
  });
}

type Message = ReturnType<typeof renderAnswer>;

/** A button of an answer: what comes of it takes the answer's place. */
function onButton(
  app: App,
  bot: Bot,
  door: Door,
  id: string | RegExp,
  act: (visitor: Visitor, value: string) => Answer | Promise<Answer>,
): void {
  app.action(id, async ({ ack, body, action, respond }) => {
    const { value = '', action_ts: actionTs = '' } = action as { value?: string; action_ts?: string };
    const key = `${body.user.id} ${actionTs} ${JSON.stringify(id instanceof RegExp ? id.source : id)}`;
    const team = body.team?.id ?? null;
    const message = await answered(bot, door, body.user.id, team, key, (visitor) =>
      refusalsSaid(visitor, async () => act(visitor, value)),
    );
    await ack();
    await send(bot, respond, { replace_original: true, response_type: 'ephemeral', ...message });
  });
}

/** Lets the person in, does the work once, and puts whatever came of it into words. */
async function answered(
  bot: Bot,
  door: Door,
  userId: string,
  teamId: string | null,
  key: string,
  work: (visitor: Visitor) => Promise<Answer>,
): Promise<Message> {
  let voice: Voice = await bot.publicVoice();
  const fail = (why: Md) => renderAnswer(answer(why), voice);
  try {
    const admission = await door.admit(userId, teamId, 'viewer');
    if (!admission.ok) return fail(admission.why);
    const { visitor } = admission;
    voice = visitor.voice;
    if (!(await bot.memory.takeClick(key))) return fail(COMMAND_WORDS[voice.language].problem.again);
    const said = await work(visitor);
    await bot.memory.finishClick(key);
    if (said.changed === true) {
      bot.kick();
      bot.deps.afterDecision();
    }
    return renderAnswer(said, voice);
  } catch (error) {
    if (error instanceof UseCaseError && error.code === 'forbidden') return fail(await whoMay(door, userId, teamId));
    bot.deps.log.failure('a command failed', error);
    await bot.memory.dropClick(key).catch(() => undefined);
    return fail(COMMAND_WORDS[voice.language].problem.failed);
  }
}

/** A use case refused the role: the door says which one is needed, and who has it. */
async function whoMay(door: Door, userId: string, teamId: string | null): Promise<Md> {
  const asApprover = await door.admit(userId, teamId, 'approver');
  const refused = asApprover.ok ? await door.admit(userId, teamId, 'admin') : asApprover;
  return refused.ok ? own('') : refused.why;
}

/** An address for answers lasts half an hour: one that is used up must not end anything. */
async function send(bot: Bot, respond: RespondFn, message: Parameters<RespondFn>[0]): Promise<void> {
  try {
    await respond(message);
  } catch (error) {
    bot.deps.log('warn', 'an answer to a command did not reach its asker', { cause: failureOf(error).kind });
  }
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}

const number = z.string().min(1).max(100);
const ORDER = z.strictObject({
  verb: z.custom<OrderVerb>((value) => typeof value === 'string' && Object.hasOwn(GRAMMAR, value)),
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('invoice'), number }),
    z.strictObject({ kind: z.literal('customer'), number, name: z.string().max(500) }),
  ]),
  day: z.custom<Day>((value) => typeof value === 'string' && isDay(value)).nullable(),
  amount: z.strictObject({ value: z.string().max(40), currency: z.string().max(3).nullable() }).nullable(),
  level: z.string().max(200).nullable(),
  reason: z.string().max(2_000),
});

/** The value of a button that chooses; null when it is none that we made. */
function readOrder(value: string): ResolvedOrder | null {
  try {
    return ORDER.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
