// What a command works with: who called it and how, words and formats in the caller's language, and what it answers.

import type { Context } from '../app/context.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Organisation } from '../db/organisation.ts';
import type { Store } from '../db/store.ts';
import { type Progress, startProgress } from './progress.ts';
import { createVoice, languageOf, type Voice } from './voice.ts';

/** Exit codes, as `duly --help` explains them. 69 and 78 are those of sysexits.h. */
export const EXIT = { fine: 0, failed: 1, refused: 2, partly: 3, unavailable: 69, configuration: 78 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The world around the program, handed in by whoever owns the process. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  userName: string;
  /** Whether progress can be drawn: standard error is a terminal. */
  interactive: boolean;
  columns: number;
  out(text: string): void;
  err(text: string): void;
  openSystem(config: Readonly<Config>): Promise<System>;
  /** An empty database in memory. */
  openScratch(): Promise<Store>;
}

/** What a command has to say: `json` with --json, else `lines`. */
export interface Answer {
  /** Null when the command has printed its documents itself. */
  json: object | null;
  lines: readonly string[];
  /** 0 unless said otherwise. */
  exit?: Exit;
}

/** A command without a database. */
export interface Desk extends Voice {
  around: Surroundings;
  json: boolean;
  /** Prints a line beside the answer, to standard error. */
  note(line: string): void;
  progress(label: string, total: number): Progress;
}

/** A command on the open database of an organisation. */
export interface House extends Desk {
  config: Readonly<Config>;
  ctx: Context;
  organisation: Organisation;
}

export function createDesk(around: Surroundings, json: boolean): Desk {
  return {
    ...createVoice(languageOf(around.env)),
    around,
    json,
    note: (line) => around.err(`${line}\n`),
    progress: (label, total) => startProgress(around.err, around.interactive, label, total),
  };
}
