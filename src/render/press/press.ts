// Documents made in a process of their own, so that the one that issues and sends goes on with its statements meanwhile
// and a second core has something to do. A process and no thread: nothing that happens to it can take the other along.

import { type ChildProcess, fork } from 'node:child_process';
import type { Notice } from '../../core/notice.ts';
import type { DocumentTexts, LetterOptions, RenderedDocument } from '../document.ts';
import type { PressAnswer, PressJob } from './job.ts';

export interface Press {
  /** Letter and mail of a notice; made in the order asked for. Rejects with the reason why they cannot be made. */
  document(notice: Notice, texts: DocumentTexts, options: LetterOptions): Promise<RenderedDocument>;
  /** Ends the process, if one runs; what it was asked for is not made. */
  close(): void;
}

export interface PressOptions {
  /** The file that the process runs. */
  file?: URL;
  /** The process ends when nobody has asked for so long; the next document starts another. */
  idleMs?: number;
  /** Without any answer for so long the process is taken for stuck and ended. */
  stuckMs?: number;
}

interface Asked {
  job: PressJob;
  /** Processes that ended while this was their first document. */
  endings: number;
  resolve(made: RenderedDocument): void;
  reject(error: Error): void;
}

/** Two processes that end over the same document: it is the document. */
const ENDINGS = 2;
/** MB. Left alone the heap grows to several times what is in use, as long as the machine has memory. */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=128'];

/** `root` is the project's directory, which holds templates/. Nothing is started before the first document. */
export function createPress(
  root: string,
  { file = new URL('./child.ts', import.meta.url), idleMs = 60_000, stuckMs = 60_000 }: PressOptions = {},
): Press {
  const waiting = new Map<number, Asked>();
  let child: ChildProcess | null = null;
  let watch: NodeJS.Timeout | undefined;
  let last = 0;

  const start = (): ChildProcess => {
    // Without the environment: whoever prints needs no secret.
    const started = fork(file, [root], {
      ...{ serialization: 'advanced', execArgv: HEAP, env: {} },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (answer: PressAnswer) => settle(answer));
    const ended = once(() => {
      if (child === started) lost();
    });
    started.once('exit', ended);
    started.once('error', ended);
    return started;
  };
  const settle = (answer: PressAnswer): void => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    look();
    if ('made' in answer) asked?.resolve(answer.made);
    else asked?.reject(new Error(answer.failed));
  };
  /** A process ended with work: the document it was at is tried once more, the others as often as it takes. */
  const lost = (): void => {
    child = null;
    const [first] = waiting.values();
    if (first !== undefined && ++first.endings >= ENDINGS) {
      waiting.delete(first.job.id);
      first.reject(new Error('the process that prints ended over this document'));
    }
    for (const { job } of waiting.values()) send(job);
    look();
  };
  const send = (job: PressJob): void => {
    child ??= start();
    // A process that is ending takes nothing any more; its end is told by itself.
    child.send(job, () => undefined);
  };
  /** Keeps this process alive while documents are under way, and looks for silence. */
  const look = (): void => {
    clearTimeout(watch);
    if (child === null) return;
    const running = child;
    if (waiting.size > 0) {
      running.ref();
      running.channel?.ref();
      watch = setTimeout(() => running.kill('SIGKILL'), stuckMs);
    } else {
      running.unref();
      running.channel?.unref();
      watch = setTimeout(close, idleMs).unref();
    }
  };
  const close = (): void => {
    clearTimeout(watch);
    const running = child;
    child = null;
    if (running?.connected) running.disconnect();
    for (const { reject } of waiting.values()) reject(new Error('printing was ended'));
    waiting.clear();
  };
  return {
    document: (notice, texts, options) =>
      new Promise((resolve, reject) => {
        last += 1;
        const job = { id: last, notice, texts, options };
        waiting.set(last, { job, endings: 0, resolve, reject });
        send(job);
        look();
      }),
    close,
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
