// Every word of the console that is not a sentence of core (reasons, gates), by language. English is the contract: the
// other languages have exactly its keys.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import * as de from './de/index.ts';
import * as en from './en/index.ts';

const english = { ...en.shell, ...en.lists, ...en.deciding, ...en.invoices };

export type Words = typeof english;

export const WORDS: Readonly<Record<ScreenLanguage, Words>> = {
  en: english,
  de: { ...de.shell, ...de.lists, ...de.deciding, ...de.invoices },
};
