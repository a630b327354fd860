// The review: 30 proposals a page in three groups of boxes, ticks kept in the database, filters by level, warning and
// customer. What has a warning is not ticked until somebody does.

import type { DigestItem, DigestView } from '../../app/chat/digest.ts';
import type { Selection } from '../../app/chat/selection.ts';
import {
  actions,
  button,
  context,
  type KnownBlock,
  type ModalView,
  modal,
  option,
  section,
  select,
  text,
} from '../blocks/parts.ts';
import { ACTION, idsValue, VIEW, writeState } from '../ids.ts';
import { REVIEW_AT_MOST } from '../messages/digest.ts';
import { byLevel, invoiceText, sumText } from '../messages/sums.ts';
import { md, own } from '../text.ts';
import type { Voice } from '../voice.ts';

export const PAGE_SIZE = 30;
const BOXES = 10;

/** What the review of a digest starts with: everything without a warning is ticked. */
export function initialTicks(view: DigestView): number[] {
  return reviewable(view)
    .filter((item) => item.warnings.every((warning) => warning === 'last_level'))
    .map((item) => item.id);
}

/** What waits for a decision; of very many only what asks for attention, the rest is approved by level. */
export function reviewable(view: DigestView): DigestItem[] {
  const open = view.items.filter((item) => item.undecided);
  return open.length > REVIEW_AT_MOST ? open.filter((item) => item.warnings.length > 0) : open;
}

/** The reviewable proposals that the filter leaves. */
export function filtered(view: DigestView, { filter }: Selection): DigestItem[] {
  const wanted = filter.customer.toLocaleLowerCase('de');
  return reviewable(view).filter(
    (item) =>
      (filter.levelId === null || item.levelId === filter.levelId) &&
      (!filter.attention || item.warnings.length > 0) &&
      (wanted === '' ||
        item.customerName.toLocaleLowerCase('de').includes(wanted) ||
        item.customerNumber.toLocaleLowerCase('de').includes(wanted)),
  );
}

/** The items of a page, and how many pages there are. */
export function pageOf(
  items: readonly DigestItem[],
  page: number,
): { shown: DigestItem[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { shown: items.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE), page: at, pages };
}

export function reviewModal(view: DigestView, selection: Selection, voice: Voice): ModalView {
  const { review, button: words } = voice.words;
  const all = reviewable(view);
  if (all.length === 0) {
    const blocks = [section('nothing', own(review.nothing))];
    return modal({ callbackId: VIEW.info, title: review.title, blocks, state: '{}', close: words.close });
  }
  const found = filtered(view, selection);
  const { shown, page, pages } = pageOf(found, selection.page);
  const ticks = new Set(selection.selected);
  const chosen = all.filter((item) => ticks.has(item.id));
  const isLarge = view.items.filter((item) => item.undecided).length > REVIEW_AT_MOST;
  // New ids wherever boxes are to be drawn anew: Slack keeps what was ticked in a block it knows.
  const id = (name: string) => `${name}.${selection.revision}.${page}`;
  const blocks: KnownBlock[] = [
    section(id('sum'), md`*${review.selected(chosen.length, all.length)}*\n${sumText(chosen, voice)}`),
    ...(isLarge ? [context('large', own(review.large))] : []),
    filterBlock(view, selection, voice),
    customerBlock(selection, voice),
    actions(id('ticks'), [
      button(ACTION.tickAll, words.selectAll, 'all'),
      button(ACTION.tickNone, words.selectNone, 'none'),
    ]),
    ...boxBlocks(shown, ticks, id, voice),
  ];
  if (shown.length === 0) blocks.push(section('none', own(review.none)));
  else {
    const options = shown.map((item) =>
      option(`${invoiceText(item, voice)} · ${item.customerName}`, idsValue(item.id)),
    );
    blocks.push(
      actions(id('more'), [select(ACTION.details, review.details, options), ...pageButtons(page, pages, voice)]),
    );
    blocks.push(context(id('page'), own(review.page(page + 1, pages))));
  }
  return modal({
    callbackId: VIEW.review,
    title: review.title,
    submit: review.submit(chosen.length),
    close: words.close,
    blocks,
    state: writeState({ digest: view.digest.id }),
  });
}

function filterBlock(view: DigestView, { filter }: Selection, voice: Voice): KnownBlock {
  const { review } = voice.words;
  const levels = [
    option(review.level, '0'),
    ...byLevel(reviewable(view), voice).map(({ levelId, name, items }) =>
      option(`${name} (${voice.words.count(items.length)})`, String(levelId ?? 0)),
    ),
    ...emptied(view, filter.levelId, voice),
  ];
  const attention = [option(review.everything, 'no'), option(review.attention, 'yes')];
  const chosenLevel = levels.find((one) => one.value === String(filter.levelId ?? 0)) ?? levels[0];
  const chosenAttention = attention[filter.attention ? 1 : 0];
  return actions('filter', [
    { ...select(ACTION.filterLevel, review.level, levels), ...(chosenLevel ? { initial_option: chosenLevel } : {}) },
    {
      ...select(ACTION.filterAttention, review.attention, attention),
      ...(chosenAttention ? { initial_option: chosenAttention } : {}),
    },
  ]);
}

/** The level that was chosen and of which nothing is left: it stays chosen, so that an empty page says why. */
function emptied(view: DigestView, levelId: number | null, voice: Voice) {
  if (levelId === null || reviewable(view).some((item) => item.levelId === levelId)) return [];
  const name = view.items.find((item) => item.levelId === levelId)?.levelName ?? voice.words.statement;
  return [option(`${name} (${voice.words.count(0)})`, String(levelId))];
}

function customerBlock({ filter }: Selection, voice: Voice): KnownBlock {
  return {
    type: 'input',
    block_id: 'customer',
    optional: true,
    dispatch_action: true,
    label: text(voice.words.review.customer, 2_000),
    element: {
      type: 'plain_text_input',
      action_id: ACTION.filterCustomer,
      max_length: 100,
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      ...(filter.customer === '' ? {} : { initial_value: filter.customer }),
    },
  };
}

function boxBlocks(
  shown: readonly DigestItem[],
  ticks: ReadonlySet<number>,
  id: (name: string) => string,
  voice: Voice,
): KnownBlock[] {
  const groups = Array.from({ length: Math.ceil(shown.length / BOXES) }, (_, index) =>
    shown.slice(index * BOXES, (index + 1) * BOXES),
  );
  return groups.map((group, index) => {
    const options = group.map((item) => boxOption(item, voice));
    const initial = options.filter((_, at) => ticks.has(group[at]?.id ?? 0));
    return actions(id(`boxes${index}`), [
      {
        type: 'checkboxes',
        action_id: ACTION.tick,
        options,
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      },
    ]);
  });
}

function boxOption(item: DigestItem, voice: Voice) {
  const { words } = voice;
  const warnings = item.warnings.map((warning) => words.warning.item[warning]);
  const way = item.channel === null ? words.nowhere : words.by[item.channel];
  const about = [item.levelName ?? words.statement, words.days(item.daysOverdue), way].join(' · ');
  const label = `${invoiceText(item, voice)} · ${voice.money(item.openCents, item.currency)} · ${item.customerName}`;
  return option(label, String(item.id), warnings.length === 0 ? about : `! ${warnings.join(', ')} · ${about}`);
}

function pageButtons(page: number, pages: number, { words }: Voice) {
  const buttons = [];
  if (page > 0) buttons.push(button(ACTION.previous, words.button.previous, String(page - 1)));
  if (page < pages - 1) buttons.push(button(ACTION.next, words.button.next, String(page + 1)));
  return buttons;
}
