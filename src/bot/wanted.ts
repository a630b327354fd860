// Which messages there should be for a digest now, and what each of them says: a function of what the database knows
// and of the time of day. The first is always the digest itself; the others stand in its thread.

import { auditHead } from '../app/audit/chain.ts';
import { type DigestRow, type DigestView, noteOnDigest, viewDigest } from '../app/chat/digest.ts';
import { peopleInChat } from '../app/chat/groups.ts';
import type { ChatMessageKind, ChatMessageRow, ChatSettings } from '../app/chat/messages.ts';
import { nextUp } from '../app/chat/next-up.ts';
import { describeHouse, type House } from '../app/insight/house.ts';
import type { Rendered } from './blocks/parts.ts';
import type { Bot } from './deps.ts';
import { type DigestSurroundings, digestMessage } from './messages/digest.ts';
import { shownView } from './messages/shown.ts';
import {
  closingMessage,
  decisionMessages,
  directMessage,
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
  /** A person it is for alone; absent = it stands in the channel. */
  to?: string;
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
  const view = shownView(await viewDigest(bot.ctx, { digest: digest.id }), settings);
  const around = await surroundings(bot, view, known, settings, house, voice);
  return [
    { kind: 'digest', key: '', render: (revision) => digestMessage(view, around, voice, revision) },
    ...levelMessages(view, settings.showDetails, voice),
    ...decisionMessages(view, voice),
    ...resultMessages(view, house.leavesMachine, voice),
    ...troubles(view, known, voice),
    ...(await timed(bot, view, known, due, settings, voice)),
  ];
}

async function surroundings(
  bot: Bot,
  view: DigestView,
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
    nextUp: view.items.length === 0 && view.digest.state === 'open' ? await nextUp(bot.ctx) : [],
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
  settings: ChatSettings,
  voice: Voice,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  const open = view.items.filter((item) => item.undecided).length;
  const isKnown = (kind: ChatMessageKind) => known.some((row) => row.kind === kind);
  const nobodyLooked = view.digest.reviewedAt === null && view.items.every((item) => item.decidedOn !== view.today);
  if (isKnown('nudge') || (due.nudge && open > 0 && nobodyLooked)) {
    wanted.push(nudgeMessage(open, voice), ...(await directs(bot, view, known, settings)));
  }
  const closing = known.find((row) => row.kind === 'closing');
  if (
    view.digest.closedAt !== null &&
    view.items.length > 0 &&
    (closing !== undefined || view.digest.onDay === view.today)
  ) {
    const head = closing?.subject?.[0] ?? (await auditHead(bot.ctx, {})).text;
    wanted.push({ ...closingMessage(view, head, settings.showDetails, voice), subject: [head] });
  }
  return wanted;
}

/**
 * To each approver alone, besides the line in the thread; to the admins where nobody else may decide. Written to once,
 * with what waited then; rewritten when nothing waits any more.
 */
async function directs(
  bot: Bot,
  { digest, items }: DigestView,
  known: readonly ChatMessageRow[],
  { nudgeDirect, nudgeAt }: ChatSettings,
): Promise<Wanted[]> {
  const written = known.filter((row) => row.kind === 'direct');
  const open = items.filter((item) => item.undecided).length;
  if (written.length === 0 && (!nudgeDirect || digest.state === 'closed')) return [];
  const people = (await peopleInChat(bot.ctx)).filter((one) => one.active);
  const approvers = people.filter((one) => one.role === 'approver');
  const house = await bot.recent.house();
  const link = await linkTo(bot);
  const to = approvers.length > 0 ? approvers : people.filter((one) => one.role === 'admin');
  return to.flatMap(({ slackUserId, language }) => {
    const before = written.find((row) => row.key === slackUserId);
    if (before === undefined && (digest.state === 'closed' || open === 0)) return [];
    const waited = open === 0 ? 0 : Number(before?.subject?.[0] ?? open);
    const voice = voiceOf(language ?? screenLanguage(house.language), house);
    const said = directMessage(slackUserId, { digest: digest.id, open: waited, link }, nudgeAt, voice);
    return [{ ...said, to: slackUserId, subject: [String(waited)] }];
  });
}

const links = new WeakMap<Bot, { ts: string; link: string | null }>();

/** The address of the digest in Slack, asked once. */
async function linkTo(bot: Bot): Promise<string | null> {
  const place = await bot.recent.digestPlace();
  if (place === null) return null;
  const { channel, ts } = place;
  const known = links.get(bot);
  if (known?.ts === ts) return known.link;
  const { permalink = null } = await bot.clients.background.chat.getPermalink({ channel, message_ts: ts });
  links.set(bot, { ts, link: permalink });
  return permalink;
}

export type { ThreadMessage };
