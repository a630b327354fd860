// The sentences of core about reasons, as chat text: harmless, and with plain spaces, so that they can be searched.

import type { GateReason, Reason } from '../../core/reason.ts';
import { gateText, reasonText } from '../../core/reason-text.ts';
import { type Md, md } from '../text.ts';
import type { Voice } from '../voice.ts';

export function reasonOf({ language }: Voice, reason: Reason): Md {
  return md`${spaced(reasonText(reason, language))}`;
}

export function gateOf({ language }: Voice, gate: GateReason): string {
  return spaced(gateText(gate, language));
}

function spaced(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
