// A cancellation note: tells a customer that a notice is taken back and what of it falls away.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../../core/day.ts';
import type { Language, Notice, TemplateText } from '../../core/notice.ts';
import type { Channel } from '../../core/plan.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import { type ComposedText, composeCancellation } from '../text/compose.ts';
import { parseTemplateFile } from '../text/file.ts';

export interface Cancellation {
  /** The notice as it was issued. */
  notice: Notice;
  cancelledOn: Day;
  /** Why, in the customer's language; empty = no reason is given. */
  reason: string;
}

/** Nothing is asked for, so there is nothing to scan. */
export const NO_CODE: PaymentCode = { kind: 'none', reason: 'a cancellation asks for no payment' };

/** Text and facts of the note: the notice's, dated on the day of the cancellation. */
export function composeNote(root: string, of: Cancellation, channel: Channel): { notice: Notice; text: ComposedText } {
  const template = cancellationText(root, of.notice.language, channel);
  return {
    notice: { ...of.notice, issuedOn: of.cancelledOn },
    text: composeCancellation(of.notice, template, of.cancelledOn, of.reason),
  };
}

function cancellationText(root: string, language: Language, channel: Channel): TemplateText {
  return parseTemplateFile(
    readFileSync(join(root, 'templates', 'texts', language, `cancellation.${channel}.md`), 'utf8'),
  );
}
