// Runs in a process of its own and is ended from outside when it takes too long or too much: the only place where the
// bytes of strangers meet a PDF parser.

import { answerJob } from '../../sandbox/answer-job.ts';
import { appendPages } from './append.ts';
import { xmlAttachments } from './attachments.ts';
import type { ForeignAnswer, ForeignJob } from './job.ts';
import { openPdf, PdfMerger } from './merge.ts';

async function run(job: ForeignJob): Promise<ForeignAnswer> {
  switch (job.kind) {
    case 'inspect':
      return { kind: 'inspected', pages: (await openPdf(job.bytes)).getPageCount() };
    case 'attachments':
      return { kind: 'attached', files: xmlAttachments(await openPdf(job.bytes)) };
    case 'assemble': {
      const merger = new PdfMerger();
      let pages = 0;
      for (const part of job.parts) pages += await merger.add(part);
      return { kind: 'made', pdf: await merger.finish(job.facts), pages };
    }
    case 'append':
      return { kind: 'made', ...(await appendPages(job.letter, job.originals)) };
  }
}

function failed(error: unknown): ForeignAnswer {
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

await answerJob((job: ForeignJob) => run(job).catch(failed));
