// Documents made in a process of their own, so that the one that issues and sends goes on with its statements meanwhile
// and a second core has something to do. A process and no thread: nothing that happens to it can take the other along.

import { type ChildProcess, fork } from 'node:child_process';
import type { Notice } from '../../core/notice.ts';
import type { DocumentTexts, LetterOptions, RenderedDocument } from '../document.ts';
import type { PressAnswer, PressJob } from './job.ts';

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

/** Nothing is started before the first document. */
export class Press {
  readonly #root: string;
  readonly #options: Required<PressOptions>;
  readonly #waiting = new Map<number, Asked>();
  #child: ChildProcess | null = null;
  #watch: NodeJS.Timeout | undefined;
  /** The process whose answer is waited for already: more that is asked of it gives it no more time. */
  #awaited: ChildProcess | null = null;
  #last = 0;

  /** `root` is the project's directory, which holds templates/. */
  constructor(root: string, options: PressOptions = {}) {
    this.#root = root;
    this.#options = { file: new URL('./child.ts', import.meta.url), idleMs: 60_000, stuckMs: 60_000, ...options };
  }

  /** Letter and mail of a notice; made in the order asked for. Rejects with the reason why they cannot be made. */
  document(notice: Notice, texts: DocumentTexts, options: LetterOptions): Promise<RenderedDocument> {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      const job = { id: this.#last, notice, texts, options };
      this.#waiting.set(job.id, { job, endings: 0, resolve, reject });
      this.#send(job);
      this.#look();
    });
  }

  /** Ends the process, if one runs; what it was asked for is not made. */
  close(): void {
    clearTimeout(this.#watch);
    const running = this.#child;
    this.#child = null;
    if (running?.connected) running.disconnect();
    for (const { reject } of this.#waiting.values()) reject(new Error('printing was ended'));
    this.#waiting.clear();
  }

  #send(job: PressJob): void {
    this.#child ??= this.#start();
    // A process that is ending takes nothing any more; its end is told by itself.
    this.#child.send(job, () => undefined);
  }

  #start(): ChildProcess {
    // Without the environment: whoever prints needs no secret.
    const started = fork(this.#options.file, [this.#root], {
      ...{ serialization: 'advanced', execArgv: HEAP, env: {} },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (answer: PressAnswer) => this.#settle(answer));
    for (const end of ['exit', 'error']) started.once(end, () => this.#lost(started));
    return started;
  }

  #settle(answer: PressAnswer): void {
    const asked = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    this.#awaited = null;
    this.#look();
    if ('made' in answer) asked?.resolve(answer.made);
    else asked?.reject(new Error(answer.failed));
  }

  /** A process ended with work: the document it was at is tried once more, the others as often as it takes. */
  #lost(ended: ChildProcess): void {
    if (this.#child !== ended) return;
    this.#child = null;
    const [first] = this.#waiting.values();
    if (first !== undefined) first.endings += 1;
    if (first?.endings === ENDINGS) {
      this.#waiting.delete(first.job.id);
      first.reject(new Error('the process that prints ended over this document'));
    }
    for (const { job } of this.#waiting.values()) this.#send(job);
    this.#look();
  }

  /** Keeps this process alive while documents are under way, and looks for silence. */
  #look(): void {
    const running = this.#child;
    if (running !== null && running === this.#awaited) return;
    clearTimeout(this.#watch);
    this.#awaited = this.#waiting.size > 0 ? running : null;
    if (running === null) return;
    if (this.#awaited !== null) {
      running.ref();
      running.channel?.ref();
      this.#watch = setTimeout(() => running.kill('SIGKILL'), this.#options.stuckMs);
    } else {
      running.unref();
      running.channel?.unref();
      this.#watch = setTimeout(() => this.close(), this.#options.idleMs).unref();
    }
  }
}
