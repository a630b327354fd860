// What the bot's home says: what is overdue, what today asks for, what waits for this person's second approval.

import type { HomeView } from '@slack/types';
import type { DigestItem, DigestView } from '../../app/chat/digest.ts';
import type { Overdue } from '../../app/chat/overdue.ts';
import type { listBlocks } from '../../app/holds/blocks.ts';
import { mayAct } from '../../core/actor.ts';
import type { Day } from '../../core/day.ts';
import { actions, button, context, fields, header, type KnownBlock, section } from '../blocks/parts.ts';
import { ACTION, idsValue } from '../ids.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import type { Visitor } from '../who.ts';
import { type Shown, shownName } from './shown.ts';
import { countBuckets, countsText } from './standing.ts';
import { invoiceText, sumText } from './sums.ts';

export interface HomeFacts {
  digest: DigestView | null;
  overdue: Overdue;
  blocks: Awaited<ReturnType<typeof listBlocks>>;
  consoleUrl: string | null;
  nextRun: { day: Day; time: string } | null;
  /** How customers are called here: Slack keeps homes like messages. */
  shown: Shown;
}

const SECONDS_AT_MOST = 10;
const BLOCKS_AT_MOST = 10;

export function homeView(facts: HomeFacts, { person, voice }: Visitor): HomeView {
  const { home } = voice.words;
  const maySee = mayAct(person.role, 'approver');
  const blocks: KnownBlock[] = [
    header('title', home.title),
    figures(facts, person.role, voice),
    ...todayBlocks(facts, maySee, voice),
    ...secondBlocks(facts, person.personId, voice),
    ...pausedBlocks(facts, voice),
    actions('links', linkButtons(facts, maySee, voice)),
    context('commands', own(home.commands)),
  ];
  return { type: 'home', blocks };
}

/** The home of somebody who is not let in. */
export function infoHome(why: Md, { words }: Voice): HomeView {
  return { type: 'home', blocks: [header('title', words.home.title), section('why', why)] };
}

function figures({ overdue }: HomeFacts, role: Visitor['person']['role'], voice: Voice): KnownBlock {
  const { home, may, digest } = voice.words;
  const sums = overdue.sums.map(({ openCents, currency }) => voice.money(openCents, currency)).join(' + ');
  const through = overdue.bankDataThrough === null ? digest.noBank : voice.day(overdue.bankDataThrough);
  return fields('figures', [
    md`*${home.overdue}*\n${sums === '' ? '–' : sums}`,
    md`*${home.bank}*\n${own(overdue.isStale ? ':red_circle: ' : '')}${through}${overdue.isStale ? ` (${home.stale})` : ''}`,
    md`*${home.role}*\n${may.roles[role]}`,
  ]);
}

function todayBlocks({ digest, nextRun }: HomeFacts, maySee: boolean, voice: Voice): KnownBlock[] {
  const { home, button: words, digest: said } = voice.words;
  const open = digest?.items.filter((item) => item.undecided) ?? [];
  const next = nextRun === null ? '' : said.nextRun(`${voice.weekday(nextRun.day)}, ${nextRun.time}`);
  if (digest === null || digest.items.length === 0) {
    return [section('today', md`*${home.today}*: ${home.nothing} ${next}`)];
  }
  const counts = countsText(countBuckets(digest.items), voice);
  const line = md`*${voice.day(digest.digest.onDay)}*: ${home.open(open.length, digest.items.length)} · ${sumText(open, voice)}\n${counts}`;
  const review = button(ACTION.review, words.review, idsValue(digest.digest.id, 0), { style: 'primary' });
  return [section('today', line, open.length > 0 && maySee ? review : undefined)];
}

function secondBlocks({ digest, shown }: HomeFacts, personId: number, voice: Voice): KnownBlock[] {
  const waiting = (digest?.items ?? []).filter((item) => isMine(item, personId));
  if (waiting.length === 0) return [];
  const rows = waiting.slice(0, SECONDS_AT_MOST).map((item) => {
    const amount = shown.showDetails ? ` · ${voice.money(item.openCents, item.currency)}` : '';
    const line = md`${invoiceText(item, voice)} · ${item.customerName}${amount} · ${item.firstApprovedBy ?? ''}`;
    return section(`second${item.id}`, line, button(ACTION.second, voice.words.button.approve, idsValue(item.id)));
  });
  return [section('second', md`*${own(voice.words.home.second)}*`), ...rows];
}

/** Waits for a second approval that this person may give. */
function isMine(item: DigestItem, personId: number): boolean {
  return item.state === 'approved_once' && item.firstApproverId !== personId && item.levelChosenById !== personId;
}

function pausedBlocks({ blocks, shown }: HomeFacts, voice: Voice): KnownBlock[] {
  if (blocks.length === 0) return [];
  const { home, more } = voice.words;
  const lines = blocks.slice(0, BLOCKS_AT_MOST).map(({ block, invoiceNumber, customerName, customerNumber }) => {
    const customer = customerName === null ? null : shownName(customerName, customerNumber ?? '', shown);
    const what = invoiceNumber ?? customer ?? home.all;
    const until = block.untilOn === null ? home.openEnd : home.until(voice.day(block.untilOn));
    return md`• ${what} · ${until} · ${block.setBy}`;
  });
  const rest = blocks.length - BLOCKS_AT_MOST;
  return [
    section('paused', md`*${own(home.paused)}*\n${joined(rest > 0 ? [...lines, own(more(rest))] : lines, '\n')}`),
  ];
}

function linkButtons({ consoleUrl, digest }: HomeFacts, maySee: boolean, { words }: Voice) {
  const buttons = [];
  if (maySee) buttons.push(button(ACTION.runNow, words.button.runNow, idsValue(digest?.digest.id ?? 0)));
  if (consoleUrl !== null) buttons.push(button(ACTION.console, words.button.console, 'console', { url: consoleUrl }));
  return buttons;
}
