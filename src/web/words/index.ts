// Every word of the console that is not a sentence of core (reasons, gates), by language. English is the contract: the
// other languages have exactly its keys.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';

export type Words = typeof english;

export const WORDS: Readonly<Record<ScreenLanguage, Words>> = { en: english, de: german };
