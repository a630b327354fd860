// Commands about the whole: help, a run, the channel of the digest, and the preview of a letter.

import { describeChat, setUpChat } from '../../app/chat/settings.ts';
import { previewMail, previewPicture } from '../../app/documents/preview.ts';
import { refusal } from '../../app/errors.ts';
import { startRun } from '../../app/run/start-run.ts';
import { listPlans } from '../../app/settings/list-plans.ts';
import { failureOf, refusalOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { uploadPicture } from '../pictures.ts';
import { cut, type Md, md, own } from '../text.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer } from './answer.ts';
import { gateOf } from './reasons.ts';
import type { ResolvedOrder } from './resolve.ts';
import { otherNames, VERBS, type Verb } from './verbs.ts';
import { COMMAND_WORDS } from './words/index.ts';

const wordsOf = ({ voice }: Visitor) => COMMAND_WORDS[voice.language];
const MAIL_MAX = 2_400;
const PICTURE_WIDTH_PX = 1_000;

export function help(visitor: Visitor, about: Verb | null): Answer {
  const { language } = visitor.voice;
  const { help: words } = COMMAND_WORDS[language];
  if (about !== null) {
    const [usage, what] = words.verbs[about];
    return answer(words.usage(usage), own(what), words.otherNames(otherNames(about, language).join(', ')));
  }
  const lines = VERBS.map((verb) => own(`\`${words.verbs[verb][0]}\` – ${words.verbs[verb][1]}`));
  return { lines: [own(`*${words.title}*`), own(words.intro), ...lines, own(words.more)] };
}

export async function run(
  visitor: Visitor,
  { dry, evenIfStale }: { dry: boolean; evenIfStale: boolean },
): Promise<Answer> {
  const { show } = wordsOf(visitor);
  const results = await startRun(visitor.ctx, { trigger: 'person', dry, evenIfStale });
  const lines: Md[] = results.map(({ plan, outcome, gate, counts }) =>
    outcome === 'stopped' && gate !== null
      ? show.stopped(plan, gateOf(visitor.voice, gate))
      : show.ran(plan, counts.proposed, counts.refreshed, counts.withdrawn),
  );
  if (results.some(({ outcome, gate }) => outcome === 'stopped' && gate?.code === 'payments_stale'))
    lines.push(show.runAnyway);
  return { lines: dry ? [show.dry, ...lines] : lines, changed: !dry };
}

/** Takes the channel from the command itself; a channel the bot cannot write to is not kept. */
export async function setup(visitor: Visitor, bot: Bot, channel: string): Promise<Answer> {
  const { done } = wordsOf(visitor);
  if (!/^[CG]/.test(channel)) return answer(done.noChannel);
  const { channelId: before } = await describeChat(visitor.ctx, {});
  await setUpChat(visitor.ctx, { channelId: channel });
  const hello = COMMAND_WORDS[(await bot.publicVoice()).language].done.hello(visitor.person.name);
  try {
    await bot.clients.interactive.chat.postMessage({ channel, text: hello.md });
  } catch (error) {
    if (!['not_in_channel', 'channel_not_found'].includes(refusalOf(error) ?? '')) throw error;
    await setUpChat(visitor.ctx, { channelId: before });
    return answer(done.inviteMe);
  }
  const undo = before === channel ? {} : { undo: { do: 'channel', channel: before } as const };
  return { lines: [done.setUp], changed: true, ...undo };
}

/** The mail in the answer, the first page of the letter in the direct messages: both for the asker alone. */
export async function preview(visitor: Visitor, bot: Bot, { subject, level }: ResolvedOrder): Promise<Answer> {
  const { show } = wordsOf(visitor);
  const { number: invoice } = subject;
  const levelId = level === null ? {} : { levelId: await levelIdOf(visitor, level) };
  const mail = await previewMail(visitor.ctx, { invoice, ...levelId });
  const png = await previewPicture(visitor.ctx, { invoice, ...levelId, widthPx: PICTURE_WIDTH_PX });
  const sent = await sendPicture(visitor, bot, invoice, png).catch((error: unknown) => {
    bot.deps.log('warn', 'a preview could not be sent', { cause: failureOf(error).kind });
    return false;
  });
  const body = mail.text.split('\n').map((line) => md`${line}`.md);
  return {
    lines: [
      show.previewOf(invoice),
      sent ? show.previewSent : show.previewFailed,
      show.mail(mail.subject),
      own(cut(body.join('\n'), MAIL_MAX)),
    ],
  };
}

/** A file without a channel is seen by the bot alone, one in a channel by everybody: hence a direct message. */
async function sendPicture({ userId, voice }: Visitor, bot: Bot, invoice: string, png: Uint8Array): Promise<boolean> {
  const { show } = COMMAND_WORDS[voice.language];
  const { background } = bot.clients;
  const { channel, ts } = await background.chat.postMessage({ channel: userId, text: show.previewOf(invoice).md });
  if (channel === undefined || ts === undefined) return false;
  const file = { bytes: png, fileName: 'preview.png', alt: show.page(invoice), thread: { channel, ts } };
  return (await uploadPicture(bot, file)) !== null;
}

/** A level by its place in the default plan, or by its name in any plan. */
async function levelIdOf({ ctx }: Visitor, wanted: string): Promise<number> {
  const plans = await listPlans(ctx, {});
  const levels = plans.flatMap((plan) => plan.levels);
  const plan = plans.find(({ isDefault }) => isDefault) ?? plans[0];
  const byPlace = /^\d+$/.test(wanted) ? plan?.levels[Number(wanted) - 1] : undefined;
  const found = byPlace ?? levels.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found.id;
  const known = (plan?.levels ?? []).map(({ name }, index) => `${index + 1} ${name}`);
  throw refusal('level_not_named', { level: wanted, plan: plan?.name ?? '', known });
}
