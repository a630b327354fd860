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
  if (process.connected) process.send?.(answer);
});

async function print({ id, notice, texts, options }: PressJob): Promise<PressAnswer> {
  try {
    return { id, made: await renderDocument(fonts, notice, texts, options) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}
