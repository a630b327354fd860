// duly simulate: scenario files played one after the other in one database in memory. Prints one JSON document per file
// and line; differences and refusals go to standard error.

import { UseCaseError } from '../../app/errors.ts';
import { ImportRefused } from '../../app/ingest/refused.ts';
import type { Store } from '../../db/store.ts';
import { readScenario, simulate } from '../../simulate/simulate.ts';
import { type Answer, type Desk, EXIT, type Exit } from '../desk.ts';
import { explain } from '../failure.ts';
import { readText } from '../files.ts';
import { failureLines } from '../main.ts';
import { safeText } from '../table.ts';

/** Exit 2 when a file is not valid, else 1 when one differs from its `expect`; all files are played either way. */
export async function simulateFiles(desk: Desk, paths: readonly string[]): Promise<Answer> {
  let exit: Exit = EXIT.fine;
  const store = await desk.around.openScratch();
  const progress = desk.progress(desk.say('files played', 'Dateien gespielt'), paths.length);
  try {
    for (const path of paths) {
      const { document, notes, exit: own } = await playFile(desk, store, path);
      progress.end();
      desk.around.out(`${JSON.stringify(document)}\n`);
      for (const note of notes) desk.note(safeText(note));
      exit = worse(exit, own);
      progress.step();
    }
  } finally {
    progress.end();
    await store.close();
  }
  return { json: null, lines: [], exit };
}

interface Played {
  document: object;
  notes: string[];
  exit: Exit;
}

async function playFile(desk: Desk, store: Store, path: string): Promise<Played> {
  try {
    const { outcome, differences, refused } = await simulate(store, readScenario(await readText(path)));
    const differs = desk.say('differs from what was expected', 'weicht vom Erwarteten ab');
    const notes = [
      ...refused.map((refusal) => `${path}: ${desk.say('refused', 'abgelehnt')}: ${refusal}`),
      ...(differences.length === 0 ? [] : [`${path}: ${differs}`]),
      ...differences.map((difference) => `  ${difference}`),
    ];
    return { document: outcome, notes, exit: differences.length === 0 ? EXIT.fine : EXIT.failed };
  } catch (error) {
    return failed(desk, path, error);
  }
}

/** A file that is not valid, or that met an error nobody expected, costs no other file its turn. */
function failed(desk: Desk, path: string, error: unknown): Played {
  const expected = error instanceof UseCaseError || error instanceof ImportRefused;
  const { code, message, problems, trail } = explain(error, desk.around.env.DULY_LOG_LEVEL === 'debug', desk.language);
  const [first = '', ...more] = failureLines(message, problems);
  return {
    document: { error: { code, message, problems } },
    notes: [`${path}: ${first}`, ...more, ...trail],
    exit: expected ? EXIT.refused : EXIT.failed,
  };
}

/** Wrong input weighs more than a difference: the files that differ were at least understood. */
function worse(a: Exit, b: Exit): Exit {
  return a > b ? a : b;
}
