// The words of `/dunning` by language. English is the contract: the other languages have exactly its keys.

import type { ScreenLanguage } from '../../../core/reason-text.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type CommandWords = typeof en;

export const COMMAND_WORDS: Readonly<Record<ScreenLanguage, CommandWords>> = { de, en };
