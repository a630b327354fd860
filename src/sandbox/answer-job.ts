// The side that is apart: takes one job, answers it, and ends when whoever asked is gone.

import { Socket } from 'node:net';
import { deserialize } from 'node:v8';
import { writeFrames, writeNews } from './frames.ts';

/** The channel of answers; the usual output belongs to libraries that say what nobody asked. */
const ANSWERS_FD = 3;

/** Takes the job that `runApart` of this program hands over. */
export async function answerJob<J>(handle: (job: J, tell: (news: unknown) => void) => Promise<unknown>): Promise<void> {
  // Whoever asked decides when this ends; a signal to the whole service is not about this file.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const answers = new Socket({ fd: ANSWERS_FD, readable: true, writable: true });
  const leave = (): void => process.exit();
  answers.on('error', leave);
  answers.on('close', leave);
  answers.resume();
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const job: J = deserialize(Buffer.concat(chunks.splice(0)));
  await writeFrames(answers, await handle(job, (news) => writeNews(answers, news)));
  answers.end();
}
