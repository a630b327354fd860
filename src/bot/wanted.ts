// Which messages there should be for a digest now, and what each of them says: a function of what the database knows
// and of the time of day. The first is always the digest itself; the others stand in its thread.

import { auditHead } from '../app/audit/chain.ts';
import { type DigestRow, type DigestView, noteOnDigest, viewDigest } from '../app/chat/digest.ts';
import type { ChatMessageKind, ChatMessageRow, ChatSettings } from '../app/chat/messages.ts';
import { describeHouse, type House } from '../app/insight/house.ts';
import type { Rendered } from './blocks/parts.ts';
import type { Bot } from './deps.ts';
import { type DigestSurroundings, digestMessage } from './messages/digest.ts';
import {
  closingMessage,
  decisionMessages,
  levelMessages,
  nudgeMessage,
  resultMessages,
  type ThreadMessage,
  troubleMessage,
} from './messages/thread.ts';
import { screenLanguage, type Voice, voiceOf } from './voice.ts';

export interface Wanted {
  kind: ChatMessageKind;
  key: string;
  render(revision: number): Rendered;
  /** Kept with the message when it is made: what it is about. */
  subject?: readonly string[];
}

export async function wantedMessages(
  bot: Bot,
  digest: DigestRow,
  known: readonly ChatMessageRow[],
  settings: ChatSettings,
): Promise<Wanted[]> {
  const house = await describeHouse(bot.ctx, {});
  const voice = voiceOf(screenLanguage(house.language), house);
  const due = await noteTimes(bot, digest, settings, house);
  const view = await viewDigest(bot.ctx, { digest: digest.id });
  const around = await surroundings(bot, known, settings, house, voice);
  return [
    { kind: 'digest', key: '', render: (revision) => digestMessage(view, around, voice, revision) },
    ...levelMessages(view, settings.showDetails, voice),
    ...decisionMessages(view, voice),
    ...resultMessages(view, house.leavesMachine, voice),
    ...troubles(view, known, voice),
    ...(await timed(bot, view, known, due, voice)),
  ];
}

async function surroundings(
  bot: Bot,
  known: readonly ChatMessageRow[],
  settings: ChatSettings,
  house: House,
  voice: Voice,
): Promise<DigestSurroundings> {
  const row = known.find((message) => message.kind === 'digest');
  const next = await bot.deps.nextRun();
  return {
    settings,
    consoleUrl: bot.deps.consoleUrl,
    leavesMachine: house.leavesMachine,
    nextRun: next === null ? null : `${voice.weekday(next.day)}, ${next.time}`,
    picture: row?.fileId ? { fileId: row.fileId, alt: row.fileAlt ?? '' } : null,
  };
}

/** Notes that noon or the end of the day has come, once, and only on the digest of today. */
async function noteTimes(bot: Bot, digest: DigestRow, settings: ChatSettings, house: House) {
  const { day, time } = bot.ctx.clock.local(house.timeZone);
  if (digest.state === 'closed' || digest.onDay !== day) return { nudge: false };
  if (time >= settings.closeAt) await noteOnDigest(bot.ctx, digest.id, 'closedAt');
  return { nudge: time >= settings.nudgeAt && time < settings.closeAt };
}

/** What became known since the digest was opened; each lot is a message of its own, so that people hear of it. */
function troubles(view: DigestView, known: readonly ChatMessageRow[], voice: Voice): Wanted[] {
  const told = known.filter((row) => row.kind === 'trouble');
  const toldIds = new Set(told.flatMap((row) => row.subject ?? []));
  const before = told.map((row): Wanted => {
    const about = view.troubles.filter((one) => row.subject?.includes(one.deliveryId));
    return troubleMessage(row.key, about, voice);
  });
  const news = view.troubles.filter((one) => one.since >= view.digest.openedAt && !toldIds.has(one.deliveryId));
  const [first] = news;
  if (first === undefined) return before;
  const subject = news.map((one) => one.deliveryId);
  return [...before, { ...troubleMessage(first.deliveryId, news, voice), subject }];
}

async function timed(
  bot: Bot,
  view: DigestView,
  known: readonly ChatMessageRow[],
  due: { nudge: boolean },
  voice: Voice,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  const open = view.items.filter((item) => item.undecided).length;
  const isKnown = (kind: ChatMessageKind) => known.some((row) => row.kind === kind);
  const nobodyLooked = view.digest.reviewedAt === null && view.items.every((item) => item.decidedOn !== view.today);
  if (isKnown('nudge') || (due.nudge && open > 0 && nobodyLooked)) wanted.push(nudgeMessage(open, voice));
  const closing = known.find((row) => row.kind === 'closing');
  if (
    view.digest.closedAt !== null &&
    view.items.length > 0 &&
    (closing !== undefined || view.digest.onDay === view.today)
  ) {
    const head = closing?.subject?.[0] ?? (await auditHead(bot.ctx, {})).text;
    wanted.push({ ...closingMessage(view, head, voice), subject: [head] });
  }
  return wanted;
}

export type { ThreadMessage };
