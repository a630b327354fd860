// A file that is imported in the background: how it moves from being handed in to what came of it.

export const IMPORT_STEPS = ['weigh', 'take'] as const;
/** `weigh`: say what it would do, keep nothing. `take`: take it over. */
export type ImportStep = (typeof IMPORT_STEPS)[number];

export const IMPORT_PHASES = ['reading', 'writing'] as const;
export type ImportPhase = (typeof IMPORT_PHASES)[number];

export const IMPORT_JOB_STATES = ['waiting', 'running', 'done', 'refused', 'failed'] as const;
/** `refused`: the file cannot be taken. `failed`: not its fault, and trying again did not help. */
export type ImportJobState = (typeof IMPORT_JOB_STATES)[number];

export const IMPORT_JOB_MOVES = ['ask', 'start', 'finish', 'refuse', 'put_back', 'give_up'] as const;
export type ImportJobMove = (typeof IMPORT_JOB_MOVES)[number];

const NEXT: Record<ImportJobState, Partial<Record<ImportJobMove, ImportJobState>>> = {
  waiting: { start: 'running' },
  // Started again when whoever had it has ended without a word: nothing of it was kept.
  running: { start: 'running', finish: 'done', refuse: 'refused', put_back: 'waiting', give_up: 'failed' },
  // Weighed: then it may be taken over. What was taken over is never asked for again.
  done: { ask: 'waiting' },
  refused: { ask: 'waiting' },
  failed: { ask: 'waiting' },
};

/** The state after a move, or null when it is not possible from here. */
export function afterImportJobMove(state: ImportJobState, move: ImportJobMove): ImportJobState | null {
  return NEXT[state][move] ?? null;
}

/** States in which there is still something to do. */
export const OPEN_IMPORT_JOB_STATES: readonly ImportJobState[] = ['waiting', 'running'];

/** How far an import has come; `total` is null while the file is still being read. */
export interface ImportProgress {
  phase: ImportPhase;
  rows: number;
  total: number | null;
}
