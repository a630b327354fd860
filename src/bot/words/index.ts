// Every word of the chat that is no sentence of core (reasons, gates), by language. English is the contract: the other
// languages have exactly its keys.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type Words = typeof en;

export const WORDS: Readonly<Record<ScreenLanguage, Words>> = { de, en };
