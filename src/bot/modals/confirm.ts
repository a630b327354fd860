// "Approve?": the numbers before many are approved at once, and what a later look at them has to agree with.

import { createHash } from 'node:crypto';
import type { DigestItem } from '../../app/chat/digest.ts';
import type { ChatSettings } from '../../app/chat/messages.ts';
import { context, type ModalView, modal, section } from '../blocks/parts.ts';
import { type ModalState, VIEW, writeState } from '../ids.ts';
import { byLevel, sumText } from '../messages/sums.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';

/** Ids and versions of what is confirmed, in few characters: differs when anything of it has changed. */
export function fingerprint(items: readonly Pick<DigestItem, 'id' | 'version'>[]): string {
  const text = items
    .map(({ id, version }) => `${id}.${version}`)
    .sort()
    .join();
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function confirmModal(
  items: readonly DigestItem[],
  about: Pick<ModalState, 'digest' | 'about'>,
  settings: ChatSettings,
  voice: Voice,
  /** How many an earlier look showed, when that was something else. */
  shownBefore: number | null,
  /** What the letters would cost; null = nobody names a price. */
  postage: { cents: number; currency: string } | null = null,
): ModalView {
  const { confirm, count } = voice.words;
  if (items.length === 0) {
    const blocks = [section('nothing', own(confirm.nothing))];
    return modal({ callbackId: VIEW.info, title: confirm.title, blocks, state: '{}', close: voice.words.button.close });
  }
  const customers = new Set(items.map((item) => item.customerId)).size;
  const letters = items.filter((item) => item.channel === 'letter').length;
  const emails = items.filter((item) => item.channel === 'email').length;
  const warned = items.filter((item) => item.warnings.length > 0).length;
  const levels = byLevel(items, voice).map(
    (level) => md`${level.name} · ${count(level.items.length)} · ${sumText(level.items, voice)}`,
  );
  const lines: Md[] = [
    md`*${confirm.summary(items.length, customers)}*`,
    md`${sumText(items, voice)}`,
    md`${confirm.ways(emails, letters)}${postage === null ? '' : confirm.postage(voice.money(postage.cents, postage.currency))}`,
  ];
  const notes = [own(confirm.fees), own(confirm.second), undoNote(settings, voice)];
  const blocks = [
    ...(shownBefore === null || shownBefore === items.length
      ? []
      : [section('changed', md`:warning: ${confirm.changed(items.length, shownBefore)}`)]),
    section('sum', joined(lines, '\n')),
    ...(levels.length > 1 ? [section('levels', joined(levels.slice(0, 20), '\n'))] : []),
    ...(warned > 0 ? [section('warned', md`:warning: ${confirm.warned(warned)}`)] : []),
    context('notes', ...notes),
  ];
  return modal({
    callbackId: VIEW.confirm,
    title: confirm.title,
    submit: confirm.submit,
    close: voice.words.button.back,
    blocks,
    state: writeState({ ...about, shown: items.length, kind: fingerprint(items) }),
  });
}

function undoNote({ undoMinutes }: ChatSettings, { words }: Voice): Md {
  return own(undoMinutes === 0 ? words.confirm.noUndo : words.confirm.undo(undoMinutes));
}
