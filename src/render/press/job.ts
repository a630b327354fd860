// What the press and the process that prints for it say to each other.

import type { Notice, TemplateText, WindowProfile } from '../../core/notice.ts';
import type { EmailParts } from '../email/email.ts';
import type { RenderedLetter } from '../index.ts';

/** The texts of a notice, one for each way. */
export interface DocumentTexts {
  email: TemplateText;
  letter: TemplateText;
}

/** Letter and mail of a notice. */
export interface RenderedDocument {
  letter: RenderedLetter;
  email: EmailParts;
}

export interface PressJob {
  id: number;
  notice: Notice;
  texts: DocumentTexts;
  options: { profile?: WindowProfile };
}

export type PressAnswer = { id: number; made: RenderedDocument } | { id: number; failed: string };
