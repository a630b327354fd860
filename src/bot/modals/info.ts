// A modal that only says something.

import { type ModalView, modal, section } from '../blocks/parts.ts';
import { VIEW } from '../ids.ts';
import type { Md } from '../text.ts';
import type { Voice } from '../voice.ts';

export function infoModal(said: Md, { words }: Voice): ModalView {
  const { close } = words.button;
  return modal({ callbackId: VIEW.info, title: words.home.title, blocks: [section('said', said)], state: '{}', close });
}
