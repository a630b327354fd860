// What a command answers: some lines, perhaps a button that takes it back, perhaps a choice of what was meant. Made
// into blocks here; what the buttons mean is read from their value when they are pressed.

import { actions, button, type KnownBlock, type Rendered, section } from '../blocks/parts.ts';
import { joined, type Md } from '../text.ts';
import type { Voice } from '../voice.ts';
import type { ResolvedOrder, Subject } from './resolve.ts';
import { COMMAND_WORDS } from './words/index.ts';

export const COMMAND_ACTION = { undo: 'command.undo', choose: 'command.choose' } as const;

/** What an Undo button takes back. Ids only: the state is read when it is pressed. */
export type Undo =
  | { do: 'resume' | 'settle' | 'unpromise'; invoice: string }
  | { do: 'include'; customer: string }
  | { do: 'pause'; invoice: string; until: string | null; reason: string }
  | { do: 'exclude'; customer: string; until: string | null; reason: string }
  | { do: 'dispute'; invoice: string; reason: string }
  | { do: 'promise'; invoice: string; on: string; amount: string | null; reason: string }
  | { do: 'ask_again' | 'take_back'; proposal: number; invoice: string }
  | { do: 'level'; invoice: string; level: string }
  | { do: 'skip'; proposal: number; invoice: string }
  | { do: 'unpay'; invoice: string; payment: string }
  | { do: 'channel'; channel: string | null };

export interface Answer {
  /** The first says what happened, or what did not. */
  lines: readonly Md[];
  undo?: Undo | undefined;
  /** Label of the undo button where it is not simply that. */
  undoLabel?: string;
  /** What could have been meant: a button each. */
  choices?: readonly { subject: Subject; order: ResolvedOrder }[];
  /** Something was committed: messages and sending follow. */
  changed?: boolean;
}

export function answer(...lines: readonly Md[]): Answer {
  return { lines };
}

/** Slack takes no more characters in a button's value. */
const VALUE_MAX = 2_000;
const SECTION_MAX = 2_900;

export function renderAnswer(said: Answer, voice: Voice): Rendered {
  const words = COMMAND_WORDS[voice.language];
  const blocks: KnownBlock[] = sections(said.lines).map((lines, index) => section(`said.${index}`, lines));
  const chosen = (said.choices ?? []).flatMap(({ subject, order }, index) => {
    const value = JSON.stringify({ ...order, subject });
    const label = 'name' in subject ? `${subject.name} (${subject.number})` : subject.number;
    return value.length > VALUE_MAX ? [] : [button(`${COMMAND_ACTION.choose}.${index}`, label, value)];
  });
  if (chosen.length > 0) blocks.push(actions('choose', chosen));
  if (said.undo !== undefined) {
    const value = JSON.stringify(said.undo);
    const label = said.undoLabel ?? words.undo.button;
    if (value.length <= VALUE_MAX) blocks.push(actions('undo', [button(COMMAND_ACTION.undo, label, value)]));
  }
  return { text: said.lines[0]?.md ?? ' ', blocks };
}

/** Lines in sections, as many in each as fit. */
function sections(lines: readonly Md[]): Md[] {
  const groups: Md[][] = [[]];
  let length = 0;
  for (const line of lines) {
    if (length + line.md.length > SECTION_MAX && length > 0) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(line);
    length += line.md.length + 1;
  }
  return groups.filter((group) => group.length > 0).map((group) => joined(group, '\n'));
}
