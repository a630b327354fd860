// What stands in the thread of a digest: the customers of each level, who decided what, what became of the sending, and
// the close of the day. Aggregates, so that a day of a hundred decisions is a handful of messages.

import type { DigestItem, DigestView, TroubleRow } from '../../app/chat/digest.ts';
import type { ChatMessageKind } from '../../app/chat/messages.ts';
import { reasonText } from '../../core/reason-text.ts';
import { actions, button, context, type Rendered, section } from '../blocks/parts.ts';
import { ACTION, idsValue } from '../ids.ts';
import { fitted, joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import { itemText, REVIEW_AT_MOST, ROWS_AT_MOST, warningText } from './digest.ts';
import { bucketOf, countBuckets, countsText, deciderOf, takableBack } from './standing.ts';
import { byLevel, invoiceText, sumText } from './sums.ts';
import { stateWord } from './warnings.ts';

/** A message that there should be in the thread, and what it says now. */
export interface ThreadMessage {
  kind: ChatMessageKind;
  key: string;
  /** Block ids carry the revision; null = nothing to say any more, it stays as it was. */
  render(revision: number): Rendered;
}

const LEVEL_LINES = 40;
const DECISION_LINES = 15;
const LIST_AT_MOST = 15;

/** One message per level with its customers, where the digest itself has no room for them. */
export function levelMessages(view: DigestView, showDetails: boolean, voice: Voice): ThreadMessage[] {
  const { items } = view;
  if (items.length <= ROWS_AT_MOST || items.length > REVIEW_AT_MOST) return [];
  return byLevel(items, voice).map((group) => ({
    kind: 'level' as const,
    key: String(group.levelId ?? 0),
    render: (revision) => {
      const lines = group.items
        .slice(0, LEVEL_LINES)
        .map((item) => md`• ${levelLine(item, showDetails, voice)}${warningText(item, voice)}`);
      const rest = group.items.length - LEVEL_LINES;
      const shown = rest > 0 ? [...lines, own(voice.words.digest.inConsole(rest))] : lines;
      const title = md`*${group.name}* (${voice.words.count(group.items.length)})`;
      return message(title, [
        section(`level.${revision}`, title),
        ...chunked(shown).map((part, index) => section(`lines${index}.${revision}`, part)),
      ]);
    },
  }));
}

function levelLine(item: DigestItem, showDetails: boolean, voice: Voice): Md {
  if (!showDetails) return md`${invoiceText(item, voice)} · ${item.customerNumber}`;
  return md`${item.customerName} · ${invoiceText(item, voice)} · ${voice.money(item.openCents, item.currency)}`;
}

/** Lines in sections of less than 2,900 characters. */
function chunked(lines: readonly Md[]): Md[] {
  const parts: Md[][] = [[]];
  let length = 0;
  for (const line of lines) {
    if (length + line.md.length > 2_900) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(line);
    length += line.md.length + 1;
  }
  return parts.filter((part) => part.length > 0).map((part) => joined(part, '\n'));
}

/** Who decided what: one message per person, kept up to date, with the undo while there is something to undo. */
export function decisionMessages(view: DigestView, voice: Voice): ThreadMessage[] {
  const deciders = new Map<string, DigestItem[]>();
  const note = (name: string | null, item: DigestItem) => {
    if (name !== null) deciders.set(name, [...(deciders.get(name) ?? []), item]);
  };
  for (const item of view.items) {
    if (item.state !== 'proposed') note(deciderOf(item), item);
    const { reopened } = item;
    if (item.state === 'proposed' && reopened !== null && 'by' in reopened) note(reopened.by, item);
  }
  return [...deciders].map(([name, items]) => ({
    kind: 'decisions' as const,
    key: name,
    render: (revision) => decisionMessage(view, name, items, voice, revision),
  }));
}

function decisionMessage(
  view: DigestView,
  name: string,
  items: readonly DigestItem[],
  voice: Voice,
  revision: number,
): Rendered {
  const { words } = voice;
  const of = (...states: DigestItem['state'][]) => items.filter((item) => states.includes(item.state));
  const approved = of('approved', 'issued');
  const waiting = of('approved', 'approved_once');
  const takable = takableBack(view, name);
  const reopened = of('proposed');
  const tookBack = reopened.filter((item) => item.reopened?.code === 'taken_back');
  const parts: Md[] = [];
  if (approved.length > 0) parts.push(md`${words.did.approved(approved.length)} (${sumText(approved, voice)})`);
  if (of('approved_once').length > 0) parts.push(md`${words.did.once(of('approved_once').length)}`);
  for (const state of ['skipped', 'snoozed', 'level_skipped'] as const) {
    if (of(state).length > 0) parts.push(md`${words.did[state](of(state).length)}`);
  }
  const paid = of('withdrawn').filter((item) => item.paidByHand !== null).length;
  const held = of('withdrawn').length - paid;
  if (held > 0) parts.push(md`${words.did.held(held)}`);
  if (paid > 0) parts.push(md`${words.did.paid(paid)}`);
  if (tookBack.length > 0) parts.push(md`${words.did.tookBack(tookBack.length)}`);
  if (reopened.length > tookBack.length) parts.push(md`${words.did.stopped(reopened.length - tookBack.length)}`);
  const title = md`*${name}*: ${joined(parts, ', ')}`;
  const putOff = of('skipped', 'snoozed', 'level_skipped', 'withdrawn');
  const notable = putOff.map((item) => putOffLine(item, view, voice));
  const blocks: Rendered['blocks'] = [section(`who.${revision}`, title)];
  if (notable.length > 0) {
    const rest = notable.length - DECISION_LINES;
    const lines = rest > 0 ? [...notable.slice(0, DECISION_LINES), own(words.more(rest))] : notable;
    blocks.push(section(`why.${revision}`, joined(lines, '\n')));
  }
  const undoUntil = waiting.map((item) => item.issueNotBefore).filter((at) => at !== null);
  const last = undoUntil.sort().at(-1);
  if (last !== undefined) blocks.push(context(`until.${revision}`, md`${words.did.lastUndo(voice.time(last))}`));
  if (takable.length > 0) {
    blocks.push(actions(`undo.${revision}`, [button(ACTION.undo, words.button.undo, `${view.digest.id}:${name}`)]));
  }
  return message(title, blocks);
}

function putOffLine(item: DigestItem, { digest }: DigestView, voice: Voice): Md {
  const again = digest.state === 'open' && item.takesBack === null ? ` · ${voice.words.did.askedAgain}` : '';
  const until = item.state === 'snoozed' && item.snoozedUntil !== null ? ` → ${voice.weekday(item.snoozedUntil)}` : '';
  const remark = item.remark === null || item.remark === '' ? '' : ` (${item.remark})`;
  const why = item.withdrawn === null ? remark : ` · ${reasonText(item.withdrawn, voice.language)}`;
  return md`• ${invoiceText(item, voice)} · ${item.customerName}${until}${why}${again}`;
}

/** How the sending goes, once it has begun. */
export function resultMessages(view: DigestView, leavesMachine: boolean, voice: Voice): ThreadMessage[] {
  const issued = view.items.filter((item) => item.state === 'issued');
  if (issued.length === 0) return [];
  const { words } = voice;
  const counts = countBuckets(view.items);
  const sent = counts.sent + counts.delivered;
  return [
    {
      kind: 'results',
      key: '',
      render: (revision) => {
        const parts = [
          md`*${own(words.thread.results)}*: ${words.thread.sentOf(sent, issued.length + counts.approved)}`,
        ];
        if (counts.delivered > 0) parts.push(md`${words.digest.counts.delivered(counts.delivered)}`);
        if (counts.trouble > 0) parts.push(md`${words.digest.counts.trouble(counts.trouble)}`);
        const since = view.items.filter((item) => item.state === 'withdrawn').length;
        if (since > 0) parts.push(md`${words.thread.paidSince(since)}`);
        const line = joined(parts, ' · ');
        const blocks: Rendered['blocks'] = [section(`results.${revision}`, line)];
        if (!leavesMachine) blocks.push(context(`outbox.${revision}`, own(words.digest.outbox)));
        return message(line, blocks);
      },
    },
  ];
}

/** What did not reach a customer, as it became known. */
export function troubleMessage(key: string, troubles: readonly TroubleRow[], voice: Voice): ThreadMessage {
  return {
    kind: 'trouble',
    key,
    render: (revision) => {
      const title = md`:red_circle: *${own(voice.words.thread.trouble)}*`;
      return message(title, [section(`trouble.${revision}`, md`${title}\n${troubleLines(troubles, voice)}`)]);
    },
  };
}

function troubleLines(troubles: readonly TroubleRow[], voice: Voice): Md {
  const lines = troubles.slice(0, LIST_AT_MOST).map((one) => {
    const why = one.reason === null ? '' : ` (${one.reason})`;
    return md`• ${one.customerName} · ${voice.words.state[stateWord(one.state)]}${why}`;
  });
  const rest = troubles.length - LIST_AT_MOST;
  return fitted(rest > 0 ? [...lines, own(voice.words.more(rest))] : lines, 2_800, (count) =>
    own(voice.words.more(count)),
  );
}

/** One line at noon when nobody has looked. */
export function nudgeMessage(open: number, voice: Voice): ThreadMessage {
  return {
    kind: 'nudge',
    key: '',
    render: (revision) => {
      const line = md`:hourglass_flowing_sand: ${voice.words.thread.nudge(open)}`;
      return message(line, [section(`nudge.${revision}`, line)]);
    },
  };
}

/** To an approver alone: what waits, and where to look; later, that nothing waits any more. */
export function directMessage(
  to: string,
  { digest, open, link }: { digest: number; open: number; link: string | null },
  time: string,
  voice: Voice,
): ThreadMessage {
  const { thread, button: words } = voice.words;
  return {
    kind: 'direct',
    key: to,
    render: (revision) => {
      const line = own(open === 0 ? thread.directDone : thread.direct(time, open));
      const buttons = [button(ACTION.review, words.review, idsValue(digest, 0), { style: 'primary' })];
      if (link !== null) buttons.push(button(ACTION.console, words.toChannel, 'channel', { url: link }));
      const blocks = [
        section(`direct.${revision}`, line),
        ...(open === 0 ? [] : [actions(`look.${revision}`, buttons)]),
      ];
      return message(line, blocks);
    },
  };
}

/** The close of the day: what was sent, put off, withdrawn, left undecided, and what did not arrive. */
export function closingMessage(
  view: DigestView,
  auditHead: string | null,
  showDetails: boolean,
  voice: Voice,
): ThreadMessage {
  const { words } = voice;
  return {
    kind: 'closing',
    key: '',
    render: (revision) => {
      const title = md`*${words.thread.closed(voice.day(view.digest.onDay))}*`;
      const counts = countBuckets(view.items);
      const undecided = counts.open + counts.second;
      const decided = countsText({ ...counts, open: 0, second: 0 }, voice);
      const lines = [md`${decided}`, ...(undecided > 0 ? [md`${words.thread.undecided(undecided)}`] : [])];
      const blocks: Rendered['blocks'] = [
        section(`closed.${revision}`, joined([title, ...lines.filter((line) => line.md !== '')], '\n')),
      ];
      const failed = view.items.filter((item) => bucketOf(item) === 'trouble');
      if (failed.length > 0) {
        const shown = failed.slice(0, LIST_AT_MOST).map((item) => md`• ${itemText(item, showDetails, voice)}`);
        const rest = failed.length - LIST_AT_MOST;
        const list = joined(rest > 0 ? [...shown, own(words.more(rest))] : shown, '\n');
        blocks.push(section(`failed.${revision}`, md`:red_circle: *${own(words.thread.trouble)}*\n${list}`));
      }
      if (auditHead !== null) {
        blocks.push(context(`audit.${revision}`, md`${words.thread.audit(auditHead)}`));
      }
      return message(title, blocks);
    },
  };
}

/** The text of a message is what a notification and a screen reader say. */
function message(title: Md, blocks: Rendered['blocks']): Rendered {
  return { text: title.md.replaceAll('*', ''), blocks };
}
