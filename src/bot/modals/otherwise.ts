// "Decide otherwise": skip, snooze, skip the level, pause, exclude, promise, dispute - for a reason of a closed list.

import type { DigestItem } from '../../app/chat/digest.ts';
import type { Day } from '../../core/day.ts';
import { type KnownBlock, type ModalView, modal, option, section, text } from '../blocks/parts.ts';
import { VIEW, writeState } from '../ids.ts';
import type { Md } from '../text.ts';
import type { Voice } from '../voice.ts';

export const KINDS = ['skip', 'snooze', 'skip_level', 'pause', 'exclude', 'promise', 'dispute'] as const;
export type Kind = (typeof KINDS)[number];
export const REASONS = ['paid', 'credit', 'talk', 'address', 'other'] as const;
export type ReasonWord = (typeof REASONS)[number];

export function otherwiseModal(
  item: { id: number; version: number; line: Md },
  kind: Kind,
  tomorrow: Day,
  voice: Voice,
): ModalView {
  const { decide, button } = voice.words;
  const kinds = KINDS.map((one) => option(decide.kinds[one], one));
  const blocks: KnownBlock[] = [
    section('about', item.line),
    input('kind', decide.kind, {
      type: 'static_select',
      action_id: 'v',
      options: kinds,
      initial_option: kinds[KINDS.indexOf(kind)] ?? option(decide.kinds.skip, 'skip'),
    }),
    input('until', decide.until, { type: 'datepicker', action_id: 'v', initial_date: tomorrow }, decide.untilHint),
    input('reason', decide.reason, {
      type: 'static_select',
      action_id: 'v',
      options: REASONS.map((one) => option(decide.reasons[one], one)),
    }),
    input('remark', decide.remark, { type: 'plain_text_input', action_id: 'v', multiline: true, max_length: 400 }),
    input('scope', decide.scope, {
      type: 'radio_buttons',
      action_id: 'v',
      options: [option(decide.one, 'one'), option(decide.customer, 'customer')],
      initial_option: option(decide.one, 'one'),
    }),
  ];
  return modal({
    callbackId: VIEW.decide,
    title: decide.title,
    submit: decide.submit,
    close: button.back,
    blocks,
    state: writeState({ proposal: item.id, version: item.version }),
  });
}

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

/** An input; everything but the choice itself may stay empty. */
function input(blockId: string, label: string, element: InputElement, hint?: string): KnownBlock {
  return {
    type: 'input',
    block_id: blockId,
    optional: blockId !== 'kind' && blockId !== 'scope',
    label: text(label, 2_000),
    element,
    ...(hint === undefined ? {} : { hint: text(hint, 2_000) }),
  };
}

export type Decidable = Pick<DigestItem, 'id' | 'version'>;
