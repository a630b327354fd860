// The words of a language.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

export const WORDS: Readonly<Record<ScreenLanguage, Words>> = { de, en };
