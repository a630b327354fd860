// The fixed words by language.

import type { Language } from '../../../core/notice.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

export const WORDS: Record<Language, Words> = { de, en, fr, it };
