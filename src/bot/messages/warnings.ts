// What is red in a digest: only what stops or falsifies a run. At most five, each cut, then how many more there are.

import type { DigestView } from '../../app/chat/digest.ts';
import { gateText } from '../../core/reason-text.ts';
import { button, context, type KnownBlock, section } from '../blocks/parts.ts';
import { ACTION, idsValue } from '../ids.ts';
import { cut, joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';

const WARNINGS_AT_MOST = 5;
const WARNING_MAX = 600;
const NAMES_AT_MOST = 5;

interface Warning {
  text: Md;
  /** "Run anyway", where a person may. */
  runAnyway?: boolean;
}

export function warningBlocks(view: DigestView, voice: Voice, revision: number): KnownBlock[] {
  const all = warningsOf(view, voice);
  const shown = all.slice(0, WARNINGS_AT_MOST).map(({ text, runAnyway }, index) => {
    const line: Md = { md: cut(`:red_circle: ${text.md}`, WARNING_MAX) };
    const accessory =
      runAnyway === true && view.digest.state === 'open'
        ? button(ACTION.runAnyway, voice.words.button.runAnyway, idsValue(view.digest.id), { style: 'danger' })
        : undefined;
    return section(`warning${index}.${revision}`, line, accessory);
  });
  const rest = all.length - WARNINGS_AT_MOST;
  return rest <= 0 ? shown : [...shown, context(`warnings.${revision}`, own(voice.words.digest.inConsole(rest)))];
}

function warningsOf(view: DigestView, voice: Voice): Warning[] {
  const { warning } = voice.words;
  const found: Warning[] = [];
  for (const { name, gate, stopped } of view.plans) {
    if (gate === null || gate.code === 'plan_paused') continue;
    const why = gateText(gate, voice.language);
    found.push(stopped ? { text: md`*${warning.stopped(name)}* ${why}`, runAnyway: true } : { text: md`${why}` });
  }
  const unreachable = view.items.filter((item) => item.undecided && item.warnings.includes('no_address'));
  if (unreachable.length > 0) {
    const names = [...new Set(unreachable.map((item) => item.customerName))];
    found.push({ text: md`${warning.noAddress(names.length)}${listed(names, voice)}` });
  }
  if (view.troubles.length > 0) {
    const names = view.troubles.map((one) => `${one.customerName} (${voice.words.state[stateWord(one.state)]})`);
    found.push({ text: md`${warning.troubles(names.length)}${listed(names, voice)}` });
  }
  if (view.ratesUntil !== null) found.push({ text: md`${warning.rates(voice.day(view.ratesUntil))}` });
  if (view.holidaysUntil !== null) found.push({ text: md`${warning.holidays(view.holidaysUntil)}` });
  return found;
}

/** The words behind a delivery's state; an unknown one needs a look. */
export function stateWord(state: string) {
  switch (state) {
    case 'failed':
    case 'bounced':
    case 'complained':
    case 'unknown':
      return state;
    default:
      return 'needs_review';
  }
}

function listed(names: readonly string[], { words }: Voice): Md {
  const shown = names.slice(0, NAMES_AT_MOST).map((name) => md`${name}`);
  const rest = names.length - NAMES_AT_MOST;
  return rest > 0 ? md`${joined(shown, ', ')} ${words.more(rest)}` : joined(shown, ', ');
}
