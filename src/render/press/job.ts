// What the press and the process that prints for it say to each other.

import type { Notice } from '../../core/notice.ts';
import type { DocumentTexts, LetterOptions, RenderedDocument } from '../document.ts';

export interface PressJob {
  id: number;
  notice: Notice;
  texts: DocumentTexts;
  options: LetterOptions;
}

export type PressAnswer = { id: number; made: RenderedDocument } | { id: number; failed: string };
