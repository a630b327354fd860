// A process that prints documents, one after the other, as long as the one that started it wants any.

import { renderDocument } from '../document.ts';
import { FontLibrary } from '../fonts/library.ts';
import type { PressAnswer, PressJob } from './job.ts';

// A terminal's Ctrl-C goes to the whole group: what is under way is finished, the other process says when to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit());

const fonts = new FontLibrary(process.argv[2] ?? '.');

process.on('message', async (job: PressJob) => {
  const answer = await print(job);
  // Nobody may be there any more to take it; then this process is about to end as well.
  process.send?.(answer, () => undefined);
});

async function print({ id, notice, texts, options }: PressJob): Promise<PressAnswer> {
  try {
    return { id, made: await renderDocument(fonts, notice, texts, options) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}
