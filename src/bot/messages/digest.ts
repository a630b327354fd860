// The digest: one message a day that says what waits, what speaks against it and where things stand. Laid out by
// volume: up to 20 proposals each has a line and a menu; above, levels are summed and the review is where one decides.

import type { DigestItem, DigestView } from '../../app/chat/digest.ts';
import type { ChatSettings } from '../../app/chat/messages.ts';
import type { NextUp } from '../../app/chat/next-up.ts';
import { reasonWords } from '../../core/reason-words.ts';
import {
  actions,
  button,
  context,
  fields,
  header,
  type KnownBlock,
  option,
  picture,
  type Rendered,
  section,
  select,
} from '../blocks/parts.ts';
import { ACTION, idsValue, rowValue } from '../ids.ts';
import { fitted, joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import { countBuckets, countsText, standingText } from './standing.ts';
import { byLevel, invoiceText, sumText } from './sums.ts';
import { warningBlocks } from './warnings.ts';

/** Type of the metadata by which the digest is known, wherever a click comes from. */
export const DIGEST_EVENT = 'dunning_digest';

/** Up to here each proposal has a line of its own in the message. */
export const ROWS_AT_MOST = 20;
/** Up to here the review in the chat shows all; above, what asks for attention. */
export const REVIEW_AT_MOST = 300;
/** Above this the console decides; the chat approves a level, or what has no warning. */
export const CHAT_AT_MOST = 2_000;
const ATTENTION_AT_MOST = 15;
const LEVELS_AT_MOST = 20;

/** What the message says beside the digest itself. */
export interface DigestSurroundings {
  settings: ChatSettings;
  /** Address of the console; null = people have none. */
  consoleUrl: string | null;
  /** False: the outbox folder takes everything. */
  leavesMachine: boolean;
  nextRun: string | null;
  /** Where there is nothing to do: the invoices that reach a level next. */
  nextUp: readonly NextUp[];
  picture: { fileId: string; alt: string } | null;
}

/** The message for a revision; the same but for block ids and metadata whatever the revision is. */
export function digestMessage(view: DigestView, around: DigestSurroundings, voice: Voice, revision: number): Rendered {
  const { words } = voice;
  const day = voice.day(view.digest.onDay);
  const open = view.items.filter((item) => item.undecided);
  const id = (name: string) => `${name}.${revision}`;
  const isEmpty = view.items.length === 0;
  const title = isEmpty ? words.digest.nothing(day) : words.digest.title(day, view.items.length);
  const blocks: KnownBlock[] = [header(id('title'), title), ...warningBlocks(view, voice, revision)];
  if (isEmpty) blocks.push(section(id('nothing'), nothingText(around, voice)));
  else blocks.push(...figureBlocks(view, voice, id));
  blocks.push(...listBlocks(view, around, voice, id));
  if (around.picture !== null) blocks.push(picture(id('aging'), around.picture.fileId, around.picture.alt));
  blocks.push(...heldBlocks(view, voice, id), ...automationBlocks(view, voice, id));
  if (view.digest.state === 'open' && open.length > 0) {
    blocks.push(decideBlock(view, open, around, voice, revision, id));
  } else if (around.consoleUrl !== null) {
    blocks.push(actions(id('links'), [consoleButton(around.consoleUrl, voice)]));
  }
  blocks.push(context(id('foot'), footText(view, around, voice)));
  return {
    text: `${words.digest.notification(day, open.length)}`,
    blocks,
    metadata: {
      event_type: DIGEST_EVENT,
      event_payload: { digest_id: view.digest.id, run_ids: runIds(view), revision },
    },
  };
}

function nothingText({ nextUp, settings }: DigestSurroundings, voice: Voice): Md {
  const { digest } = voice.words;
  const lines = nextUp.map(({ invoice, level, reachedOn, openCents, currency }) => {
    const amount = settings.showDetails ? ` · ${voice.money(openCents, currency)}` : '';
    return md`• *${invoice}*${amount} · ${digest.nextUpLine(level, voice.weekday(reachedOn))}`;
  });
  const next = lines.length === 0 ? [] : [own(`${digest.nextUp}:`), ...lines];
  return joined([own(digest.nothingText), ...next], '\n');
}

function runIds(view: DigestView): string {
  return view.plans.flatMap((plan) => (plan.runId === null ? [] : [plan.runId])).join(',');
}

function figureBlocks(view: DigestView, voice: Voice, id: (name: string) => string): KnownBlock[] {
  const { words } = voice;
  const levels = byLevel(view.items, voice);
  const lines = levels
    .slice(0, LEVELS_AT_MOST)
    .map(
      ({ name, items }) =>
        md`*${name}* · ${words.count(items.length)} · ${sumText(items, voice)}   (${countsText(countBuckets(items), voice)})`,
    );
  const oldest = Math.max(0, ...view.items.map((item) => item.daysOverdue));
  return [
    section(
      id('levels'),
      fitted(lines, 2_500, (count) => own(words.more(count))),
    ),
    fields(id('total'), [
      md`*${own(words.digest.total)}*\n${sumText(view.items, voice)}`,
      md`*${own(words.digest.oldest)}*\n${words.days(oldest)}`,
    ]),
  ];
}

/** A line and a menu for each of few proposals; for very many, those to look at first. */
function listBlocks(
  view: DigestView,
  around: DigestSurroundings,
  voice: Voice,
  id: (name: string) => string,
): KnownBlock[] {
  if (view.items.length <= ROWS_AT_MOST) {
    const decidable = view.digest.state === 'open';
    return view.items.map((item) => rowBlock(item, around.settings.showDetails, decidable, voice, id));
  }
  if (view.items.length <= CHAT_AT_MOST) return [];
  const warned = view.items.filter((item) => item.undecided && item.warnings.length > 0);
  if (warned.length === 0) return [];
  const lines = warned
    .slice(0, ATTENTION_AT_MOST)
    .map((item) => md`• ${itemText(item, around.settings.showDetails, voice)}${warningText(item, voice)}`);
  const rest = warned.length - ATTENTION_AT_MOST;
  const shown = rest > 0 ? [...lines, own(voice.words.digest.inConsole(rest))] : lines;
  return [section(id('attention'), md`*${own(voice.words.digest.attention)}*\n${joined(shown, '\n')}`)];
}

function rowBlock(
  item: DigestItem,
  showDetails: boolean,
  decidable: boolean,
  voice: Voice,
  id: (name: string) => string,
): KnownBlock {
  const { button: words } = voice.words;
  const standing = item.undecided ? md`` : md` · _${standingText(item, voice)}_`;
  // What it is about, then how it stands: on a narrow screen, too, each row reads alike.
  const [what, how] = itemParts(item, showDetails, voice);
  const line = md`${what}\n${how}${warningText(item, voice)}${standing}`;
  if (!item.undecided || !decidable) return section(id(`p${item.id}`), line);
  const menu = {
    type: 'overflow' as const,
    action_id: ACTION.row,
    options: [
      option(words.approve, rowValue('approve', item.id)),
      option(words.skip, rowValue('skip', item.id)),
      option(words.snooze, rowValue('snooze', item.id)),
      option(words.details, rowValue('details', item.id)),
      option(words.more, rowValue('more', item.id)),
    ],
  };
  return section(id(`p${item.id}`), line, menu);
}

/** Invoice, customer, amount, level, days overdue and way out; numbers alone where names stay in the console. */
export function itemText(item: DigestItem, showDetails: boolean, voice: Voice): Md {
  return joined(itemParts(item, showDetails, voice), ' · ');
}

/** What it is about; which level, how long overdue, and how it goes out. */
function itemParts(item: DigestItem, showDetails: boolean, voice: Voice): [Md, Md] {
  const { words } = voice;
  const level = item.levelName ?? words.statement;
  // Where there is no way out, the warning says so.
  const way = item.channel === null ? '' : ` · ${words.by[item.channel]}`;
  const invoice = invoiceText(item, voice);
  const days = words.days(item.daysOverdue);
  if (!showDetails) return [md`*${invoice}* · ${item.customerNumber}`, md`${level} · ${days}`];
  const amount = voice.money(item.openCents, item.currency);
  return [md`*${invoice}* · ${item.customerName} · *${amount}*`, md`${level} · ${days}${way}`];
}

export function warningText(item: DigestItem, { words }: Voice): Md {
  if (item.warnings.length === 0) return own('');
  return md` · :warning: ${item.warnings.map((warning) => words.warning.item[warning]).join(', ')}`;
}

function heldBlocks(view: DigestView, { words, language }: Voice, id: (name: string) => string): KnownBlock[] {
  const held = new Map<string, number>();
  for (const plan of view.plans) {
    for (const [code, count] of Object.entries(plan.held)) held.set(code, (held.get(code) ?? 0) + count);
  }
  const total = [...held.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const reasons = [...held]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${reasonWords(code, language)} (${words.count(count)})`);
  return [context(id('held'), md`${words.digest.held(total)}: ${reasons.join(', ')}`)];
}

function automationBlocks(view: DigestView, voice: Voice, id: (name: string) => string): KnownBlock[] {
  const { words } = voice;
  const acting = view.items.filter((item) => item.actsOn !== null);
  if (acting.length === 0) return [];
  const groups = Map.groupBy(acting, (item) => `${item.actsOn} ${item.actAt} ${item.levelId}`);
  const lines = [...groups.values()].map((group) => {
    const first = group[0];
    const when = first?.actsOn == null ? '' : voice.weekday(first.actsOn);
    const what = words.digest.automation[first?.automation ?? 'propose'];
    return md`:alarm_clock: ${words.digest.byItself(group.length, first?.levelName ?? '', when, first?.actAt ?? '')} (${what})`;
  });
  const stop = button(ACTION.stopAutomation, words.button.stop, idsValue(view.digest.id), { style: 'danger' });
  return [
    section(
      id('automation'),
      fitted(lines, 1_500, (count) => own(words.more(count))),
      stop,
    ),
  ];
}

function decideBlock(
  view: DigestView,
  open: readonly DigestItem[],
  around: DigestSurroundings,
  voice: Voice,
  revision: number,
  id: (name: string) => string,
): KnownBlock {
  const { button: words } = voice.words;
  const value = idsValue(view.digest.id, revision);
  const many = view.items.length > CHAT_AT_MOST;
  const clean = many ? open.filter((item) => item.warnings.length === 0).length : open.length;
  const levels = byLevel(open, voice);
  const elements: Parameters<typeof actions>[1] = [
    button(ACTION.review, words.review, value, { style: 'primary' }),
    button(ACTION.approveAll, many ? words.approveClean(clean) : words.approveAll(clean), value),
  ];
  if (levels.length > 1) {
    const options = levels.map(({ levelId, name, items }) =>
      option(`${name} (${voice.words.count(items.length)})`, idsValue(view.digest.id, revision, levelId ?? 0)),
    );
    elements.push(select(ACTION.approveLevel, words.approveLevel, options));
  }
  if (around.consoleUrl !== null) elements.push(consoleButton(around.consoleUrl, voice));
  return actions(id('decide'), elements);
}

function consoleButton(url: string, { words }: Voice) {
  return button(ACTION.console, words.button.console, 'console', { url });
}

function footText(view: DigestView, around: DigestSurroundings, voice: Voice): Md {
  const { digest } = voice.words;
  const parts = [view.bankDataThrough === null ? digest.noBank : digest.bank(voice.day(view.bankDataThrough))];
  if (view.digest.state === 'closed' && view.digest.closedAt !== null) {
    const isPast = view.digest.onDay < view.today;
    parts.push(isPast ? digest.replaced : digest.closed(voice.time(view.digest.closedAt)));
  } else if (!around.leavesMachine) {
    parts.push(digest.outbox);
  } else if (view.items.length > 0) {
    const from = view.items.map((item) => item.sendFrom).sort()[0] ?? '';
    parts.push(digest.goesOut(from, around.settings.undoMinutes));
  }
  if (view.items.length === 0 && around.nextRun !== null) parts.push(digest.nextRun(around.nextRun));
  return md`${parts.join('  ·  ')}`;
}
